import { recallErasedOptOuts } from "../consent/erased-opt-outs.ts";
import { lockContacts, mergeContacts } from "../contacts/merge-contacts.ts";
import type { TxCtx } from "../ports.ts";
import type { StatusItem } from "./callback-item.ts";

type Unlinked = { userId: string; contactId: string; ownerId: string | null };

/**
 * Statuses name the business-scoped id of whom a message reached. Kept with the message's contact, so that the same person
 * writing under a username, without a number, is known, and their STOP counts. After applyStatuses, which learns the wamid
 * of what was left unknown. One query when all are linked already. Index: ContactIdentity (shopId, contactId).
 */
export async function linkRecipients(ctx: TxCtx, shopId: string, items: readonly StatusItem[]): Promise<void> {
  const wamidOf = new Map<string, string>();
  for (const { recipient, status } of items) if (recipient.userId) wamidOf.set(recipient.userId, status.wamid);
  if (wamidOf.size === 0) return;
  const unlinked = await ctx.tx.$queryRaw<Unlinked[]>`
    SELECT told."userId", m."contactId", i."contactId" AS "ownerId"
    FROM unnest(${[...wamidOf.keys()]}::text[], ${[...wamidOf.values()]}::text[]) AS told("userId", "wamid")
    JOIN "Message" m ON m."shopId" = ${shopId}::uuid AND m."wamid" = told."wamid"
    LEFT JOIN "ContactIdentity" i
      ON i."shopId" = m."shopId" AND i."kind" = 'business_scoped_id' AND i."value" = told."userId"
    WHERE i."contactId" IS DISTINCT FROM m."contactId"
      -- An id that is not theirs, at the only number they have: it reached the stranger who has the number now (resolveSender).
      AND NOT (
        EXISTS (SELECT 1 FROM "ContactIdentity" o WHERE o."shopId" = m."shopId" AND o."contactId" = m."contactId"
          AND o."kind" = 'business_scoped_id')
        AND (SELECT count(*) FROM "ContactIdentity" o WHERE o."shopId" = m."shopId" AND o."contactId" = m."contactId"
          AND o."kind" = 'phone') < 2
        AND (SELECT count(*) FROM "WhatsAppAccount" a WHERE a."shopId" = m."shopId") = 1)
    ORDER BY told."userId"`;
  const merged = unlinked.flatMap(({ contactId, ownerId }) => (ownerId ? [contactId, ownerId] : []));
  if (merged.length > 0) await lockContacts(ctx.tx, shopId, merged);
  for (const { userId, contactId, ownerId } of unlinked) {
    if (ownerId) await mergeContacts(ctx, shopId, contactId, ownerId);
    else {
      const identity = { kind: "business_scoped_id" as const, value: userId };
      const { count } = await ctx.tx.contactIdentity.createMany({
        data: [{ shopId, ...identity, contactId, createdAt: ctx.clock.now() }],
        skipDuplicates: true,
      });
      if (count > 0) await recallErasedOptOuts(ctx, shopId, contactId, [identity]);
    }
  }
}
