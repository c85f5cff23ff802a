import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeDecisions, standingDecision, type ConsentDecision } from "./consent-state.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 10, minute));
const decision = fc.record({
  state: fc.constantFrom("granted" as const, "pending" as const, "revoked" as const),
  // Few distinct instants, so that ties are common.
  occurredAt: fc.integer({ min: 0, max: 4 }).map(at),
});
const history = fc.array(decision, { maxLength: 12 });

function shuffled<T>(items: readonly T[], order: readonly number[]): T[] {
  return items
    .map((item, index) => ({ item, key: order[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

describe("standingDecision", () => {
  it("is nothing when nothing was decided", () => {
    expect(standingDecision([])).toBeNull();
  });

  it("is the later decision, and the revocation when two are of the same instant", () => {
    fc.assert(
      fc.property(history, (entries) => {
        const standing = standingDecision(entries);
        const latest = Math.max(...entries.map((entry) => entry.occurredAt.getTime()));
        const ofThatInstant = entries
          .filter((entry) => entry.occurredAt.getTime() === latest)
          .map((entry) => entry.state);
        if (entries.length === 0) return standing === null;
        const expected = ofThatInstant.includes("revoked")
          ? "revoked"
          : ofThatInstant.includes("pending")
            ? "pending"
            : "granted";
        return standing?.state === expected && standing.occurredAt.getTime() === latest;
      }),
    );
  });

  it("does not depend on the order in which entries were recorded, nor on repeats", () => {
    fc.assert(
      fc.property(history, fc.array(fc.integer(), { minLength: 24, maxLength: 24 }), (entries, order) => {
        const again = shuffled([...entries, ...entries], order);
        expect(standingDecision(again)).toEqual(standingDecision(entries));
      }),
    );
  });
});

describe("mergeDecisions", () => {
  const maybe = fc.option(decision, { nil: null });
  const rank = (d: ConsentDecision | null) => (d === null ? -1 : ["granted", "pending", "revoked"].indexOf(d.state));

  it("lets the stricter of the two stand, whichever contact is kept", () => {
    fc.assert(
      fc.property(maybe, maybe, (a, b) => {
        const merged = mergeDecisions(a, b);
        expect(rank(merged)).toBe(Math.max(rank(a), rank(b)));
        expect(merged).toEqual(mergeDecisions(b, a));
      }),
    );
  });

  it("stands against everything either contact said before", () => {
    fc.assert(
      fc.property(history, history, (a, b) => {
        const merged = mergeDecisions(standingDecision(a), standingDecision(b));
        if (merged === null) return;
        expect(standingDecision([...a, ...b, merged])).toEqual(merged);
        expect(standingDecision([...a, merged])).toEqual(merged);
        expect(standingDecision([...b, merged])).toEqual(merged);
      }),
    );
  });
});
