import { z } from "zod";
import type { Tx } from "../ports.ts";
import type { ConsentToTell } from "../ports-shopify.ts";
import { asksNobody, ownWeight, weightOf } from "../shared/consent-sources.ts";
import { standingDecision, wordColumns, type ConsentDecision, type ConsentWord } from "../shared/consent-state.ts";

/** `said`: all that it was made of, to be weighed against what Shopify says. */
export type DecisionHere = ConsentDecision & Pick<ConsentToTell, "optIn"> & { said: readonly ConsentWord[] };

type Entry = ConsentWord & { evidence: unknown };

/** What the ledger says of these contacts' marketing today; who never decided is left out. Index: ConsentEntry (shopId, contactId, …). */
export async function decisionsHere(
  tx: Tx,
  shopId: string,
  contactIds: readonly string[],
): Promise<Map<string, DecisionHere>> {
  const rows = await tx.consentEntry.findMany({
    where: { shopId, contactId: { in: [...contactIds] }, purpose: "marketing" },
    select: { contactId: true, evidence: true, ...wordColumns },
  });
  const entries = new Map<string, Entry[]>();
  for (const { contactId, ...entry } of rows) entries.set(contactId, [...(entries.get(contactId) ?? []), entry]);
  return new Map(
    [...entries].flatMap(([contactId, history]) => {
      const decision = decisionOf(history);
      return decision ? [[contactId, decision] as const] : [];
    }),
  );
}

function decisionOf(history: readonly Entry[]): DecisionHere | null {
  const standing = standingDecision(history);
  if (!standing) return null;
  const { state, occurredAt } = standing;
  return { state, occurredAt, optIn: optInOf(standing, history), said: history };
}

/**
 * Their own yes to the question that was asked last before it is a confirmed one; a question is asked to have it confirmed. What
 * anybody may have filled in confirms nothing. Of a yes that Shopify told it is Shopify's word; what Shopify asks, and a yes that
 * was held back, is no question of ours.
 */
function optInOf(standing: ConsentDecision, history: readonly Entry[]): ConsentToTell["optIn"] {
  if (standing.state === "revoked") return null;
  if (standing.state === "pending") return "confirmed";
  const said = history.filter(
    ({ state, occurredAt }) => state === "granted" && occurredAt.getTime() === standing.occurredAt.getTime(),
  );
  const [told] = said;
  if (told && said.every(({ source }) => source === "shopify")) return levelOf(told.evidence);
  if (!said.some((one) => weightOf(one) === ownWeight)) return "single";
  const [before] = history
    .filter((one) => one.state === "revoked" || isOurAsking(one))
    .filter(({ occurredAt }) => occurredAt <= standing.occurredAt)
    .sort((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime() || (a.state === "revoked" ? -1 : 1));
  return before?.state === "pending" ? "confirmed" : "single";
}

function isOurAsking({ state, source, origin }: Entry): boolean {
  return state === "pending" && !asksNobody.includes(origin ?? source);
}

const levelSchema = z.object({ optInLevel: z.literal("confirmed_opt_in") });

function levelOf(evidence: unknown): "single" | "confirmed" {
  return levelSchema.safeParse(evidence).success ? "confirmed" : "single";
}
