import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consentSources, weightOf } from "./consent-sources.ts";
import { isHeldBack, mergeDecisions, standingDecision, type ConsentWord } from "./consent-state.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 10, minute));
const word = fc.record({
  state: fc.constantFrom("granted" as const, "pending" as const, "revoked" as const),
  // Few distinct instants, so that ties are common.
  occurredAt: fc.integer({ min: 0, max: 4 }).map(at),
  source: fc.constantFrom("keyword", "merchant", "shopify", "import", "form"),
});
const history = fc.array(word, { maxLength: 12 });

/** "no:shopify@1" */
function said(written: string): ConsentWord {
  const [, what = "", by = "", minute = ""] = /^(\w+):([\w>]+)@(\d+)$/.exec(written) ?? [];
  const [source = "", origin = null] = by.split(">");
  const state = what === "yes" ? "granted" : what === "no" ? "revoked" : "pending";
  return { state, source, origin, occurredAt: at(Number(minute)) };
}

function shuffled<T>(items: readonly T[], order: readonly number[]): T[] {
  return items
    .map((item, index) => ({ item, key: order[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

describe("what stands", () => {
  it.each<[string, string, string | null]>([
    ["nothing was said", "", null],
    ["a yes of anybody's", "yes:form@1", "granted@1"],
    ["the person takes back their own no", "no:keyword@1 yes:keyword@2", "granted@2"],
    ["at the same instant", "yes:keyword@1 no:shopify@1", "revoked@1"],
    ["their page against their word", "no:keyword@1 yes:preferences@2", "granted@2"],
    ["the confirming button", "no:preferences@1 yes:button@2", "granted@2"],
    ["resume in WhatsApp", "no:meta_preferences@1 yes:meta_preferences@2", "granted@2"],
    ["a note against the person's own no", "no:keyword@1 yes:merchant@2", "revoked@1"],
    ["a note against a note", "no:merchant@1 yes:merchant@2", "granted@2"],
    ["a note against a file", "no:import@1 yes:merchant@2", "granted@2"],
    ["a note against Shopify", "no:shopify@1 yes:merchant@2", "granted@2"],
    ["Shopify against a note", "no:merchant@1 yes:shopify@2", "revoked@1"],
    ["Shopify against itself", "no:shopify@1 yes:shopify@2", "granted@2"],
    ["Shopify, having said no itself in between", "no:keyword@1 no:shopify@2 yes:shopify@3", "revoked@1"],
    ["a form lifts nothing", "no:shopify@1 yes:form@2", "revoked@1"],
    ["nor does the page of an order", "no:shopify@1 yes:thank_you@2", "revoked@1"],
    ["nor a file, not even its own no", "no:import@1 yes:import@2", "revoked@1"],
    ["a no of before an erasure", "no:erasure@1 yes:merchant@2", "revoked@1"],
    ["a late no against a form's yes", "yes:form@2 no:keyword@1", "revoked@1"],
    ["a late no against Shopify's yes", "yes:shopify@2 no:keyword@1", "revoked@1"],
    ["a late no against their own yes", "yes:keyword@2 no:keyword@1", "granted@2"],
    ["a late no with a later yes between", "yes:form@3 no:keyword@1 yes:keyword@2", "granted@3"],
    ["a merge weighs as what it carried", "yes:merge>shopify@2 no:keyword@1", "revoked@1"],
    ["also when it carried their own word", "yes:merge>keyword@2 no:keyword@1", "granted@2"],
    ["a merge of before that was kept lifts nothing", "yes:merge@2 no:shopify@1", "revoked@1"],
    ["an asking after a no", "no:shopify@1 asked:form@2", "revoked@1"],
    ["an asking after a yes", "yes:shopify@1 asked:form@2", "granted@1"],
    ["an asking", "asked:form@1 asked:form@2", "pending@2"],
  ])("%s", (_, history, expected) => {
    const standing = standingDecision(history.split(" ").filter(Boolean).map(said));
    expect(standing && `${standing.state}@${standing.occurredAt.getUTCMinutes()}`).toBe(expected);
  });

  it("is a no as long as there is one without a later yes of its weight", () => {
    fc.assert(
      fc.property(history, (words) => {
        const of = (state: string) => words.filter((one) => one.state === state);
        const stands = of("revoked").some((no) =>
          of("granted").every((yes) => yes.occurredAt <= no.occurredAt || weightOf(yes) < weightOf(no)),
        );
        const expected = stands ? "revoked" : of("granted").length > 0 ? "granted" : words[0] && "pending";
        expect(standingDecision(words)?.state).toBe(expected);
      }),
    );
  });

  it("does not depend on the order in which it was recorded, nor on repeats", () => {
    fc.assert(
      fc.property(history, fc.array(fc.integer(), { minLength: 24, maxLength: 24 }), (words, order) => {
        const again = shuffled([...words, ...words], order);
        const { state, occurredAt } = standingDecision(words) ?? {};
        expect(standingDecision(again) ?? {}).toMatchObject({ ...(state ? { state, occurredAt } : {}) });
      }),
    );
  });

  it("a yes is held back by what it can never lift, and by nothing else", () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...consentSources), (words, source) => {
        const muchLater = standingDecision([...words, { state: "granted", source, occurredAt: at(30) }]);
        expect(isHeldBack(words, source)).toBe(muchLater?.state === "revoked");
      }),
    );
  });
});

describe("two who are one", () => {
  const rank = (one: { state: string } | null) => (one ? ["pending", "granted", "revoked"].indexOf(one.state) : -1);
  const merge = (a: readonly ConsentWord[], b: readonly ConsentWord[]) =>
    mergeDecisions(standingDecision(a), standingDecision(b));
  /** As it is written into the ledger of the one that is kept. */
  const written = (merged: NonNullable<ReturnType<typeof merge>>) => ({
    ...merged,
    source: "merge",
    origin: merged.source,
  });

  it("say the stricter, whichever is kept", () => {
    fc.assert(
      fc.property(history, history, (a, b) => {
        const merged = merge(a, b);
        expect(rank(merged)).toBe(Math.max(rank(standingDecision(a)), rank(standingDecision(b))));
        expect(merged && [merged.occurredAt, weightOf(merged)]).toEqual(
          ((other) => other && [other.occurredAt, weightOf(other)])(merge(b, a)),
        );
        if (merged) expect(standingDecision([...a, written(merged)])?.state).toBe(merged.state);
      }),
    );
  });

  it("launder nothing: a yes weighs no more than before, and a no no less", () => {
    fc.assert(
      fc.property(history, history, word, (a, b, next) => {
        const merged = merge(a, b);
        if (!merged) return;
        const kept = standingDecision([...a, written(merged), next]);
        // What would stand had all been said by one: a merge may make it stricter, never looser.
        const asOne = standingDecision([...a, ...b, next]);
        if (asOne?.state === "revoked") expect(kept?.state).toBe("revoked");
      }),
    );
  });
});
