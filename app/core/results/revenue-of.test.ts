import { expect, test } from "vitest";
import { revenueOf } from "./revenue-of.ts";

const order = {
  currency: "EUR",
  totalMinor: 10_000n,
  shopCurrency: "EUR",
  shopTotalMinor: 10_000n,
  shopCurrentMinor: 10_000n,
  cancelledAt: null,
};
const refund = (amountMinor: bigint, currency = "EUR") => ({ amountMinor, currency });

test.each([
  ["as ordered", {}, [], 10_000n],
  ["a return that was paid back counts once", { shopCurrentMinor: 8_000n }, [refund(2_000n)], 8_000n],
  ["money back without a return", {}, [refund(2_000n)], 8_000n],
  ["both", { shopCurrentMinor: 8_000n }, [refund(2_500n)], 7_500n],
  ["edited up", { shopCurrentMinor: 13_000n }, [], 13_000n],
  ["all paid back, and more", {}, [refund(9_000n), refund(2_000n)], 0n],
  ["cancelled", { cancelledAt: new Date() }, [], 0n],
  ["a shopper who paid in dollars", { currency: "USD", totalMinor: 12_000n }, [refund(1_200n, "USD")], 9_000n],
  [
    "kept before amounts in the shop's currency were",
    { shopCurrency: null, shopTotalMinor: null, shopCurrentMinor: null },
    [],
    10_000n,
  ],
  [
    "the same in another currency",
    { currency: "USD", shopCurrency: null, shopTotalMinor: null, shopCurrentMinor: null },
    [],
    null,
  ],
])("%s", (_name, change, refunds, worth) => {
  expect(revenueOf({ ...order, ...change }, refunds, "EUR")).toBe(worth);
});
