import { z } from "zod";
import type { PageReference } from "./page-reference.ts";

/** Conversation.origin: what the person was looking at when they wrote, and the campaign and advert that brought them. */
export const originSchema = z.object({
  reference: z.string().optional(),
  page: z.string().optional(),
  product: z.object({ handle: z.string(), variantId: z.string().optional() }).optional(),
  collection: z.object({ handle: z.string() }).optional(),
  /** When the message with the reference was written (ISO). */
  at: z.string().optional(),
  campaign: z.string().optional(),
  campaignAt: z.string().optional(),
  referral: z.record(z.string(), z.unknown()).optional(),
  referralAt: z.string().optional(),
});

export type Origin = z.infer<typeof originSchema>;

type Seen = { reference: PageReference | null; referral?: Record<string, unknown>; occurredAt: Date };

/**
 * What a message adds to the origin: the newest page, the newest campaign and the newest advert stand, whatever order messages
 * come in. Null when it adds nothing.
 */
export function originAfter(known: unknown, { reference, referral, occurredAt }: Seen): Origin | null {
  const before: Origin = originSchema.safeParse(known ?? {}).data ?? {};
  const at = occurredAt.toISOString();
  const campaign = reference?.campaign;
  const pageIsNewer = reference !== null && at >= (before.at ?? "");
  const campaignIsNewer = campaign !== undefined && at >= (before.campaignAt ?? "");
  const referralIsNewer = referral !== undefined && at >= (before.referralAt ?? "");
  if (!pageIsNewer && !campaignIsNewer && !referralIsNewer) return null;
  return {
    ...before,
    ...(pageIsNewer ? { product: undefined, collection: undefined, ...pageOrigin(reference), at } : {}),
    ...(campaignIsNewer ? { campaign, campaignAt: at } : {}),
    ...(referralIsNewer ? { referral, referralAt: at } : {}),
  };
}

function pageOrigin({ reference, page, handle, variantId }: PageReference): Origin {
  if ((page === "product" || page === "restock") && handle)
    return { reference, page: "product", product: { handle, ...(variantId ? { variantId } : {}) } };
  if (page === "collection" && handle) return { reference, page, collection: { handle } };
  return { reference, page };
}
