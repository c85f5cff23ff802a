import type { Ctx, TxCtx } from "../ports.ts";

/** A person with years of messages, on the one connection of the embedded database. */
const options = { maxWait: 10_000, timeout: 30_000 };

export function inTransaction<T>(ctx: Ctx, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  const { clock, ids, log } = ctx;
  return ctx.db.$transaction((tx) => work({ tx, clock, ids, log }), options);
}
