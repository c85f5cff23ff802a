import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conditionFacts } from "./condition-facts.ts";
import { readField, type ConditionFacts } from "./condition-fields.ts";
import { conditionGroupSchema, fits, type Condition, type ConditionGroup } from "./conditions.ts";
import { noSubjectFacts } from "./subject-facts.ts";

const eur = (minor: bigint) => ({ minor, currency: "EUR" });

const facts: ConditionFacts = {
  tag: { name: "VIP Gold" },
  order: {
    total: eur(4990n),
    outstanding: eur(0n),
    country: "DE",
    locale: "de-DE",
    paymentKind: "prepaid",
    financialStatus: "paid",
    fulfillmentStatus: null,
    tags: ["VIP", "wholesale"],
    isFirst: null,
    discountCodes: [],
    lineItems: [
      { productId: "71", title: "Eichenschale", quantity: 2 },
      { productId: null, title: "Geschenkkarte 🎁", quantity: 1 },
    ],
  },
  checkout: null,
  cart: null,
  fulfillment: { status: "success", carrier: "DHL", hasTracking: true },
  refund: null,
  customer: { locale: "pt-BR", country: "BR", province: "SP" },
  consent: { marketing: "granted" },
};
const euros = (minor: string) => ({ minor, currency: "EUR" });

describe("one condition", () => {
  test.each<[Condition, boolean]>([
    [{ field: "order.total", op: "at_least", value: euros("4990") }, true],
    [{ field: "order.total", op: "more_than", value: euros("4990") }, false],
    [{ field: "order.total", op: "at_most", value: euros("4990") }, true],
    [{ field: "order.total", op: "less_than", value: euros("4991") }, true],
    [{ field: "order.total", op: "equals", value: euros("4990") }, true],
    [{ field: "order.total", op: "is_positive" }, true],
    [{ field: "order.outstanding", op: "is_positive" }, false],
    [{ field: "order.item_count", op: "equals", value: 3 }, true],
    [{ field: "order.currency", op: "is_one_of", value: ["eur", "USD"] }, true],
    [{ field: "order.payment_kind", op: "is_none_of", value: ["cod"] }, true],
    [{ field: "order.tags", op: "includes_any", value: ["vip"] }, true],
    [{ field: "order.tags", op: "includes_all", value: ["vip", "retail"] }, false],
    [{ field: "order.tags", op: "includes_none", value: ["retail"] }, true],
    [{ field: "order.product_ids", op: "includes_any", value: ["71"] }, true],
    [{ field: "order.product_titles", op: "any_contains", value: ["geschenk"] }, true],
    [{ field: "order.product_titles", op: "includes_any", value: ["geschenk"] }, false],
    [{ field: "order.discount_used", op: "is", value: false }, true],
    [{ field: "fulfillment.has_tracking", op: "is", value: true }, true],
    [{ field: "fulfillment.carrier", op: "is_one_of", value: ["dhl"] }, true],
    [{ field: "customer.language", op: "is_one_of", value: ["pt"] }, true],
    [{ field: "consent.marketing", op: "is_one_of", value: ["granted"] }, true],
    // An empty list is known to be empty.
    [{ field: "order.discount_codes", op: "includes_none", value: ["SPRING"] }, true],
  ])("%j is %s", (condition, expected) => {
    expect(fits(condition, facts)).toBe(expected);
  });

  test.each<Condition>([
    { field: "checkout.total", op: "at_least", value: euros("0") },
    { field: "order.is_first", op: "is", value: false },
    { field: "order.is_first", op: "is", value: true },
    { field: "order.fulfillment_status", op: "is_none_of", value: ["fulfilled"] },
    { field: "checkout.product_ids", op: "includes_none", value: ["71"] },
    { field: "refund.amount", op: "is_positive" },
    { field: "refund.amount", op: "is_known" },
    // Another currency is not comparable.
    { field: "order.total", op: "at_least", value: { minor: "1", currency: "USD" } },
    { field: "order.total", op: "less_than", value: { minor: "999999", currency: "USD" } },
  ])("%j is not met by what is not known", (condition) => {
    expect(fits(condition, facts)).toBe(false);
  });
});

test("groups nest; an empty 'all' fits, an empty 'any' does not", () => {
  const yes: Condition = { field: "order.currency", op: "is_one_of", value: ["EUR"] };
  const no: Condition = { field: "order.currency", op: "is_one_of", value: ["USD"] };
  expect(fits({ all: [] }, facts)).toBe(true);
  expect(fits({ any: [] }, facts)).toBe(false);
  expect(fits({ all: [yes, { any: [no, yes] }] }, facts)).toBe(true);
  expect(fits({ all: [yes, { any: [no, { all: [no] }] }] }, facts)).toBe(false);
});

test.each<[string, unknown]>([
  ["a field nobody knows", { all: [{ field: "order.mood", op: "is_known" }] }],
  ["an operator of another type", { all: [{ field: "order.total", op: "is_one_of", value: ["1"] }] }],
  ["money without a currency", { all: [{ field: "order.total", op: "equals", value: 4990 }] }],
  ["a value too many", { all: [{ field: "order.total", op: "is_known", value: 1 }] }],
  ["both groups at once", { all: [], any: [] }],
  ["no group at all", { field: "order.total", op: "is_known" }],
])("%s is refused when saved", (_name, json) => {
  expect(conditionGroupSchema.safeParse(json).success).toBe(false);
});

test("whatever is asked of nothing known, only 'is unknown' fits", () => {
  const nothing = conditionFacts(noSubjectFacts, null, null);
  const fields = Object.keys(readField) as (keyof typeof readField)[];
  for (const field of fields) {
    expect(fits({ field, op: "is_unknown" }, nothing)).toBe(true);
    expect(fits({ field, op: "is_known" }, nothing)).toBe(false);
  }
});

test("'all' is the negation of 'any' of negations, for whatever is known", () => {
  const condition = fc.record({
    field: fc.constant("order.item_count" as const),
    op: fc.constantFrom("at_least" as const, "less_than" as const),
    value: fc.integer({ min: 0, max: 6 }),
  });
  const negated = { at_least: "less_than", less_than: "at_least" } as const;
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 6 }), (conditions) => {
      const all: ConditionGroup = { all: conditions };
      const any: ConditionGroup = { any: conditions.map((one) => ({ ...one, op: negated[one.op] })) };
      expect(fits(all, facts)).toBe(!fits(any, facts));
    }),
  );
});

test("rows that intake could not read well are left out, not fatal", () => {
  const order = {
    ...({} as NonNullable<(typeof noSubjectFacts)["order"]>),
    totalMinor: 1n,
    outstandingMinor: 0n,
    currency: "EUR",
    lineItems: [{ title: "Schale", quantity: 1 }, "junk", { quantity: 2 }, null],
    discounts: ["SPRING", { code: "SUMMER" }, 7],
  };
  const read = conditionFacts({ ...noSubjectFacts, order }, null, null);
  expect(read.order?.lineItems).toEqual([{ productId: null, title: "Schale", quantity: 1 }]);
  expect(read.order?.discountCodes).toEqual(["SPRING", "SUMMER"]);
});
