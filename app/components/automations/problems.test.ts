import { describe, expect, it } from "vitest";
import type { AutomationDefinition, Step } from "../../core/automations/definition.ts";
import { ownProblems, type PathProblem } from "./problems.ts";

const tag = (id: string, tags: string[]): Step => ({ id, kind: "tag", on: "order", tags });
const definition = (steps: Step[]): AutomationDefinition => ({
  version: 2,
  trigger: "order_created",
  subject: "event",
  conditions: { all: [] },
  steps,
  cancelOn: [],
  restartOnUpdate: false,
});
const problem = (path: PathProblem["path"]): PathProblem => ({ path, key: "k", severity: "error" });

describe("problems of a path", () => {
  const condition: Step = { id: "c", kind: "condition", if: { all: [] }, then: [tag("inner", [])], otherwise: [] };
  const judged = definition([condition, tag("last", [])]);

  it("belong to the step they are about, the innermost one", () => {
    const found = ownProblems(
      [problem(["steps", 0, "then", 0, "tags"]), problem(["steps", "1", "tags"]), problem(["conditions", "all", 0])],
      judged,
      judged,
    );
    expect(found.map(({ owner, field }) => [owner, field])).toEqual([
      ["inner", "tags"],
      ["last", "tags"],
      ["start", "conditions.all.0"],
    ]);
  });

  it("stay with a step that was moved, and leave one that was changed", () => {
    const moved = definition([tag("last", []), { ...condition, then: [tag("inner", ["told"])] }]);
    const found = ownProblems([problem(["steps", 0, "then", 0, "tags"]), problem(["steps", 1, "tags"])], judged, moved);
    expect(found.map(({ owner }) => owner)).toEqual(["last"]);
  });

  it("of the shop belong to no step", () => {
    expect(ownProblems([problem([])], judged, judged)).toEqual([]);
  });
});
