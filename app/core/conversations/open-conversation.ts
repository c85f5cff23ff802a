import type { TxCtx } from "../ports.ts";

/** Free text may be sent this long after the person's newest message (Meta's customer service window). */
const serviceWindowMs = 24 * 3600_000;

/** Arrive like messages, but nothing says that they open the window; assuming so would end in 131047. */
const openNoWindow: ReadonlySet<string> = new Set(["reaction", "request_welcome"]);

type Arrival = { shopId: string; numberId: string; contactId: string; type: string; occurredAt: Date };

export type OpenConversation = { id: string; windowExpiresAt: Date | null; origin: unknown };

/**
 * The conversation of this number and contact, made when new, opened again when closed. Its service window ends 24 h after
 * the newest message: one that comes late never shortens it. The row stays locked until the caller's transaction ends.
 */
export async function openConversation(ctx: TxCtx, arrival: Arrival): Promise<OpenConversation> {
  const { shopId, numberId, contactId, type, occurredAt } = arrival;
  const windowEnd = openNoWindow.has(type) ? null : new Date(occurredAt.getTime() + serviceWindowMs);
  const rows = await ctx.tx.$queryRaw<OpenConversation[]>`
    INSERT INTO "Conversation" AS c
      ("shopId", "id", "numberId", "contactId", "state", "windowExpiresAt", "lastInboundAt", "createdAt")
    VALUES (${shopId}::uuid, ${ctx.ids.next()}::uuid, ${numberId}::uuid, ${contactId}::uuid, 'open',
            ${windowEnd}::timestamptz, ${occurredAt}::timestamptz, ${ctx.clock.now()}::timestamptz)
    ON CONFLICT ("shopId", "numberId", "contactId") DO UPDATE SET
      "state" = 'open',
      "windowExpiresAt" = GREATEST(c."windowExpiresAt", EXCLUDED."windowExpiresAt"),
      "lastInboundAt" = GREATEST(c."lastInboundAt", EXCLUDED."lastInboundAt")
    RETURNING c."id", c."windowExpiresAt", c."origin"`;
  const [row] = rows;
  if (!row) throw new Error("an upsert answers with its row");
  return row;
}
