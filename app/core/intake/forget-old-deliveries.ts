import type { Ctx } from "../ports.ts";

/** Long enough to recognise every redelivery (Meta repeats for 7 days) and to look into last week's question. */
const keptForDays = 30;
/** Of those that could not be taken in: long enough to mend what kept them from it, and replay them. */
const deadKeptForDays = 90;
const perStatement = 5_000;

/** Deletes deliveries that were taken in long ago, and those nobody replayed in a season. Answers how many went. */
export async function forgetOldDeliveries(ctx: Ctx): Promise<number> {
  const done = await forget(ctx, "done", keptForDays);
  return done + (await forget(ctx, "dead", deadKeptForDays));
}

async function forget(ctx: Ctx, state: "done" | "dead", days: number): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - days * 86_400_000);
  let total = 0;
  for (;;) {
    const count = await ctx.db.$executeRaw`
      DELETE FROM "WebhookDelivery" WHERE "id" IN (
        SELECT "id" FROM "WebhookDelivery"
        WHERE "state" = ${state}::"DeliveryState" AND "settledAt" < ${before} LIMIT ${perStatement}
      )`;
    total += count;
    if (count < perStatement) return total;
  }
}
