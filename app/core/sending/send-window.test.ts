import fc from "fast-check";
import { expect, test } from "vitest";
import { createSendWindow } from "./send-window.ts";

test("what is under way or was answered within a second takes room", () => {
  const window = createSendWindow();
  for (let i = 0; i < 3; i++) window.started();
  expect(window.room(5, 0)).toBe(2);
  window.answered(0, 100);
  expect(window.room(5, 100)).toBe(2);
  // The shortest round trip is 100 ms: an answer of 100 was accepted at 100 at the latest, a start now arrives later.
  expect(window.roomAtMs(100)).toBe(1_000);
  expect(window.room(5, 1_000)).toBe(3);
});

test("a clock that is set back takes the room for one more second, not until it has caught up", () => {
  const window = createSendWindow();
  for (let i = 0; i < 3; i++) window.started();
  for (let i = 0; i < 2; i++) window.answered(3_600_000, 3_600_000);
  window.answered(0, 0);
  expect(window.room(3, 0)).toBe(0);
  expect(window.roomAtMs(0)).toBe(1_000);
  expect(window.room(3, 1_000)).toBe(3);
});

test("never lets more than the limit arrive together, however the way's delay swings", () => {
  const limit = 20;
  const step = fc.record({ waitMs: fc.nat(120), there: fc.integer({ min: 5, max: 700 }), wanted: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const window = createSendWindow();
      const back = 5;
      const arrivals: number[] = [];
      let pending: { startedAt: number; answeredAt: number }[] = [];
      let now = 0;
      for (const { waitMs, there, wanted } of steps) {
        now += waitMs;
        for (const { startedAt, answeredAt } of pending
          .filter((one) => one.answeredAt <= now)
          .sort((a, b) => a.answeredAt - b.answeredAt)) {
          window.answered(startedAt, answeredAt);
        }
        pending = pending.filter((one) => one.answeredAt > now);
        const room = Math.min(wanted, window.room(limit, now));
        for (let i = 0; i < room; i++) {
          window.started();
          arrivals.push(now + there);
          pending.push({ startedAt: now, answeredAt: now + there + back });
        }
      }
      arrivals.sort((a, b) => a - b);
      for (const [index, arrival] of arrivals.entries()) {
        const within = arrivals.slice(index).filter((other) => other < arrival + 1_000 - 100).length;
        expect(within).toBeLessThanOrEqual(limit);
      }
    }),
    { numRuns: 500 },
  );
});
