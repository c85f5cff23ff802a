import { endOfSecond } from "../consent/opt-out.ts";
import { standingDecision, type ConsentDecision, type ConsentWord } from "../shared/consent-state.ts";

/** Which side is behind; "equal": both say the same, whenever they were told. */
export type Comparison = "equal" | "mend_here" | "mend_there";

/**
 * What Shopify says, weighed as one more word of its own against all that is known here: by the one rule of the ledger. Shopify
 * keeps no fractions of seconds: its no counts as said at the end of its second.
 */
export function compareDecisions(
  here: (ConsentDecision & { said: readonly ConsentWord[] }) | null,
  there: ConsentDecision | null,
): Comparison {
  if (here?.state === there?.state) return "equal";
  if (here === null) return "mend_here";
  if (there === null) return "mend_there";
  const occurredAt = there.state === "revoked" ? endOfSecond(there.occurredAt) : there.occurredAt;
  const together = standingDecision([...here.said, { ...there, occurredAt, source: "shopify" }]);
  return together?.state === there.state ? "mend_here" : "mend_there";
}
