import { describe, expect, test } from "vitest";
import { libraryTemplate } from "../templates/library/library-template.ts";
import { blueprints, type LibraryKey } from "../templates/library/blueprints.ts";
import { automationDefinitionSchema, durationMs, readDefinition } from "./definition.ts";
import { gallery } from "./gallery.ts";
import { stepTimes } from "./insert-runs.ts";
import { triggersOf } from "./triggers.ts";

test("durations are milliseconds", () => {
  expect([durationMs({ minutes: 5 }), durationMs({ hours: 2 }), durationMs({ days: 3 })]).toEqual([
    300_000, 7_200_000, 259_200_000,
  ]);
});

test("an event pulls its own trigger and those derived from it", () => {
  expect(triggersOf("checkout_updated")).toEqual(["checkout_updated", "checkout_abandoned"]);
  expect(triggersOf("fulfillment_in_transit")).toEqual(["fulfillment_in_transit", "fulfillment_shipped"]);
  expect(triggersOf("order_paid")).toEqual(["order_paid"]);
  expect(triggersOf("app_uninstalled")).toEqual([]);
});

test("there is no time for a step that does not exist", () => {
  const definition = gallery.find(({ key }) => key === "delivered")?.definition ?? expect.fail();
  expect(stepTimes(definition, 1, new Date(0))).toBeNull();
});

describe("the gallery", () => {
  test.each(gallery.map(({ key, definition }) => [key, definition] as const))(
    "%s survives its way through JSON",
    (_key, it) => {
      expect(readDefinition(JSON.parse(JSON.stringify(it)))).toEqual(it);
    },
  );

  test("has each key once", () => {
    expect(new Set(gallery.map(({ key }) => key)).size).toBe(15);
  });

  test.each(gallery.flatMap(({ definition }) => definition.steps).map((step) => [step.template, step] as const))(
    "%s is a template of the library, in the step's category, with a payload for each quick reply",
    (name, step) => {
      expect(Object.keys(blueprints)).toContain(name);
      const draft = libraryTemplate(name as LibraryKey, "en");
      expect(draft.category).toBe(step.category);
      const quickReplies = draft.buttons.filter(({ type }) => type === "quick_reply");
      expect(step.quickReplyPayloads).toHaveLength(quickReplies.length);
    },
  );
});

describe("a definition", () => {
  const step = {
    kind: "send_template",
    after: { hours: 1 },
    template: "hello",
    category: "utility",
    expiresAfter: { days: 1 },
  };
  const fine = { version: 1, trigger: "order_created", steps: [step] };

  test("needs little", () => {
    expect(readDefinition(fine)).toMatchObject({
      subject: "event",
      cancelOn: [],
      restartOnUpdate: false,
      conditions: { all: [] },
    });
  });

  test.each<[string, unknown]>([
    ["of a later version", { ...fine, version: 2 }],
    ["without steps", { ...fine, steps: [] }],
    ["with a trigger nobody knows", { ...fine, trigger: "moon_full" }],
    ["with a kind of step nobody knows", { ...fine, steps: [{ ...step, kind: "send_pigeon" }] }],
    ["with two units in one wait", { ...fine, steps: [{ ...step, after: { hours: 1, days: 1 } }] }],
    ["that waits backwards", { ...fine, steps: [{ ...step, after: { hours: -1 } }] }],
    ["with a cancel rule nobody knows", { ...fine, cancelOn: ["bored"] }],
    ["with a word too many", { ...fine, cancelOnn: [] }],
  ])("%s is refused", (_name, json) => {
    expect(automationDefinitionSchema.safeParse(json).success).toBe(false);
  });
});
