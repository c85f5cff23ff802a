import { beforeEach, expect, test } from "vitest";
import { createAttemptLimits, type AttemptLimits } from "./attempt-limits.ts";

let now: number;
let limits: AttemptLimits<"address" | "shop">;

beforeEach(() => {
  now = 0;
  limits = createAttemptLimits(
    { now: () => new Date(now) },
    { address: { times: 2, withinMs: 1_000, most: 100 }, shop: { times: 3, withinMs: 5_000 } },
  );
});

test("so many within so long, and then again", () => {
  expect([1, 2, 3].map(() => limits.take("address", "one"))).toEqual([true, true, false]);
  expect(limits.take("address", "other")).toBe(true);
  now = 1_000;
  expect(limits.take("address", "one")).toBe(true);
});

test("a flood of addresses pushes out older addresses, and never what was counted of a shop", () => {
  for (let time = 0; time < 3; time++) expect(limits.take("shop", "lindenholz")).toBe(true);
  expect([1, 2, 3].map(() => limits.take("address", "one"))).toEqual([true, true, false]);
  for (let index = 0; index < 1_000; index++) limits.take("address", `made up ${index}`);
  for (let index = 0; index < 1_000; index++) limits.take("shop", `shop ${index}`);
  expect(limits.take("shop", "lindenholz")).toBe(false);
  expect(limits.take("address", "one")).toBe(true);
  now = 5_000;
  expect(limits.take("shop", "lindenholz")).toBe(true);
});
