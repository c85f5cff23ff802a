import fc from "fast-check";
import { expect, test } from "vitest";
import { standingDecision, type ConsentDecision } from "../shared/consent-state.ts";
import { compareDecisions } from "./compare-decisions.ts";

const at = (iso: string) => new Date(`2026-11-21T${iso}Z`);
const granted = (iso: string): ConsentDecision => ({ state: "granted", occurredAt: at(iso) });
const revoked = (iso: string): ConsentDecision => ({ state: "revoked", occurredAt: at(iso) });
const pending = (iso: string): ConsentDecision => ({ state: "pending", occurredAt: at(iso) });
/** What stands here, of what was said: by this source unless another is named. */
const here = (source: string, ...decisions: (ConsentDecision & { source?: string })[]) => {
  const said = decisions.map((one) => ({ source, ...one }));
  const standing = standingDecision(said);
  return standing && { ...standing, said };
};

test.each([
  ["nobody decided", null, null, "equal"],
  ["only here", here("form", granted("10:00:00.000")), null, "mend_there"],
  ["only there", null, revoked("10:00:00.000"), "mend_here"],
  ["the same, at other times", here("form", granted("10:00:00.000")), granted("09:00:00.000"), "equal"],
  ["a later yes here", here("shopify", granted("10:00:01.000")), revoked("10:00:00.000"), "mend_there"],
  ["a later yes here of a form", here("form", granted("10:00:01.000")), revoked("10:00:00.000"), "mend_here"],
  [
    "a yes of their own since, and a form's after it",
    here("form", { ...granted("10:00:02.000"), source: "keyword" }, granted("11:00:00.000")),
    revoked("10:00:01.000"),
    "mend_there",
  ],
  ["a later no there", here("keyword", granted("10:00:00.000")), revoked("10:00:01.000"), "mend_here"],
  ["a no there in the same second", here("keyword", granted("10:00:00.900")), revoked("10:00:00.000"), "mend_here"],
  ["a no here in the same second", here("shopify", revoked("10:00:00.100")), granted("10:00:00.000"), "mend_there"],
  [
    "a later yes there after its own no",
    here("shopify", revoked("10:00:00.999")),
    granted("10:00:01.000"),
    "mend_here",
  ],
  [
    "a later yes there after a no of theirs",
    here("keyword", revoked("10:00:00.000")),
    granted("11:00:00.000"),
    "mend_there",
  ],
  [
    "a later yes there after the merchant's no",
    here("import", revoked("10:00:00.000")),
    granted("11:00:00.000"),
    "mend_there",
  ],
  [
    "a later question here after a no there",
    here("form", pending("11:00:00.000")),
    revoked("10:00:00.000"),
    "mend_here",
  ],
  [
    "a later question here after a yes there",
    here("form", pending("11:00:00.000")),
    granted("10:00:00.000"),
    "mend_here",
  ],
  [
    "a later question there after a no here",
    here("shopify", revoked("10:00:00.000")),
    pending("11:00:00.000"),
    "mend_there",
  ],
  [
    "a later question there after a yes here",
    here("form", granted("10:00:00.000")),
    pending("11:00:00.000"),
    "mend_there",
  ],
] as const)("%s", (_, known, there, result) => {
  expect(compareDecisions(known, there)).toBe(result);
});

test("whoever is mended, a no never loses to an older yes, nor to one of less weight", () => {
  const decision = fc.record({
    state: fc.constantFrom("granted" as const, "pending" as const, "revoked" as const),
    occurredAt: fc.integer({ min: 0, max: 5_000 }).map((ms) => new Date(Date.UTC(2026, 10, 21) + ms)),
  });
  const source = fc.constantFrom("keyword", "merchant", "shopify", "form");
  fc.assert(
    fc.property(decision, decision, source, (said, there, by) => {
      const result = compareDecisions(here(by, said), there);
      const holds = there.occurredAt <= said.occurredAt || by !== "shopify";
      if (said.state === "revoked" && there.state !== "revoked" && holds) expect(result).toBe("mend_there");
      if (
        there.state === "revoked" &&
        said.state !== "revoked" &&
        (said.occurredAt <= there.occurredAt || by === "form")
      )
        expect(result).toBe("mend_here");
    }),
  );
});
