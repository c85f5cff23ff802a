import { failureText, retryWaitMs } from "../automations/shopify-retry.ts";
import type { Ctx } from "../ports.ts";
import type { ShopifyFailure } from "../ports-shopify.ts";
import { claimRows, rowsAtMost, rowsOfShopAtMost, type ClaimedRow, type ClaimedTable } from "./claim-rows.ts";

/** `more`: something may be due right now. */
export type Pass = { done: number; failed: number; more: boolean };

/** What a row's failure, or the giving back of its claim, writes. */
type Retry = { attempts?: number | { decrement: number }; nextAttemptAt: Date | null; lastError?: string };

export type Work<Row, Answer> = {
  rows: ClaimedTable;
  /** For the log. */
  failedAs: string;
  /** Asks Shopify, or tells it. What it throws is a failure of this row. */
  attempt(row: Row): Promise<Answer | ShopifyFailure>;
  /** Writes down an answer that is no failure of the call; the row itself may still have failed. */
  settle(row: Row, answer: Answer): Promise<"done" | "failed">;
  /** Of these rows those that are still as they were claimed. */
  write(rows: readonly Row[], retry: Retry): Promise<unknown>;
};

/** About two days of waits that end at an hour each; the comparison finds it again after that. */
const attemptsAtMost = 50;
const refusalsAtMost = 3;

/**
 * One pass over the rows that are due, of all shops side by side. Shops that do not let the app write customers are left out:
 * their rows wait, and are due the moment it is allowed. Failures stay on the row and are tried again, ever more rarely. Of
 * what would meet every other row of the shop too, one row makes the experience, and the shop is left alone for as long.
 */
export async function passByShop<Row extends ClaimedRow, Answer extends { outcome: string }>(
  ctx: Ctx,
  work: Work<Row, Answer>,
): Promise<Pass> {
  const claimed = await claimRows<Row>(ctx, work.rows);
  const byShop = Map.groupBy(claimed, ({ shopId }) => shopId);
  const passes = await Promise.all([...byShop.values()].map((rows) => passShop(ctx, work, rows)));
  const all = { done: 0, failed: 0, more: claimed.length === rowsAtMost };
  for (const { done, failed, more } of passes) {
    all.done += done;
    all.failed += failed;
    all.more ||= more;
  }
  return all;
}

/** One after the other: they share the shop's budget of calls. */
async function passShop<Row extends ClaimedRow, Answer extends { outcome: string }>(
  ctx: Ctx,
  work: Work<Row, Answer>,
  rows: readonly Row[],
): Promise<Pass> {
  const pass = { done: 0, failed: 0, more: rows.length === rowsOfShopAtMost };
  for (const [index, row] of rows.entries()) {
    const answer = await attempt(work, row);
    if (!isFailure(answer)) {
      pass[await work.settle(row, answer)] += 1;
      continue;
    }
    pass.failed += 1;
    await keepFailure(ctx, work, row, answer);
    if (!concernsShop(answer)) continue;
    await leaveShopAlone(ctx, row, answer);
    await giveBack(ctx, work, rows.slice(index + 1));
    return { ...pass, more: false };
  }
  return pass;
}

async function attempt<Row, Answer>(work: Work<Row, Answer>, row: Row): Promise<Answer | ShopifyFailure> {
  try {
    return await work.attempt(row);
  } catch (error) {
    // Something nobody expected must not keep those behind it waiting, nor be lost.
    return { outcome: "unavailable", cause: error instanceof Error ? error.name : "unknown" };
  }
}

type ShopFailure = Exclude<ShopifyFailure, { outcome: "refused" | "unavailable" }>;

const concernsWholeShop: Record<ShopifyFailure["outcome"], boolean> = {
  throttled: true,
  unauthorized: true,
  access_denied: true,
  shop_closed: true,
  refused: false,
  unavailable: false,
};

function isFailure(answer: { outcome: string }): answer is ShopifyFailure {
  return answer.outcome in concernsWholeShop;
}

/** Not of the one customer that was asked about: whoever comes next would be told the same. */
export function concernsShop(answer: { outcome: string }): answer is ShopFailure {
  return isFailure(answer) && concernsWholeShop[answer.outcome];
}

async function keepFailure<Row extends ClaimedRow, Answer>(
  ctx: Ctx,
  work: Work<Row, Answer>,
  row: Row,
  failure: ShopifyFailure,
): Promise<void> {
  const { shopId, attempts } = row;
  const givenUp = hasGivenUp(failure, attempts);
  await work.write([row], {
    // Being asked to wait is no failure.
    attempts: failure.outcome === "throttled" ? attempts - 1 : attempts,
    lastError: failureText(failure),
    nextAttemptAt: givenUp ? null : waitUntil(ctx, failure, attempts),
  });
  ctx.log.warn(work.failedAs, { shopId, attempts, outcome: failure.outcome, givenUp });
}

/** What concerns the whole shop is waited for however long it takes. */
function hasGivenUp(failure: ShopifyFailure, attempts: number): boolean {
  if (concernsShop(failure)) return false;
  return attempts >= (failure.outcome === "refused" ? refusalsAtMost : attemptsAtMost);
}

function waitUntil({ clock }: Ctx, failure: ShopifyFailure, attempts: number): Date {
  return new Date(clock.now().getTime() + retryWaitMs(failure, attempts));
}

/** Said once of the shop, and claimRows leaves it out: its rows may be a hundred thousand. */
async function leaveShopAlone(ctx: Ctx, { shopId, attempts }: ClaimedRow, failure: ShopFailure): Promise<void> {
  const shopifyWaitsUntil = waitUntil(ctx, failure, attempts);
  await ctx.db.shop.updateMany({ where: { id: shopId }, data: { shopifyWaitsUntil } });
}

/** Those that were never tried wait for the shop with all its others, and go on with them. */
async function giveBack<Row, Answer>(ctx: Ctx, work: Work<Row, Answer>, untried: readonly Row[]): Promise<void> {
  if (untried.length === 0) return;
  await work.write(untried, { attempts: { decrement: 1 }, nextAttemptAt: ctx.clock.now() });
}
