import { describe, expect, it } from "vitest";
import type { Step } from "../../core/automations/definition.ts";
import { changeStep, insertStep, moveStep, placeOf, placesOf, removeStep, shiftStep } from "./step-tree.ts";

const stop = (id: string): Step => ({ id, kind: "stop" });

/** a, c(then: d; otherwise: e, w(answer: f; any: g; none: h)), b */
function path(): Step[] {
  const reply: Step = {
    id: "w",
    kind: "wait_for_reply",
    timeout: { hours: 1 },
    answers: [{ texts: ["yes"], steps: [stop("f")] }],
    anyReply: [stop("g")],
    noReply: [stop("h")],
  };
  const condition: Step = {
    id: "c",
    kind: "condition",
    if: { all: [] },
    then: [stop("d")],
    otherwise: [stop("e"), reply],
  };
  return [stop("a"), condition, stop("b")];
}

const ids = (steps: Step[] | null) =>
  (steps ?? []).length &&
  placesOf(steps ?? [])
    .map(({ step }) => step.id)
    .join(" ");
const whereIs = (steps: Step[] | null, id: string) => {
  const place = placeOf(steps ?? [], id);
  return place && [...place.list, place.index].join(".");
};

describe("a path of steps", () => {
  it("is walked with each step before those within it", () => {
    expect(ids(path())).toBe("a c d e w f g h b");
    expect(whereIs(path(), "f")).toBe("steps.1.otherwise.1.answers.0.steps.0");
  });

  it("takes a step at any place", () => {
    const deep = insertStep(path(), ["steps", 1, "otherwise", 1, "noReply"], 1, stop("x"));
    expect(whereIs(deep, "x")).toBe("steps.1.otherwise.1.noReply.1");
    expect(ids(deep)).toBe("a c d e w f g h x b");
    expect(whereIs(insertStep(path(), ["steps"], 0, stop("x")), "x")).toBe("steps.0");
  });

  it("changes and removes one step wherever it is, and leaves the others", () => {
    expect(ids(removeStep(path(), "g"))).toBe("a c d e w f h b");
    expect(ids(removeStep(path(), "c"))).toBe("a b");
    const changed = changeStep(path(), "h", (step) => ({ ...step, id: "z" }));
    expect(ids(changed)).toBe("a c d e w f g z b");
  });

  it("moves a step with all within it, but not into itself", () => {
    expect(ids(moveStep(path(), "w", ["steps"], 0))).toBe("w f g h a c d e b");
    expect(ids(moveStep(path(), "a", ["steps", 1, "then"], 1))).toBe("c d a e w f g h b");
    expect(moveStep(path(), "c", ["steps", 1, "then"], 0)).toEqual(path());
    expect(ids(moveStep(path(), "a", ["steps"], 3))).toBe("c d e w f g h b a");
  });

  it("shifts by one, over what has branches, and out of a branch at its edge", () => {
    expect(ids(shiftStep(path(), "a", 1))).toBe("c d e w f g h a b");
    expect(ids(shiftStep(path(), "b", -1))).toBe("a b c d e w f g h");
    expect(whereIs(shiftStep(path(), "d", 1), "d")).toBe("steps.2");
    expect(whereIs(shiftStep(path(), "e", -1), "e")).toBe("steps.1");
    expect(whereIs(shiftStep(path(), "h", 1), "h")).toBe("steps.1.otherwise.2");
    expect(shiftStep(path(), "a", -1)).toBeNull();
    expect(shiftStep(path(), "b", 1)).toBeNull();
  });
});
