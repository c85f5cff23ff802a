import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attributionSettingsSchema } from "../shared/settings/attribution.ts";
import { chooseCredit, creditKinds, isStronger, type Candidate } from "./choose-credit.ts";

const orderAt = new Date("2026-11-21T10:00:00Z");
const windows = attributionSettingsSchema.parse({});
const daysBefore = (days: number) => new Date(orderAt.getTime() - days * 24 * 3_600_000);

function candidate(fields: Partial<Candidate> = {}): Candidate {
  return {
    messageId: "m1",
    automationId: "a1",
    isMarketing: true,
    arrivedAt: daysBefore(1),
    clickedAt: null,
    repliedAt: null,
    isOfCheckout: false,
    isOfLanding: false,
    code: null,
    ...fields,
  };
}

const choose = (...candidates: Candidate[]) => chooseCredit(orderAt, candidates, windows);

describe("chooseCredit", () => {
  test("a message that only arrived brought nothing", () => {
    expect(choose(candidate())).toBeNull();
    expect(choose()).toBeNull();
  });

  test("the strongest evidence wins, and of the same kind the latest", () => {
    const clicked = candidate({ messageId: "m2", clickedAt: daysBefore(0.1) });
    expect(choose(candidate({ isOfCheckout: true }), clicked)).toMatchObject({ kind: "checkout", messageId: "m1" });
    expect(choose(candidate({ code: "AUTUMN" }), clicked)).toMatchObject({ kind: "code", code: "AUTUMN" });
    expect(choose(candidate({ repliedAt: daysBefore(0.01) }), clicked)).toMatchObject({ kind: "click", code: null });
    expect(choose(candidate({ clickedAt: daysBefore(0.5) }), clicked)).toMatchObject({ messageId: "m2" });
  });

  test("outside its window, or after the order, nothing counts", () => {
    expect(choose(candidate({ arrivedAt: daysBefore(9), clickedAt: daysBefore(7.01) }))).toBeNull();
    expect(choose(candidate({ arrivedAt: daysBefore(9), clickedAt: daysBefore(6.99) }))).not.toBeNull();
    expect(choose(candidate({ clickedAt: new Date(orderAt.getTime() + 1) }))).toBeNull();
    expect(choose(candidate({ isOfCheckout: true, arrivedAt: new Date(orderAt.getTime() + 1) }))).toBeNull();
    expect(choose(candidate({ isOfCheckout: true, arrivedAt: null }))).toBeNull();
    const never = attributionSettingsSchema.parse({ clickDays: 0 });
    expect(chooseCredit(orderAt, [candidate({ clickedAt: orderAt })], never)).toBeNull();
  });

  test("what only informs takes no credit for a press or an answer", () => {
    expect(
      choose(candidate({ isMarketing: false, clickedAt: daysBefore(0.1), repliedAt: daysBefore(0.1) })),
    ).toBeNull();
    expect(choose(candidate({ isMarketing: false, isOfCheckout: true }))).toMatchObject({ kind: "checkout" });
  });

  test("the order of the candidates changes nothing, and evidence always lies in its window before the order", () => {
    const time = fc.option(fc.double({ min: -2, max: 40, noNaN: true }).map(daysBefore), { nil: null });
    const any = fc.record<Candidate>({
      messageId: fc.uuid(),
      automationId: fc.constant(null),
      isMarketing: fc.boolean(),
      arrivedAt: time,
      clickedAt: time,
      repliedAt: time,
      isOfCheckout: fc.boolean(),
      isOfLanding: fc.boolean(),
      code: fc.option(fc.constant("AUTUMN"), { nil: null }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ messageId }) => messageId, maxLength: 8 }), (candidates) => {
        const credit = choose(...candidates);
        expect(choose(...candidates.toReversed())).toEqual(credit);
        if (!credit) return;
        expect(credit.evidenceAt.getTime()).toBeLessThanOrEqual(orderAt.getTime());
        expect(credit.messageAt.getTime()).toBeLessThanOrEqual(credit.evidenceAt.getTime());
        expect(orderAt.getTime() - credit.evidenceAt.getTime()).toBeLessThanOrEqual(30 * 24 * 3_600_000);
      }),
    );
  });

  test("kinds are ranked", () => {
    expect(creditKinds.toSorted((a, b) => (isStronger(a, b) ? -1 : 1))).toEqual([...creditKinds]);
    expect(isStronger("click", "click")).toBe(false);
  });
});
