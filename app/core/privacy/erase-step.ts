import type { TxCtx } from "../ports.ts";

/** Runs one small part of a shop's erasure in a transaction of its own, as long as the erasure is still this one. */
export type EraseStep = <T>(part: (inTx: TxCtx) => Promise<T>) => Promise<T>;
