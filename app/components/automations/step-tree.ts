import type { Step } from "../../core/automations/definition.ts";

/** Where a list of steps stands in a definition: ["steps"], ["steps", 2, "then"], ["steps", 2, "answers", 0, "steps"]. */
export type ListPath = readonly (string | number)[];
export type Place = { step: Step; list: ListPath; index: number };
export type Branch = { key: "then" | "otherwise" | "anyReply" | "noReply" | number; list: ListPath; steps: Step[] };

export const rootList: ListPath = ["steps"];

/** The ways out of a step into steps of its own, with where they stand. */
export function branchesAt(step: Step, path: ListPath): Branch[] {
  switch (step.kind) {
    case "condition":
      return [
        { key: "then", list: [...path, "then"], steps: step.then },
        { key: "otherwise", list: [...path, "otherwise"], steps: step.otherwise },
      ];
    case "wait_for_reply":
      return [
        ...step.answers.map((answer, index) => ({
          key: index,
          list: [...path, "answers", index, "steps"],
          steps: answer.steps,
        })),
        { key: "anyReply", list: [...path, "anyReply"], steps: step.anyReply },
        { key: "noReply", list: [...path, "noReply"], steps: step.noReply },
      ];
    default:
      return [];
  }
}

/** Every step with its place, each before those within it. */
export function placesOf(steps: readonly Step[], list: ListPath = rootList): Place[] {
  return steps.flatMap((step, index) => [
    { step, list, index },
    ...branchesAt(step, [...list, index]).flatMap((branch) => placesOf(branch.steps, branch.list)),
  ]);
}

export function placeOf(steps: readonly Step[], id: string): Place | null {
  return placesOf(steps).find(({ step }) => step.id === id) ?? null;
}

export function changeStep(steps: readonly Step[], id: string, change: (step: Step) => Step): Step[] {
  return steps.map((step) =>
    step.id === id ? change(step) : overBranches(step, (list) => changeStep(list, id, change)),
  );
}

export function removeStep(steps: readonly Step[], id: string): Step[] {
  return steps.filter((step) => step.id !== id).map((step) => overBranches(step, (list) => removeStep(list, id)));
}

export function insertStep(
  steps: readonly Step[],
  list: ListPath,
  index: number,
  inserted: Step,
  at = rootList,
): Step[] {
  if (samePath(list, at)) return [...steps.slice(0, index), inserted, ...steps.slice(index)];
  return steps.map((step, position) => {
    const branches = branchesAt(step, [...at, position]);
    const into = branches.find((branch) => samePath(branch.list, list.slice(0, branch.list.length)));
    if (!into) return step;
    return overBranches(
      step,
      (inner, branch) =>
        samePath(branch.list, into.list) ? insertStep(inner, list, index, inserted, into.list) : [...inner],
      at,
      position,
    );
  });
}

/** Takes a step with all within it to another place; nowhere, when that place is within the step itself. */
export function moveStep(steps: readonly Step[], id: string, list: ListPath, index: number): Step[] {
  const place = placeOf(steps, id);
  if (!place) return [...steps];
  const withBoth = insertStep(steps, list, index, { ...place.step, id: beingMoved });
  const moved = removeStep(withBoth, id);
  if (!placeOf(moved, beingMoved)) return [...steps];
  return changeStep(moved, beingMoved, (step) => ({ ...step, id }));
}

/** No id of a step: those have no space. */
const beingMoved = "being moved";

/** One place up or down; from the edge of a branch out of it. Null: there is nowhere to go. */
export function shiftStep(steps: readonly Step[], id: string, by: -1 | 1): Step[] | null {
  const place = placeOf(steps, id);
  if (!place) return null;
  const siblings = placesOf(steps).filter(({ list }) => samePath(list, place.list)).length;
  const to = place.index + by;
  if (to >= 0 && to < siblings) return moveStep(steps, id, place.list, by === 1 ? to + 1 : to);
  const parent = parentOf(steps, id);
  return parent && moveStep(steps, id, parent.list, by === 1 ? parent.index + 1 : parent.index);
}

function parentOf(steps: readonly Step[], id: string): Place | null {
  return (
    placesOf(steps).find(({ step, list, index }) =>
      branchesAt(step, [...list, index]).some((branch) => branch.steps.some((inner) => inner.id === id)),
    ) ?? null
  );
}

export function samePath(one: ListPath, other: ListPath): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

/** The step alone. */
export function withoutBranches(step: Step): Step {
  return overBranches(step, () => []);
}

function overBranches(
  step: Step,
  change: (steps: Step[], branch: Branch) => Step[],
  at: ListPath = rootList,
  position = 0,
): Step {
  const changed = new Map(
    branchesAt(step, [...at, position]).map((branch) => [branch.key, change(branch.steps, branch)]),
  );
  const of = (key: Branch["key"]) => changed.get(key) ?? [];
  if (step.kind === "condition") return { ...step, then: of("then"), otherwise: of("otherwise") };
  if (step.kind !== "wait_for_reply") return step;
  const answers = step.answers.map((answer, index) => ({ ...answer, steps: of(index) }));
  return { ...step, answers, anyReply: of("anyReply"), noReply: of("noReply") };
}
