import { z } from "zod";

/** What the merchant can be told of by email. */
export const noticeKinds = ["number_stopped", "payment_problem", "template_refused", "privacy_due"] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const notificationSettingsSchema = z.object({
  /** Null: no email is sent. */
  email: z.email().max(254).nullable().default(null),
  /** BCP 47, one of the interface's languages; null: the shop's. */
  locale: z.string().nullable().default(null),
  kinds: z.array(z.enum(noticeKinds)).default([...noticeKinds]),
});
