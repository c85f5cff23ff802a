import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { NotificationsForm } from "../components/settings/notifications-form.tsx";
import type { SaveAnswer } from "../components/use-save.ts";
import { readSettings, sectionVersion } from "../core/shared/settings.ts";
import { noticeKinds } from "../core/shared/settings/notifications.ts";
import { chooseLocale, locales } from "../i18n/locales.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const settings = readSettings(shop.settings);
  const { email, locale, kinds } = settings.notifications;
  return {
    saved: { email: email ?? "", locale: chooseLocale([locale ?? shop.locale]) as string, kinds: kinds as string[] },
    version: sectionVersion(settings, "notifications"),
    locales: [...locales],
    allKinds: [...noticeKinds],
    mailServerIsSet: pages.settings.mailServerIsSet,
  };
}

const bodySchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("save"),
    email: z.string().max(1000),
    locale: z.enum(locales),
    kinds: z.array(z.enum(noticeKinds)),
    version: z.number().int().min(0),
  }),
  z.object({ intent: z.literal("test") }),
]);

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const body = await readBody(request, bodySchema);
  if (body.intent === "test") {
    const answer = await pages.settings.sendTestMail(shop);
    if (answer.outcome === "sent") return { outcome: "saved" };
    if (answer.outcome === "too_many") return { outcome: "refused", key: "settings.notifications.testTooMany" };
    const forGood = answer.outcome === "refused" && !answer.again;
    return { outcome: "refused", key: `settings.notifications.${forGood ? "testRefused" : "testFailed"}` };
  }
  const written = body.email.trim();
  const email = written === "" ? null : z.email().max(254).safeParse(written);
  if (email && !email.success) {
    return { outcome: "invalid", problems: [{ field: "email", key: "settings.notifications.emailWrong" }] };
  }
  const notifications = { email: email ? email.data : null, locale: body.locale, kinds: body.kinds };
  return pages.settings.save(shop.id, "notifications", { notifications }, body.version);
}

export default function NotificationsPage() {
  return <NotificationsForm {...useLoaderData<typeof loader>()} />;
}
