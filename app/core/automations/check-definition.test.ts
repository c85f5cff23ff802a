import { describe, expect, test } from "vitest";
import { checkDefinition } from "./check-definition.ts";
import { readDefinition, type Step } from "./definition.ts";
import type { KnownTemplate } from "./check-send-step.ts";
import type { VariableKey } from "../templates/variable-keys.ts";

const template = (...variables: VariableKey[]): KnownTemplate => ({
  category: "utility",
  languages: [{ status: "approved", recategorised: false }],
  variables,
  unmapped: false,
  quickReplies: 0,
});
const templates = new Map([
  ["plain", template("customer.first_name")],
  ["tracking", template("fulfillment.tracking_number")],
  ["recover", template("checkout.recovery_path")],
  ["refunded", template("refund.amount", "order.name")],
  ["code", template("discount.code")],
]);

const send = (name: string, id = name): Step => ({
  id,
  kind: "send_template",
  template: name,
  category: "utility",
  expiresAfter: { days: 1 },
  quickReplyPayloads: [],
});
const code: Step = {
  id: "discount",
  kind: "discount_code",
  value: { kind: "percent", percent: 10 },
  validFor: { days: 7 },
  prefix: "",
};
const stop = (id: string): Step => ({ id, kind: "stop" });
const fork = (then: Step[], otherwise: Step[]): Step => ({
  id: "fork",
  kind: "condition",
  if: { all: [] },
  then,
  otherwise,
});
const reply = (id = "reply"): Step => ({
  id,
  kind: "wait_for_reply",
  timeout: { days: 1 },
  answers: [],
  anyReply: [],
  noReply: [],
});

function problems(steps: Step[], fields: object = {}) {
  const definition = readDefinition({ version: 2, trigger: "order_created", steps, ...fields });
  return checkDefinition(definition, {
    templates,
    currency: "EUR",
    scopes: ["write_discounts", "write_orders", "write_customers"],
  }).map(({ rule, path, values, severity }) => ({
    said: `${path.join(".")} ${rule}`,
    variable: values?.variable,
    severity,
  }));
}
const said = (...all: Parameters<typeof problems>) => problems(...all).map((problem) => problem.said);

describe("a message whose words its trigger never knows", () => {
  test.each<[string, string, VariableKey]>([
    ["checkout_abandoned", "tracking", "fulfillment.tracking_number"],
    ["cart_abandoned", "recover", "checkout.recovery_path"],
    ["order_created", "refunded", "refund.amount"],
    ["customer_created", "tracking", "fulfillment.tracking_number"],
  ])("is an error at its step: %s, %s", (trigger, name, variable) => {
    expect(problems([send("plain"), send(name)], { trigger })[0]).toEqual({
      said: "steps.1.template variable_unknown_here",
      variable,
      severity: "error",
    });
  });

  test("is told within a branch as well", () => {
    expect(said([fork([], [send("tracking")])], { trigger: "checkout_abandoned" })).toEqual([
      "steps.0.otherwise.0.template variable_unknown_here",
    ]);
  });

  test.each([
    ["fulfillment_shipped", "tracking"],
    ["checkout_abandoned", "recover"],
    ["refund_created", "refunded"],
  ])("is none where the trigger knows them: %s, %s", (trigger, name) => {
    expect(problems([send(name)], { trigger })).toEqual([]);
  });

  test("of a parcel is an error when the run is about the order and not which of its parcels", () => {
    expect(said([send("tracking")], { trigger: "fulfillment_shipped", subject: "order" })).toEqual([
      "steps.0.template variable_unknown_here",
    ]);
  });
});

describe("a code in a message", () => {
  const missing = "code_before_discount";
  test("is there after the step that gives it, also when that stands before a fork", () => {
    expect(said([code, send("code")])).toEqual([]);
    expect(said([code, fork([send("code", "a")], [send("code", "b")])])).toEqual([]);
    expect(said([fork([code], [{ ...code, id: "other" }]), send("code")])).toEqual([]);
  });

  test("is missing before that step, and beside it", () => {
    expect(said([send("code"), code])).toEqual([`steps.0.template ${missing}`]);
    expect(said([fork([code], [send("code")])])).toEqual([`steps.0.otherwise.0.template ${missing}`]);
  });

  test("is missing when one way comes without it, unless that way ends", () => {
    expect(said([fork([code], []), send("code")])).toEqual([`steps.1.template ${missing}`]);
    expect(said([fork([code], [stop("end")]), send("code")])).toEqual([]);
  });
});

test("a wait for a reply needs a message before it on one of its ways, not beside it", () => {
  expect(said([reply(), send("plain")])).toEqual(["steps.0 reply_before_message"]);
  expect(said([fork([send("plain")], [reply()])])).toEqual(["steps.0.otherwise.0 reply_before_message"]);
  expect(said([fork([send("plain")], []), reply()])).toEqual([]);
});

test("what no way leads to is told once", () => {
  expect(said([send("plain"), stop("end"), send("plain", "b"), send("plain", "c")])).toEqual(["steps.2 unreachable"]);
  expect(said([fork([stop("a")], [stop("b")]), fork2()])).toEqual(["steps.1 unreachable"]);
  expect(said([fork([stop("a")], []), send("plain")])).toEqual([]);
});

function fork2(): Step {
  return { id: "fork2", kind: "condition", if: { all: [] }, then: [send("plain")], otherwise: [] };
}
