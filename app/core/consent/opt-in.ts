import type { TxCtx } from "../ports.ts";
import { entryFor, type ConsentChange } from "./opt-out.ts";
import { recordConsent } from "./record-consent.ts";

/** Records a yes for these purposes, with its proof. Told twice it is recorded once; a later no still wins. */
export async function optIn(ctx: TxCtx, change: ConsentChange): Promise<{ outcome: "recorded" | "duplicate" }> {
  let recorded = 0;
  for (const purpose of change.purposes) {
    const { outcome } = await recordConsent(ctx, entryFor(change, purpose, "granted"));
    if (outcome === "recorded") recorded += 1;
  }
  return { outcome: recorded > 0 ? "recorded" : "duplicate" };
}
