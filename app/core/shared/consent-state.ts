import type { ConsentState } from "#prisma/generated/enums.ts";
import { weightOf } from "./consent-sources.ts";

/** What one entry of the ledger says, and when the person said it. */
export type ConsentDecision = { state: ConsentState; occurredAt: Date };

/** With what it came by; `origin`: of what a merge wrote, what that had come by. */
export type ConsentWord = ConsentDecision & { source: string; origin?: string | null };

/** The columns of an entry that make it a ConsentWord. */
export const wordColumns = { state: true, occurredAt: true, source: true, origin: true } as const;

/** `source` is what gives the decision its weight: never a merge, but what was merged. */
export type StandingDecision = ConsentDecision & { source: string };

const strictness: Record<ConsentState, number> = { pending: 0, granted: 1, revoked: 2 };

/**
 * The decision that stands after a history, in whatever order it was recorded. A no stands until a later yes of at least its own
 * weight lifts it; at the same instant the no wins. Where none stands the latest yes does. What is only asked for stands where
 * nothing was ever decided. Null when nothing was said at all. The same in SQL: consent-sql.ts.
 */
export function standingDecision(history: readonly ConsentWord[]): StandingDecision | null {
  const yeses = history.filter(({ state }) => state === "granted");
  const isLifted = (no: ConsentWord) =>
    yeses.some((yes) => yes.occurredAt > no.occurredAt && weightOf(yes) >= weightOf(no));
  const noes = history.filter((one) => one.state === "revoked" && !isLifted(one));
  if (noes.length > 0) return latest(noes);
  return latest(yeses.length > 0 ? yeses : history);
}

/** Whether a no stands that no yes by this source can lift, however late. Such a yes is kept as pending, with its proof. */
export function isHeldBack(history: readonly ConsentWord[], source: string): boolean {
  const standing = standingDecision(history);
  return standing?.state === "revoked" && weightOf({ state: "granted", source }) < weightOf(standing);
}

/**
 * What two contacts found to be one have decided together: the stricter, and a no dated as the later of the two, so that only a
 * yes said after both lifts it. A contact that never decided adds nothing.
 */
export function mergeDecisions(a: StandingDecision | null, b: StandingDecision | null): StandingDecision | null {
  if (a === null || b === null) return a ?? b;
  const strictest = Math.max(strictness[a.state], strictness[b.state]);
  const strict = latest([a, b].filter(({ state }) => strictness[state] === strictest));
  if (strict?.state !== "revoked") return strict;
  return { ...strict, occurredAt: a.occurredAt > b.occurredAt ? a.occurredAt : b.occurredAt };
}

/** Of several that say the same: dated as the latest. A no weighs as the heaviest of them, a yes as the heaviest of that date. */
function latest(said: readonly ConsentWord[]): StandingDecision | null {
  const [first] = said.toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime() || weightOf(b) - weightOf(a));
  if (!first) return null;
  const heaviest = said.reduce((one, other) => (weightOf(other) > weightOf(one) ? other : one), first);
  const { origin, source } = first.state === "revoked" ? heaviest : first;
  return { state: first.state, occurredAt: first.occurredAt, source: origin ?? source };
}
