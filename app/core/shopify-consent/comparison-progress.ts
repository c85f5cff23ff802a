import { z } from "zod";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Ctx, Db, Tx } from "../ports.ts";

const count = z.number().int().min(0);
const countsSchema = z.object({
  /** Customers of Shopify that were looked at. */
  compared: count,
  equal: count,
  mendedHere: count,
  mendedThere: count,
  /** Left as they were: Shopify did not take it, or may not be told. What is to be told waits and is tried again. */
  failed: count,
});
const progressSchema = z.object({
  running: z
    .object({
      startedAt: z.coerce.date(),
      /** When it last moved on. */
      at: z.coerce.date(),
      /** Shopify's cursor of the last page that was mended; "" before the first. */
      after: z.string(),
      counts: countsSchema,
    })
    .nullable(),
  last: z.object({ startedAt: z.coerce.date(), endedAt: z.coerce.date(), counts: countsSchema }).nullable(),
});

export type ComparisonCounts = z.infer<typeof countsSchema>;
export type ComparisonProgress = z.infer<typeof progressSchema>;
export type RunningComparison = NonNullable<ComparisonProgress["running"]>;

const never: ComparisonProgress = { running: null, last: null };
export const noCounts: ComparisonCounts = { compared: 0, equal: 0, mendedHere: 0, mendedThere: 0, failed: 0 };

export function addCounts(a: ComparisonCounts, b: ComparisonCounts): ComparisonCounts {
  return {
    compared: a.compared + b.compared,
    equal: a.equal + b.equal,
    mendedHere: a.mendedHere + b.mendedHere,
    mendedThere: a.mendedThere + b.mendedThere,
    failed: a.failed + b.failed,
  };
}

/** The queue begins a run that died, or was put off by Shopify, again within this time. */
export const stalledAfterMs = 15 * 60_000;
const comparedEveryMs = 7 * 24 * 60 * 60_000;

const key = (shopId: string) => ({ shopId_kind: { shopId, kind: "consent" } });

export async function readProgress(db: Db, shopId: string) {
  const row = await db.syncCursor.findUnique({ where: key(shopId) });
  return { ...(progressSchema.safeParse(row?.progress).data ?? never), lastError: row?.lastError ?? null };
}

/** Begins a comparison, unless one is on its way. Asking twice is asking once. */
export async function askForComparison(ctx: Ctx, shopId: string): Promise<void> {
  const { running, last } = await readProgress(ctx.db, shopId);
  if (running) return;
  await begin(ctx.db, shopId, { last, now: ctx.clock.now() });
}

/**
 * Nobody told the app anything while it was not installed: what was compared before counts no more, all is compared again, and
 * until then offers wait (Shop.consentUnknownSince). In the transaction that installs it again.
 */
export async function compareAfterAbsence(tx: Tx, shopId: string, now: Date): Promise<void> {
  await begin(tx, shopId, { last: null, now });
  await tx.shop.update({ where: { id: shopId }, data: { consentUnknownSince: now } });
}

async function begin(db: Tx, shopId: string, { last, now }: Pick<ComparisonProgress, "last"> & { now: Date }) {
  const progress = { running: { startedAt: now, at: now, after: "", counts: noCounts }, last };
  const row = { progress: asJson(progress), lastRunAt: now, lastError: null };
  await db.syncCursor.upsert({ where: key(shopId), create: { shopId, kind: "consent", ...row }, update: row });
}

/** All customers have been compared by what began then: what is decided at Shopify is known. */
export async function noteKnown(ctx: Ctx, shopId: string, startedAt: Date): Promise<void> {
  await ctx.db.shop.updateMany({
    where: { id: shopId, consentUnknownSince: { lte: startedAt } },
    data: { consentUnknownSince: null },
  });
}

/** Shops whose last comparison is a week old, or that never had one, or whose comparison stands still. */
export async function shopsToCompare(ctx: Ctx): Promise<string[]> {
  const shops = await ctx.db.shop.findMany({
    where: { status: "installed" },
    select: { id: true, syncCursors: { where: { kind: "consent" } } },
    orderBy: { id: "asc" },
  });
  const now = ctx.clock.now().getTime();
  return shops
    .filter(({ syncCursors: [row] }) => {
      const { running, last } = progressSchema.safeParse(row?.progress).data ?? never;
      if (running) return now - running.at.getTime() > stalledAfterMs;
      return last === null || now - last.startedAt.getTime() > comparedEveryMs;
    })
    .map(({ id }) => id);
}

/**
 * Writes how far the comparison is, if it is still where `before` left it: of two workers at one comparison the slower one
 * notices, and stops.
 */
export async function moveOn(
  ctx: Ctx,
  shopId: string,
  before: RunningComparison,
  progress: ComparisonProgress,
): Promise<boolean> {
  const { count: moved } = await ctx.db.syncCursor.updateMany({
    where: {
      shopId,
      kind: "consent",
      AND: [
        { progress: { path: ["running", "after"], equals: before.after } },
        { progress: { path: ["running", "startedAt"], equals: before.startedAt.toISOString() } },
      ],
    },
    data: { progress: asJson(progress), lastError: null },
  });
  return moved > 0;
}

export async function noteFailure(ctx: Ctx, shopId: string, lastError: string): Promise<void> {
  await ctx.db.syncCursor.updateMany({ where: { shopId, kind: "consent" }, data: { lastError } });
}

/** Times as text, as JSON has none. */
function asJson({ running, last }: ComparisonProgress): Prisma.InputJsonObject {
  return {
    running: running && { ...running, startedAt: running.startedAt.toISOString(), at: running.at.toISOString() },
    last: last && { ...last, startedAt: last.startedAt.toISOString(), endedAt: last.endedAt.toISOString() },
  };
}
