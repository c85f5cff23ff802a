import { randomUUID } from "node:crypto";
import { exportConsent } from "#app/core/analytics/export-consent.ts";
import { optIn } from "#app/core/consent/opt-in.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { makeTimeIds } from "#test/support/fake-time.ts";
import { givenShop } from "#test/support/given.ts";
import type { Ctx, Db } from "#app/core/ports.ts";

/** A shop whose ids follow its clock, as the ledger's pages do. */
export async function givenLedger(db: Db) {
  const made = makeCtx(db, { now: "2026-11-21T10:00:00Z" });
  const ctx: Ctx = { ...made.ctx, ids: makeTimeIds(made.clock) };
  const { shop, number } = await givenShop(ctx);
  const shopId = shop.id;

  return {
    ctx,
    clock: made.clock,
    shopId,
    numberId: number.id,
    entries: () => ctx.db.consentEntry.findMany({ where: { shopId }, orderBy: { id: "asc" } }),
    nowOf: (contactId: string) => inTransaction(ctx, ({ tx }) => readConsent(tx, shopId, contactId)),
    say(contactId: string, state: "granted" | "revoked", source: "form" | "keyword" = "form") {
      const change = {
        shopId,
        contactId,
        purposes: ["marketing" as const],
        source,
        evidence: { wording: "=Yes" },
        occurredAt: made.clock.now(),
        dedupeKey: randomUUID(),
      };
      return inTransaction(
        ctx,
        async (tx) => void (await (state === "granted" ? optIn(tx, change) : optOut(tx, change))),
      );
    },
    async exported(filters = {}) {
      let text = "";
      for await (const piece of exportConsent(ctx, shopId, filters)) text += piece;
      return text;
    },
  };
}
