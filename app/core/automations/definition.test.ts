import { describe, expect, test } from "vitest";
import { libraryTemplate } from "../templates/library/library-template.ts";
import { blueprints, libraryKeys, type LibraryKey } from "../templates/library/blueprints.ts";
import { checkDefinition } from "./check-definition.ts";
import { durationMs, durationSchema, readDefinition, readDefinitionOrNull, walkSteps } from "./definition.ts";
import { gallery } from "./gallery.ts";
import { readyAutomations } from "./gallery-further.ts";
import { knownFromLibrary } from "./read-check-facts.ts";
import { triggersOf } from "./triggers.ts";

test("durations are milliseconds", () => {
  expect([durationMs({ minutes: 5 }), durationMs({ hours: 2 }), durationMs({ days: 3 })]).toEqual([
    300_000, 7_200_000, 259_200_000,
  ]);
});

test("no duration is nothing: a wait of none is no wait, and a code valid for none no code", () => {
  expect(durationSchema.safeParse({ hours: 0 }).success).toBe(false);
  expect(durationSchema.safeParse({ hours: 1 }).success).toBe(true);
});

test("an event pulls its own trigger and those derived from it", () => {
  expect(triggersOf("checkout_updated")).toEqual(["checkout_updated", "checkout_abandoned"]);
  expect(triggersOf("fulfillment_in_transit")).toEqual(["fulfillment_in_transit", "fulfillment_shipped"]);
  expect(triggersOf("order_paid")).toEqual(["order_paid"]);
  expect(triggersOf("app_uninstalled")).toEqual([]);
});

const messages = readyAutomations
  .flatMap(({ definition }) => walkSteps(definition.steps))
  .flatMap(({ step }) => (step.kind === "send_template" ? [[step.template, step] as const] : []));

describe("the gallery", () => {
  test.each(readyAutomations.map(({ key, definition }) => [key, definition] as const))(
    "%s survives its way through JSON",
    (_key, it) => {
      expect(readDefinition(JSON.parse(JSON.stringify(it)))).toEqual(it);
    },
  );

  test("has each key once", () => {
    expect(gallery).toHaveLength(15);
    expect(new Set(readyAutomations.map(({ key }) => key)).size).toBe(readyAutomations.length);
  });

  test.each(readyAutomations.map(({ key, definition }) => [key, definition] as const))("%s is whole", (_key, it) => {
    const templates = new Map(libraryKeys.map((key) => [key as string, knownFromLibrary(key)]));
    const known = new Map([...templates].flatMap(([key, template]) => (template ? [[key, template] as const] : [])));
    const problems = checkDefinition(it, { templates: known, currency: "EUR", scopes: [] });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test.each(messages)(
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
  const message = {
    id: "hello",
    kind: "send_template",
    template: "hello",
    category: "utility",
    expiresAfter: { days: 1 },
  };
  const wait = { id: "wait", kind: "wait", for: { hours: 1 } };
  const fine = { version: 2, trigger: "order_created", steps: [wait, message] };
  const condition = { id: "first", kind: "condition", if: { all: [] }, then: [], otherwise: [] };

  test("needs little", () => {
    expect(readDefinition(fine)).toMatchObject({
      subject: "event",
      cancelOn: [],
      restartOnUpdate: false,
      conditions: { all: [] },
    });
  });

  test("of version 1 is read as what it meant, the same every time", () => {
    const { id: _id, ...first } = message;
    const old = {
      version: 1,
      trigger: "checkout_abandoned",
      cancelOn: ["order_placed"],
      steps: [
        { ...first, after: { hours: 1 } },
        { ...first, template: "again", after: { minutes: 0 } },
      ],
    };
    const read = readDefinition(old);
    expect(read).toMatchObject({
      version: 2,
      cancelOn: ["order_placed"],
      steps: [
        { id: "wait-1", kind: "wait", for: { hours: 1 } },
        { id: "send-1", kind: "send_template", template: "hello", quickReplyPayloads: [] },
        { id: "send-2", kind: "send_template", template: "again" },
      ],
    });
    expect(readDefinition(old)).toEqual(read);
    expect(readDefinition(JSON.parse(JSON.stringify(read)))).toEqual(read);
  });

  test.each<[string, unknown]>([
    ["of a later version", { ...fine, version: 3 }],
    ["without steps", { ...fine, steps: [] }],
    ["in which nothing happens", { ...fine, steps: [wait] }],
    ["with a trigger nobody knows", { ...fine, trigger: "moon_full" }],
    ["with a kind of step nobody knows", { ...fine, steps: [{ ...message, kind: "send_pigeon" }] }],
    ["with two units in one wait", { ...fine, steps: [{ ...wait, for: { hours: 1, days: 1 } }, message] }],
    ["that waits backwards", { ...fine, steps: [{ ...wait, for: { hours: -1 } }, message] }],
    ["with a step twice", { ...fine, steps: [message, message] }],
    ["with a step twice, once within another", { ...fine, steps: [message, { ...condition, then: [message] }] }],
    ["with a cancel rule nobody knows", { ...fine, cancelOn: ["bored"] }],
    ["with a word too many", { ...fine, cancelOnn: [] }],
    ["with too many steps", { ...fine, steps: Array.from({ length: 51 }, (_, n) => ({ ...message, id: `m${n}` })) }],
    ["too deep", { ...fine, steps: [deep(7)] }],
    ["with a tag that would be two", { ...fine, steps: [{ id: "t", kind: "tag", on: "order", tags: ["a,b"] }] }],
  ])("%s is refused", (_name, json) => {
    expect(readDefinitionOrNull(json)).toBeNull();
  });

  function deep(levels: number): unknown {
    if (levels === 0) return message;
    return { ...condition, id: `level-${levels}`, then: [deep(levels - 1)] };
  }
});
