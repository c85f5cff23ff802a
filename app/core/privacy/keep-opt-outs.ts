import { keepErasedOptOuts } from "../consent/erased-opt-outs.ts";
import type { Db, TxCtx } from "../ports.ts";
import { standingDecision } from "../shared/consent-state.ts";
import type { EraseStep } from "./erase-step.ts";

const atOnce = 100;
const firstId = "00000000-0000-0000-0000-000000000000";

/**
 * Keeps, of everybody of a shop who said no, that they did, as keyed hashes; their entries in the ledger go in the same
 * transaction, so that whoever goes on after a crash finds those that are still to be kept. Index: ConsentEntry (shopId,
 * contactId, …).
 */
export async function keepOptOutsOfShop(db: Db, step: EraseStep, shopId: string): Promise<void> {
  for (let after: string | null = firstId; after !== null;) {
    const people: { contactId: string }[] = await db.$queryRaw`
      SELECT DISTINCT "contactId" FROM "ConsentEntry"
      WHERE "shopId" = ${shopId}::uuid AND "contactId" > ${after}::uuid
      ORDER BY "contactId" LIMIT ${atOnce}`;
    const ids = people.map(({ contactId }) => contactId);
    if (ids.length > 0) await step((inTx) => keepOptOutsOf(inTx, shopId, ids));
    after = ids.at(-1) ?? null;
  }
}

async function keepOptOutsOf(ctx: TxCtx, shopId: string, contactIds: string[]): Promise<void> {
  const theirs = { shopId, contactId: { in: contactIds } };
  const entries = Map.groupBy(await ctx.tx.consentEntry.findMany({ where: theirs }), ({ contactId }) => contactId);
  const identities = Map.groupBy(
    await ctx.tx.contactIdentity.findMany({ where: theirs }),
    ({ contactId }) => contactId,
  );
  for (const [contactId, said] of entries) {
    const revoked = (["marketing", "transactional"] as const).flatMap((purpose) => {
      const decision = standingDecision(said.filter((entry) => entry.purpose === purpose));
      return decision?.state === "revoked" ? [{ purpose, revokedAt: decision.occurredAt }] : [];
    });
    if (revoked.length > 0) await keepErasedOptOuts(ctx, shopId, identities.get(contactId) ?? [], revoked);
  }
  await ctx.tx.$executeRaw`SELECT set_config('tidings.erasure', 'on', true)`;
  await ctx.tx.consentEntry.deleteMany({ where: theirs });
}
