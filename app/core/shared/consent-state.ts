import type { ConsentState } from "#prisma/generated/enums.ts";

/** What one entry of the ledger says, and when the person said it. */
export type ConsentDecision = { state: ConsentState; occurredAt: Date };

/** Higher is stricter: at the same instant, and between two contacts found to be one, the stricter decision stands. */
const strictness: Record<ConsentState, number> = { granted: 0, pending: 1, revoked: 2 };

function stricterOf(a: ConsentState, b: ConsentState): ConsentState {
  return strictness[a] >= strictness[b] ? a : b;
}

/**
 * The decision that stands after a history, in whatever order it was recorded: the later one wins, and at the same
 * instant the stricter one, so that a revocation never loses a tie. Null when nothing was ever decided.
 */
export function standingDecision(history: readonly ConsentDecision[]): ConsentDecision | null {
  let standing: ConsentDecision | null = null;
  for (const decision of history) {
    const lead = standing === null ? 1 : decision.occurredAt.getTime() - standing.occurredAt.getTime();
    if (standing === null || lead > 0) standing = decision;
    else if (lead === 0)
      standing = { state: stricterOf(standing.state, decision.state), occurredAt: standing.occurredAt };
  }
  return standing;
}

/**
 * What two contacts found to be one have decided together: the stricter state, dated like the later of the two, so that
 * only something said after both can change it. A contact that never decided adds nothing.
 */
export function mergeDecisions(a: ConsentDecision | null, b: ConsentDecision | null): ConsentDecision | null {
  if (a === null || b === null) return a ?? b;
  const later = a.occurredAt.getTime() >= b.occurredAt.getTime() ? a.occurredAt : b.occurredAt;
  return { state: stricterOf(a.state, b.state), occurredAt: later };
}
