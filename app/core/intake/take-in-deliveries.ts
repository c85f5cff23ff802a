import type { DeliverySource } from "#prisma/generated/enums.ts";
import type { Ctx, Tx, WakeReason } from "../ports.ts";
import { AppError } from "../shared/app-error.ts";
import { claimDeliveries, type ClaimedDelivery } from "./claim-deliveries.ts";
import {
  attemptsAtMost,
  waitAfterAttemptMs,
  type Delivery,
  type DeliveryHandler,
  type DeliveryResult,
  type TakeTogether,
} from "./delivery.ts";

export type TakeInInput = {
  source: DeliverySource;
  handler: DeliveryHandler;
  /** What fits goes first, in one transaction; should that fail, each on its own. */
  together?: TakeTogether;
  /** Deliveries of one pass; they are handled one after the other. */
  limit: number;
  /** Whom to wake after a delivery of this topic that was applied. */
  wake: (topic: string) => readonly WakeReason[];
  /** Between two deliveries: true ends the pass early (graceful stop); what was claimed and not begun is given back. */
  stopped?: () => boolean;
};

export type TakeInResult = {
  claimed: number;
  done: number;
  retried: number;
  dead: number;
  /** More may be due: the batch was full, or a shop's even share of it, which may be smaller while thousands wait. */
  more: boolean;
};

/**
 * One pass: claims due deliveries and applies each in a transaction of its own that also settles it. What fails waits longer
 * each time and is dead after ten attempts, visible and replayable; it never holds up what comes after it.
 */
export async function takeInDeliveries(ctx: Ctx, input: TakeInInput): Promise<TakeInResult> {
  const claimed = await claimDeliveries(ctx, input.source, input.limit);
  const result: TakeInResult = {
    claimed: claimed.length,
    done: 0,
    retried: 0,
    dead: 0,
    more: claimed.length === input.limit || someShareIsFull(claimed),
  };
  const fitting = input.together ? claimed.filter(input.together.fits) : [];
  const together = await takeInTogether(ctx, fitting, input);
  result.done += together.size;
  const alone = claimed.filter((delivery) => !together.has(delivery));
  for (const [index, delivery] of alone.entries()) {
    if (input.stopped?.()) {
      await giveBack(ctx, alone.slice(index));
      break;
    }
    const settled = await takeIn(ctx, delivery, input);
    if (settled === "lost") continue;
    result[settled] += 1;
  }
  return result;
}

function someShareIsFull(deliveries: readonly ClaimedDelivery[]): boolean {
  const byShop = Map.groupBy(deliveries, ({ shopDomain }) => shopDomain);
  return [...byShop.values()].some((own) => own.length >= (own[0]?.share ?? 0));
}

type Settled = "done" | "retried" | "dead";

/** Which of them are applied and settled: all, or none, because one failed or is somebody else's by now. */
async function takeInTogether(
  ctx: Ctx,
  deliveries: Delivery[],
  { together, wake }: TakeInInput,
): Promise<Set<Delivery>> {
  if (!together || deliveries.length < 2) return new Set();
  try {
    const results = await ctx.db.$transaction(async (tx) => {
      const results = await together.together({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }, deliveries);
      await settleTogether(ctx, tx, deliveries, results);
      return results;
    }, transactionOptions);
    const loud = deliveries.filter((_, at) => !isQuiet(results[at] ?? ""));
    for (const reason of new Set(loud.flatMap(({ topic }) => wake(topic)))) ctx.wakes.wake(reason);
    return new Set(deliveries);
  } catch (error) {
    ctx.log.warn("deliveries_not_taken_together", { count: deliveries.length, code: codeOf(error) });
    return new Set();
  }
}

async function settleTogether(ctx: Ctx, tx: Tx, deliveries: Delivery[], results: DeliveryResult[]): Promise<void> {
  const rows = deliveries.map((delivery, at) => {
    const { settled, outcome } = verdict(delivery, results[at] ?? { retryAs: "no_answer" });
    if (settled !== "done") throw new AppError("not_done_together", `A delivery taken in together was "${outcome}".`);
    return { id: delivery.id, attempts: delivery.attempts, outcome, spent: isSpent(results[at] ?? "") };
  });
  const count = await tx.$executeRaw`
    UPDATE "WebhookDelivery" d SET "outcome" = r."outcome", "state" = 'done',
      "body" = CASE WHEN r."spent" THEN ''::bytea ELSE d."body" END, "settledAt" = ${ctx.clock.now().toISOString()}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r("id" uuid, "attempts" int, "outcome" text, "spent" boolean)
    WHERE d."id" = r."id" AND d."attempts" = r."attempts" AND d."state" = 'pending'`;
  if (count !== rows.length) throw new LeaseLost();
}

