import { expect, it } from "vitest";
import { createClock, untilLateMorning } from "./clock.ts";

it("runs with real time, ahead by the offset, and tells everyone before it answers", async () => {
  let real = 1_000;
  const clock = createClock(() => real);
  const told: number[] = [];
  clock.onTravel(async (offsetMs) => {
    await Promise.resolve();
    told.push(offsetMs);
  });
  expect(clock.now()).toBe(1_000);
  expect(await clock.travelTo(500)).toEqual({ outcome: "moved", offsetMs: 500 });
  expect(told).toEqual([500]);
  real = 2_000;
  expect(clock.now()).toBe(2_500);
});

it.each([-1, 0.5, Number.NaN, 10 ** 12])("refuses an offset of %s", async (offsetMs) => {
  const clock = createClock(() => 0);
  expect((await clock.travelTo(offsetMs)).outcome).toBe("refused");
  expect(clock.now()).toBe(0);
});

it.each([
  ["2026-11-21T09:00:00Z", 1],
  ["2026-11-21T10:00:00Z", 0],
  ["2026-11-21T22:30:00Z", 11.5],
  ["2026-07-01T09:00:00Z", 0],
])("begins in Berlin's late morning when it is %s", (now, hours) => {
  expect(untilLateMorning(Date.parse(now), "Europe/Berlin")).toBe(hours * 3_600_000);
});
