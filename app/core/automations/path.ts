import {
  branchesOf,
  durationMs,
  walkSteps,
  type AutomationDefinition,
  type Step,
  type WaitStep,
} from "./definition.ts";

/** A step something happens in. Waits and stops are no rows of their own: they are part of the way to the next step. */
export type ActingStep = Exclude<Step, { kind: "wait" | "stop" }>;

/** The way on: how long to wait, and the position of the step after that; null: the path ends. */
export type Way = { waitMs: number; position: number } | null;

export type PlacedStep = {
  step: ActingStep;
  position: number;
  /** The way on when the step has no branches, or its branch is empty. */
  after: Way;
  /** The way into each branch, by its key (branchesOf); it leads on to `after`. */
  branches: Map<string | number, Way>;
};

/**
 * A definition as the engine walks it. A position counts acting steps, each before those within it: stable for a run, which
 * keeps its definition, and for messages of version 1 equal to the index of their step. No path comes by a step twice.
 * `usageDays`: how long what was bought lasts, where that is known.
 */
export function pathOf(
  { steps }: Pick<AutomationDefinition, "steps">,
  usageDays: number | null = null,
): {
  first: Way;
  at(position: number): PlacedStep | null;
} {
  const positions = new Map<Step, number>();
  for (const { step } of walkSteps(steps)) if (isActing(step)) positions.set(step, positions.size);
  const placed: PlacedStep[] = [];

  function place(list: readonly Step[], end: Way): void {
    for (const [index, step] of list.entries()) {
      const position = positions.get(step);
      if (position === undefined || !isActing(step)) continue;
      const after = wayFrom(list, index + 1, end);
      const branches = branchesOf(step);
      placed[position] = {
        step,
        position,
        after,
        branches: new Map(branches.map(({ key, steps: branch }) => [key, wayFrom(branch, 0, after)])),
      };
      for (const { steps: branch } of branches) place(branch, after);
    }
  }

  function wayFrom(list: readonly Step[], index: number, end: Way): Way {
    let waitMs = 0;
    for (const step of list.slice(index)) {
      if (step.kind === "stop") return null;
      if (step.kind !== "wait") return { waitMs, position: positions.get(step) ?? 0 };
      waitMs += waitMsOf(step, usageDays);
    }
    return end && { ...end, waitMs: waitMs + end.waitMs };
  }

  place(steps, null);
  return { first: wayFrom(steps, 0, null), at: (position) => placed[position] ?? null };
}

function waitMsOf({ for: usual, until }: WaitStep, usageDays: number | null): number {
  return durationMs(until === "used_up" && usageDays !== null ? { days: usageDays } : usual);
}

function isActing(step: Step): step is ActingStep {
  return step.kind !== "wait" && step.kind !== "stop";
}
