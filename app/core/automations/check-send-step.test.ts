import { expect, test } from "vitest";
import { checkSend, type KnownTemplate } from "./check-send-step.ts";
import type { SendStep } from "./definition.ts";

const question: KnownTemplate = {
  category: "utility",
  languages: [{ status: "approved", recategorised: false }],
  variables: [],
  unmapped: false,
  quickReplies: 2,
};

test("a merchant's own button may not send back what confirms an opt-in", () => {
  const step: SendStep = {
    id: "ask",
    kind: "send_template",
    template: "question",
    category: "utility",
    expiresAfter: { days: 1 },
    quickReplyPayloads: ["cod:confirm:1", " OPT-IN:yes:everything"],
  };
  const problems = checkSend(step, question, { path: ["steps", 0], fillable: () => true, hasOrder: true });
  expect(problems).toMatchObject([
    { rule: "payload_reserved", path: ["steps", 0, "quickReplyPayloads", 1], severity: "error" },
  ]);
});
