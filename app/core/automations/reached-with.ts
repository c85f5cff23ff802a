import { branchesOf, type Step } from "./definition.ts";

/** What lies behind a run when it comes to a step, whichever of the ways led there. */
export type Reached = {
  /** Every way gave it a code. */
  discounted: boolean;
  /** At least one way wrote to the person. */
  asked: boolean;
};

const atTheStart: Reached = { discounted: false, asked: false };

/** By step id; a step that no way leads to is missing. What one branch did is unknown to the branch beside it. */
export function reachedWith(steps: readonly Step[]): ReadonlyMap<string, Reached> {
  const reached = new Map<string, Reached>();
  walk(steps, atTheStart, reached);
  return reached;
}

/** What lies behind it at the end of the list; null: every way stops before. */
function walk(steps: readonly Step[], from: Reached, reached: Map<string, Reached>): Reached | null {
  let here: Reached | null = from;
  for (const step of steps) {
    if (!here) return null;
    reached.set(step.id, here);
    here = behind(step, here, reached);
  }
  return here;
}

function behind(step: Step, here: Reached, reached: Map<string, Reached>): Reached | null {
  switch (step.kind) {
    case "stop":
      return null;
    case "discount_code":
      return { ...here, discounted: true };
    case "send_template":
      return { ...here, asked: true };
    case "condition":
    case "wait_for_reply": {
      const ends = branchesOf(step).flatMap(({ steps }) => walk(steps, here, reached) ?? []);
      if (ends.length === 0) return null;
      return { discounted: ends.every((end) => end.discounted), asked: ends.some((end) => end.asked) };
    }
    default:
      return here;
  }
}
