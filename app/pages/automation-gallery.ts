import { walkSteps } from "../core/automations/definition.ts";
import { readyAutomations } from "../core/automations/gallery-further.ts";
import type { Ctx } from "../core/ports.ts";
import type { PreviewMessage } from "../core/templates/preview.ts";
import { previewOfLibrary } from "./template-previews.ts";

export type GalleryEntry = {
  key: string;
  name: string;
  trigger: string;
  group: GalleryGroup;
  messages: number;
  /** Of the first message, in the merchant's language where the library has it. */
  preview: PreviewMessage | null;
  /** The shop's own copy, when it was not deleted. */
  installedId: string | null;
};

export const galleryGroups = ["recover", "orders", "delivery", "after"] as const;
export type GalleryGroup = (typeof galleryGroups)[number];

const groupOfTrigger: Record<string, GalleryGroup> = {
  cart: "recover",
  checkout: "recover",
  variant: "recover",
  order: "orders",
  refund: "orders",
  return: "orders",
  fulfillment: "delivery",
  customer: "after",
};

/** What asks for something once the parcel has come is no news of the parcel. */
const afterThePurchase: readonly string[] = [
  "review_request",
  "satisfaction_survey",
  "nps_survey",
  "win_back",
  "win_back_lapsing",
  "reorder_reminder",
];

/** The gallery with what the shop has of it already. Index: Automation (shopId, key). */
export async function galleryEntries({ db }: Ctx, shopId: string, locale: string): Promise<GalleryEntry[]> {
  const installed = await db.automation.findMany({
    where: { shopId, removedAt: null, key: { in: readyAutomations.map(({ key }) => key) } },
    select: { id: true, key: true },
  });
  return readyAutomations.map(({ key, name, definition }) => {
    const sends = walkSteps(definition.steps).flatMap(({ step }) => (step.kind === "send_template" ? [step] : []));
    const [first] = sends;
    const preview = first ? previewOfLibrary(first.template, locale, shopId) : null;
    return {
      key,
      name,
      trigger: definition.trigger,
      group: afterThePurchase.includes(key)
        ? "after"
        : (groupOfTrigger[definition.trigger.split("_")[0] ?? ""] ?? "after"),
      messages: sends.length,
      preview: preview?.languages[0]?.message ?? null,
      installedId: installed.find((one) => one.key === key)?.id ?? null,
    };
  });
}
