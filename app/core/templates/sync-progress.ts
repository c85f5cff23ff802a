import { z } from "zod";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Ctx } from "../ports.ts";

const progressSchema = z.object({
  state: z.enum(["running", "read", "failed"]),
  /** When it last moved on. */
  at: z.coerce.date(),
  /** Templates read so far. */
  read: z.number().int().min(0),
  /** As many as there are to read, when Meta said so. */
  total: z.number().int().min(0).nullable(),
});

/** How far the reading stands that a merchant asked for; "idle" when nobody asked, "stalled" when it stopped moving. */
export type SyncProgress = {
  state: "idle" | "running" | "read" | "failed" | "stalled";
  read: number;
  total: number | null;
};

const key = (shopId: string) => ({ shopId_kind: { shopId, kind: "templates" } });
/** One page takes a request; a run that died is begun again by the queue, and then moves on. */
const stalledAfterMs = 90_000;

/** A merchant wants to see the reading of their templates go on. Asking again while it runs changes nothing. */
export async function askForSync(ctx: Ctx, shopId: string): Promise<void> {
  const row = await ctx.db.syncCursor.findUnique({ where: key(shopId) });
  if (readSyncProgress(row, ctx.clock.now()).state === "running") return;
  const progress = { state: "running", at: ctx.clock.now().toISOString(), read: 0, total: null };
  await ctx.db.syncCursor.upsert({
    where: key(shopId),
    create: { shopId, kind: "templates", progress },
    update: { progress },
  });
}

/** Tells whoever waits how far it is; where nobody asked, nothing is written. */
export async function noteSyncProgress(
  ctx: Ctx,
  shopId: string,
  { state, read, total }: { state: "running" | "read" | "failed"; read: number; total: number | null },
): Promise<void> {
  const progress = { state, at: ctx.clock.now().toISOString(), read, total };
  await ctx.db.syncCursor.updateMany({
    where: { shopId, kind: "templates", progress: { path: ["state"], equals: "running" } },
    data: { progress },
  });
}

/** `seenUntil`: begin of the last reading that went well, asked for or not; an older failure is over then. */
export function readSyncProgress(row: { progress: Prisma.JsonValue; seenUntil: Date | null } | null, now: Date) {
  const parsed = progressSchema.safeParse(row?.progress);
  if (!parsed.success) return { state: "idle", read: 0, total: null } satisfies SyncProgress;
  const { state, at, read, total } = parsed.data;
  const settled = row?.seenUntil && row.seenUntil > at;
  const progress: SyncProgress = { state, read, total };
  if (state === "failed" && settled) progress.state = "idle";
  if (state === "running" && now.getTime() - at.getTime() > stalledAfterMs)
    progress.state = settled ? "idle" : "stalled";
  return progress;
}