function isQuiet(result: DeliveryResult): boolean {
  return typeof result !== "string" && "quietly" in result;
}

/** Its body is not kept. */
function isSpent(result: DeliveryResult): boolean {
  return isQuiet(result) || (typeof result !== "string" && "forget" in result);
}

/** "lost": the lease ran out and somebody else has it; what was done here is undone. */
async function takeIn(ctx: Ctx, delivery: Delivery, input: TakeInInput): Promise<Settled | "lost"> {
  try {
    const { settled, quietly } = await ctx.db.$transaction(async (tx) => {
      const result = await input.handler({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }, delivery);
      return { settled: await settle(ctx, tx, delivery, result), quietly: isQuiet(result) };
    }, transactionOptions);
    if (settled === "done" && !quietly) for (const reason of input.wake(delivery.topic)) ctx.wakes.wake(reason);
    return settled;
  } catch (error) {
    if (error instanceof LeaseLost) return "lost";
    return settleFailure(ctx, delivery, error);
  }
}

/** A burst waits for its turn on the one connection of the embedded database. */
const transactionOptions = { maxWait: 30_000, timeout: 30_000 };

class LeaseLost extends Error {}

type DeliveryRows = Pick<Ctx["db"], "webhookDelivery">;

async function settle(ctx: Ctx, db: DeliveryRows, delivery: Delivery, result: DeliveryResult): Promise<Settled> {
  const { settled, outcome } = verdict(delivery, result);
  const now = ctx.clock.now();
  const { count } = await db.webhookDelivery.updateMany({
    where: { id: delivery.id, state: "pending", attempts: delivery.attempts },
    data:
      settled === "retried"
        ? { outcome, nextAttemptAt: new Date(now.getTime() + waitAfterAttemptMs(delivery.attempts)) }
        : { outcome, state: settled, settledAt: now, ...(isSpent(result) && { body: new Uint8Array() }) },
  });
  if (count === 0) throw new LeaseLost();
  if (settled === "dead") logDead(ctx, delivery, outcome);
  return settled;
}

function verdict(delivery: Delivery, result: DeliveryResult): { settled: Settled; outcome: string } {
  if (typeof result === "string") return { settled: "done", outcome: result };
  if ("quietly" in result) return { settled: "done", outcome: result.quietly };
  if ("forget" in result) return { settled: "done", outcome: result.forget };
  if ("deadAs" in result) return { settled: "dead", outcome: result.deadAs };
  return { settled: delivery.attempts >= attemptsAtMost ? "dead" : "retried", outcome: result.retryAs };
}

async function settleFailure(ctx: Ctx, delivery: Delivery, error: unknown): Promise<Settled | "lost"> {
  const outcome = `error:${codeOf(error)}`;
  const { id, source, topic, attempts } = delivery;
  ctx.log.warn("delivery_failed", { deliveryId: id, source, topic, attempts, outcome });
  try {
    return await settle(ctx, ctx.db, delivery, { retryAs: outcome });
  } catch (settling) {
    // The database is away: the lease runs out by itself and the delivery comes back.
    if (!(settling instanceof LeaseLost))
      ctx.log.error("delivery_not_settled", { deliveryId: id, code: codeOf(settling) });
    return "lost";
  }
}

/** Codes and class names only: messages of database errors quote values. */
function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  if (error instanceof Error)
    return "code" in error && typeof error.code === "string" ? error.code : error.name.toLowerCase();
  return "unknown";
}

function logDead(ctx: Ctx, { id, source, topic, attempts }: Delivery, outcome: string): void {
  ctx.log.error("delivery_dead", { deliveryId: id, source, topic, attempts, outcome });
}

async function giveBack(ctx: Ctx, deliveries: Delivery[]): Promise<void> {
  for (const { id, attempts } of deliveries) {
    await ctx.db.webhookDelivery.updateMany({
      where: { id, state: "pending", attempts },
      data: { attempts: attempts - 1, nextAttemptAt: ctx.clock.now() },
    });
  }
}
