import fc from "fast-check";
import { expect, it } from "vitest";
import { phoneDigits, phoneKey } from "./phone.ts";
import { createScheduler } from "./scheduler.ts";

it("does things in the order of their times, equal times in the order given", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      let now = 0;
      const scheduler = createScheduler({ now: () => now }, false);
      const done: [number, number][] = [];
      for (const [index, time] of times.entries()) scheduler.at(time, () => done.push([time, index]));
      for (now = 0; now <= 20; now += 1) {
        scheduler.runDue();
        expect(done.every(([time]) => time <= now)).toBe(true);
      }
      const expected = times.map((time, index): [number, number] => [time, index]);
      expect(done).toEqual(expected.sort((one, other) => one[0] - other[0] || one[1] - other[1]));
      expect(scheduler.pending()).toBe(0);
    }),
  );
});

it("does what a due thing makes due", () => {
  const scheduler = createScheduler({ now: () => 10 }, false);
  const done: string[] = [];
  scheduler.at(5, () => {
    done.push("first");
    scheduler.at(10, () => done.push("second"));
    scheduler.at(11, () => done.push("later"));
  });
  scheduler.runDue();
  expect(done).toEqual(["first", "second"]);
});

it("reads numbers as people write them", () => {
  expect(phoneDigits("+49 (30) 901-820")).toBe("4930901820");
  expect(phoneDigits("call me")).toBeNull();
  expect(phoneDigits("123")).toBeNull();
  expect(phoneKey("5511912345678")).toBe(phoneKey("551112345678"));
});
