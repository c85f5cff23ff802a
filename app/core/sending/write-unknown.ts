import type { Ctx, SendAnswer } from "../ports.ts";
import { backOffLane } from "../outbox/apply-consequences.ts";
import type { Answered } from "./apply-answers.ts";

type Unknown = Answered<Extract<SendAnswer, { outcome: "unknown" }>>;

/**
 * Nobody knows whether these were accepted: their callbacks will tell. When nothing else on the same lane went through
 * meanwhile, the way to Meta is broken: the lane waits, else a queue of thousands would turn `unknown` one by one.
 */
export async function writeUnknown(
  ctx: Ctx,
  unknown: readonly Unknown[],
  lanesAnswering: ReadonlySet<string>,
): Promise<void> {
  const rows = unknown.map(({ message }) => ({
    shop: message.shopId,
    id: message.id,
    claimedAt: message.claimedAt.toISOString(),
  }));
  await ctx.db.$executeRaw`
    WITH held AS MATERIALIZED (
      SELECT m."shopId", m."id"
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS a("shop" uuid, "id" uuid, "claimedAt" timestamptz)
      JOIN "Message" m ON m."shopId" = a."shop" AND m."id" = a."id"
      WHERE m."state" = 'sending' AND m."claimedAt" = a."claimedAt"
      ORDER BY m."shopId", m."id" FOR NO KEY UPDATE OF m
    )
    UPDATE "Message" m SET "state" = 'unknown', "reason" = 'no_answer' FROM held h
    WHERE m."shopId" = h."shopId" AND m."id" = h."id" AND m."state" = 'sending'`;
  const broken = new Map(
    unknown
      .filter(({ message }) => !lanesAnswering.has(message.numberId))
      .map(({ message }) => [message.numberId, message]),
  );
  for (const lane of broken.values()) await backOffLane(ctx.db, lane, ctx.clock.now());
}
