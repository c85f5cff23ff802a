import type { TxCtx } from "../ports.ts";

type Arrival = { shopId: string; code: string; conversationId: string; contactId: string; occurredAt: Date };

/**
 * A message that a link wrote has come: its conversation counts for the link, once however often it is pressed, and whatever
 * order messages come in. A code that no link has, or whose link is paused or removed, counts nothing. Index: ChatLink's code.
 */
export async function noteLinkArrival(ctx: TxCtx, arrival: Arrival): Promise<void> {
  const { shopId, code, conversationId, contactId, occurredAt } = arrival;
  await ctx.tx.$executeRaw`
    INSERT INTO "LinkArrival" AS a ("shopId", "linkId", "conversationId", "contactId", "firstAt", "lastAt")
    SELECT l."shopId", l."id", ${conversationId}::uuid, ${contactId}::uuid, ${occurredAt}::timestamptz,
      ${occurredAt}::timestamptz
    FROM "ChatLink" l
    WHERE l."shopId" = ${shopId}::uuid AND l."code" = ${code} AND l."pausedAt" IS NULL AND l."removedAt" IS NULL
    ON CONFLICT ("shopId", "linkId", "conversationId") DO UPDATE SET
      "firstAt" = LEAST(a."firstAt", EXCLUDED."firstAt"), "lastAt" = GREATEST(a."lastAt", EXCLUDED."lastAt")`;
}

type PageSeen = { reference: string; page: string; handle?: string; campaign?: string };

/**
 * A message that a link of the storefront wrote has come: its conversation counts for that page and campaign, as for a link.
 * What the reference names comes from the shopper's message; it leads to no row of ours.
 */
export async function notePageArrival(
  ctx: TxCtx,
  { shopId, conversationId, contactId, occurredAt }: Omit<Arrival, "code">,
  { reference, page, handle, campaign }: PageSeen,
): Promise<void> {
  await ctx.tx.$executeRaw`
    INSERT INTO "PageArrival" AS a
      ("shopId", "conversationId", "reference", "campaign", "page", "handle", "contactId", "firstAt", "lastAt")
    VALUES (${shopId}::uuid, ${conversationId}::uuid, ${reference}, ${campaign ?? ""}, ${page}, ${handle ?? null}, ${contactId}::uuid,
      ${occurredAt}::timestamptz, ${occurredAt}::timestamptz)
    ON CONFLICT ("shopId", "conversationId", "reference", "campaign") DO UPDATE SET
      "firstAt" = LEAST(a."firstAt", EXCLUDED."firstAt"), "lastAt" = GREATEST(a."lastAt", EXCLUDED."lastAt")`;
}
