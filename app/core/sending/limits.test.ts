import { expect, test } from "vitest";
import { laneSpeed } from "./limits.ts";

test.each([
  [20, { rate: 18, burst: 2 }],
  [80, { rate: 75, burst: 5 }],
  [1000, { rate: 940, burst: 60 }],
])(
  "a number allowed %i a second keeps a margin, and a full bucket with one second's refill is what Meta allows",
  (limit, speed) => {
    expect(laneSpeed(limit)).toEqual(speed);
    expect(speed.rate + speed.burst).toBe(limit);
  },
);

test("the smallest number still sends", () => {
  expect(laneSpeed(1)).toEqual({ rate: 1, burst: 1 });
});
