import { describe, expect, test } from "vitest";
import type { Step } from "./definition.ts";
import { pathOf } from "./path.ts";

const hourMs = 3_600_000;

function send(id: string): Step {
  return {
    id,
    kind: "send_template",
    template: id,
    category: "utility",
    expiresAfter: { days: 1 },
    quickReplyPayloads: [],
  };
}
function wait(hours: number, id = `wait-${hours}`): Step {
  return { id, kind: "wait", for: { hours } };
}
const stop: Step = { id: "stop", kind: "stop" };
const condition = (then: Step[], otherwise: Step[]): Step => ({
  id: "if",
  kind: "condition",
  if: { all: [] },
  then,
  otherwise,
});

describe("a path", () => {
  test("waits on the way, and counts only what acts", () => {
    const path = pathOf({ steps: [wait(1), send("a"), wait(2), wait(3, "again"), send("b"), wait(9)] });
    expect(path.first).toEqual({ waitMs: hourMs, position: 0 });
    expect(path.at(0)).toMatchObject({ step: { id: "a" }, after: { waitMs: 5 * hourMs, position: 1 } });
    expect(path.at(1)).toMatchObject({ step: { id: "b" }, after: null });
    expect(path.at(2)).toBeNull();
  });

  test("leads from both ways of a condition to the step after it, with the waits of both", () => {
    const path = pathOf({ steps: [condition([send("yes"), wait(1)], []), wait(2), send("end")] });
    expect(path.at(0)?.branches.get("then")).toEqual({ waitMs: 0, position: 1 });
    expect(path.at(0)?.branches.get("otherwise")).toEqual({ waitMs: 2 * hourMs, position: 2 });
    expect(path.at(1)?.after).toEqual({ waitMs: 3 * hourMs, position: 2 });
    expect(path.at(2)).toMatchObject({ step: { id: "end" }, after: null });
  });

  test("ends where it is told to stop, whatever comes after", () => {
    const path = pathOf({ steps: [condition([wait(1), stop], [send("no")]), send("end")] });
    expect(path.at(0)?.branches.get("then")).toBeNull();
    expect(path.at(1)?.after).toEqual({ waitMs: 0, position: 2 });
  });

  test("takes a way for each answer", () => {
    const reply: Step = {
      id: "reply",
      kind: "wait_for_reply",
      timeout: { hours: 5 },
      answers: [{ texts: ["yes"], steps: [send("glad")] }],
      anyReply: [send("thanks")],
      noReply: [],
    };
    const path = pathOf({ steps: [send("ask"), reply, send("end")] });
    expect([...(path.at(1)?.branches ?? [])]).toEqual([
      [0, { waitMs: 0, position: 2 }],
      ["anyReply", { waitMs: 0, position: 3 }],
      ["noReply", { waitMs: 0, position: 4 }],
    ]);
    expect(path.at(3)?.after).toEqual({ waitMs: 0, position: 4 });
  });
});
