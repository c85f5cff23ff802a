import type { Ctx, Db, Tx, TxCtx, WakeReason } from "#app/core/ports.ts";
import { makeClock, makeIds, type FakeClock } from "./fake-time.ts";

export type LogLine = { level: "info" | "warn" | "error"; event: string; fields: Record<string, unknown> };

export type TestContext = { ctx: Ctx; clock: FakeClock; wakes: WakeReason[]; logs: LogLine[] };

/** What use cases are given, with time that stands still until told, ids that count, and wakes and logs kept. */
export function makeCtx(db: Db, options: { now?: string } = {}): TestContext {
  const clock = makeClock(options.now);
  const wakes: WakeReason[] = [];
  const logs: LogLine[] = [];
  const write =
    (level: LogLine["level"]) =>
    (event: string, fields: Record<string, unknown> = {}) =>
      void logs.push({ level, event, fields });
  const ctx: Ctx = {
    db,
    clock,
    ids: makeIds(),
    log: { info: write("info"), warn: write("warn"), error: write("error") },
    wakes: { wake: (reason) => void wakes.push(reason) },
  };
  return { ctx, clock, wakes, logs };
}

/** Runs the work in one transaction, as a use case's caller does. */
export function inTransaction<T>(ctx: Ctx, work: (txCtx: TxCtx) => Promise<T>): Promise<T> {
  return ctx.db.$transaction((tx: Tx) => work({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }));
}
