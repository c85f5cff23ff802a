import type { Step, StepKind } from "../../core/automations/definition.ts";

/** The kinds in the order in which they are offered. */
export const stepKinds: readonly StepKind[] = [
  "send_template",
  "wait",
  "condition",
  "wait_for_reply",
  "discount_code",
  "tag",
  "stop",
];

/** A step of one's own to begin with; unfinished where only the merchant can know. Called by a click, never while rendering. */
export function newStep(kind: StepKind): Step {
  const id = newId();
  switch (kind) {
    case "wait":
      return { id, kind, for: { hours: 1 } };
    case "send_template":
      return { id, kind, template: "", category: "utility", expiresAfter: { hours: 24 }, quickReplyPayloads: [] };
    case "condition":
      return { id, kind, if: { all: [] }, then: [], otherwise: [] };
    case "wait_for_reply":
      return { id, kind, timeout: { days: 1 }, answers: [], anyReply: [], noReply: [] };
    case "discount_code":
      return { id, kind, value: { kind: "percent", percent: 10 }, validFor: { days: 7 }, prefix: "" };
    case "tag":
      return { id, kind, on: "order", tags: [] };
    case "stop":
      return { id, kind };
  }
}

/** The same once more, under ids of its own. */
export function copyOfStep(step: Step): Step {
  const copies = (steps: Step[]) => steps.map(copyOfStep);
  const copy = { ...step, id: newId() };
  if (copy.kind === "condition") return { ...copy, then: copies(copy.then), otherwise: copies(copy.otherwise) };
  if (copy.kind !== "wait_for_reply") return copy;
  const answers = copy.answers.map((answer) => ({ ...answer, steps: copies(answer.steps) }));
  return { ...copy, answers, anyReply: copies(copy.anyReply), noReply: copies(copy.noReply) };
}

function newId(): string {
  return crypto.randomUUID().slice(0, 13);
}
