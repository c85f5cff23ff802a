import { z } from "zod";
import type { PageReference } from "./page-reference.ts";

/** Conversation.origin: what the person was looking at when they wrote, and the advert that brought them. */
const originSchema = z.object({
  reference: z.string().optional(),
  page: z.string().optional(),
  product: z.object({ handle: z.string(), variantId: z.string().optional() }).optional(),
  collection: z.object({ handle: z.string() }).optional(),
  /** When the message with the reference was written (ISO). */
  at: z.string().optional(),
  referral: z.record(z.string(), z.unknown()).optional(),
  referralAt: z.string().optional(),
});

export type Origin = z.infer<typeof originSchema>;

type Seen = { reference: PageReference | null; referral?: Record<string, unknown>; occurredAt: Date };

/**
 * What a message adds to the origin: the newest page and the newest advert stand, whatever order messages come in. Null
 * when it adds nothing.
 */
export function originAfter(known: unknown, seen: Seen): Origin | null {
  const before: Origin = originSchema.safeParse(known ?? {}).data ?? {};
  const at = seen.occurredAt.toISOString();
  const pageIsNewer = seen.reference !== null && at >= (before.at ?? "");
  const referralIsNewer = seen.referral !== undefined && at >= (before.referralAt ?? "");
  if (!pageIsNewer && !referralIsNewer) return null;
  const { referral, referralAt, ...page } = before;
  return {
    ...(pageIsNewer && seen.reference ? { ...pageOrigin(seen.reference), at } : page),
    ...(referralIsNewer ? { referral: seen.referral, referralAt: at } : { referral, referralAt }),
  };
}

function pageOrigin({ reference, page, handle, variantId }: PageReference): Origin {
  if ((page === "product" || page === "restock") && handle)
    return { reference, page: "product", product: { handle, ...(variantId ? { variantId } : {}) } };
  if (page === "collection" && handle) return { reference, page, collection: { handle } };
  return { reference, page };
}
