import type { Ctx } from "../ports.ts";

/** Long enough to recognise every redelivery (Meta repeats for 7 days) and to look into last week's question. */
const keptForDays = 30;
const perStatement = 5_000;

/** Deletes deliveries that were taken in long ago; dead ones stay until they are replayed. Answers how many went. */
export async function forgetOldDeliveries(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - keptForDays * 86_400_000);
  let total = 0;
  for (;;) {
    const count = await ctx.db.$executeRaw`
      DELETE FROM "WebhookDelivery" WHERE "id" IN (
        SELECT "id" FROM "WebhookDelivery" WHERE "state" = 'done' AND "settledAt" < ${before} LIMIT ${perStatement}
      )`;
    total += count;
    if (count < perStatement) return total;
  }
}
