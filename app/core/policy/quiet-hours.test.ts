import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstAllowed, isQuiet, nextQuiet } from "./quiet-hours.ts";

const night = { from: 21 * 60, to: 9 * 60 };
const at = (iso: string) => new Date(iso);

describe("quiet hours", () => {
  test.each([
    ["day is left alone", "2026-11-21T10:00:00Z", "Europe/Berlin", night, "2026-11-21T10:00:00Z"],
    ["evening waits for the morning", "2026-11-21T20:30:15Z", "Europe/Berlin", night, "2026-11-22T08:00:00Z"],
    ["early morning waits for the same day", "2026-11-21T05:00:00Z", "Europe/Berlin", night, "2026-11-21T08:00:00Z"],
    ["the end is not quiet", "2026-11-21T08:00:00Z", "Europe/Berlin", night, "2026-11-21T08:00:00Z"],
    ["the beginning is", "2026-11-21T20:00:00Z", "Europe/Berlin", night, "2026-11-22T08:00:00Z"],
    [
      "a siesta does not wrap",
      "2026-11-21T13:00:00Z",
      "Europe/Madrid",
      { from: 840, to: 1020 },
      "2026-11-21T16:00:00Z",
    ],
    ["half-hour zones", "2026-11-21T18:00:00Z", "Asia/Kolkata", night, "2026-11-22T03:30:00Z"],
    ["no hours at all", "2026-11-21T23:00:00Z", "Europe/Berlin", { from: 540, to: 540 }, "2026-11-21T23:00:00Z"],
    // Berlin, 29 March 2026: 02:00 becomes 03:00.
    ["the night is an hour shorter in spring", "2026-03-28T22:00:00Z", "Europe/Berlin", night, "2026-03-29T07:00:00Z"],
    [
      "an end that does not exist",
      "2026-03-28T22:00:00Z",
      "Europe/Berlin",
      { from: 1260, to: 150 },
      "2026-03-29T01:00:00Z",
    ],
    // Berlin, 25 October 2026: 03:00 becomes 02:00.
    ["the night is an hour longer in autumn", "2026-10-24T21:00:00Z", "Europe/Berlin", night, "2026-10-25T08:00:00Z"],
    [
      "an end that comes twice ends it the first time",
      "2026-10-24T21:00:00Z",
      "Europe/Berlin",
      { from: 1260, to: 150 },
      "2026-10-25T00:30:00Z",
    ],
    [
      "and again for who comes in between",
      "2026-10-25T01:10:00Z",
      "Europe/Berlin",
      { from: 1260, to: 150 },
      "2026-10-25T01:30:00Z",
    ],
  ])("%s", (_name, now, zone, quiet, expected) => {
    expect(firstAllowed(at(now), zone, quiet)).toEqual(at(expected));
  });

  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Santiago",
    "UTC",
  ];
  const minute = fc.integer({ min: 0, max: 1439 });

  test("the answer is allowed, and every minute before it is not", () => {
    fc.assert(
      fc.property(
        fc.date({ min: at("2026-01-01T00:00:00Z"), max: at("2027-12-31T00:00:00Z"), noInvalidDate: true }),
        fc.constantFrom(...zones),
        minute,
        minute,
        (now, zone, from, to) => {
          const allowed = firstAllowed(now, zone, { from, to });
          expect(isQuiet(allowed, zone, { from, to })).toBe(false);
          for (let ms = now.getTime(); ms < allowed.getTime(); ms += 17 * 60_000) {
            expect(isQuiet(new Date(ms), zone, { from, to })).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("the night begins at its first quiet minute, whatever the clocks do", () => {
    fc.assert(
      fc.property(
        fc.date({ min: at("2026-01-01T00:00:00Z"), max: at("2027-12-31T00:00:00Z"), noInvalidDate: true }),
        fc.constantFrom(...zones),
        minute,
        minute,
        (now, zone, from, to) => {
          fc.pre(from !== to && !isQuiet(now, zone, { from, to }));
          const begins = nextQuiet(now, zone, { from, to });
          expect(begins && isQuiet(begins, zone, { from, to })).toBe(true);
          for (let ms = now.getTime(); begins && ms < begins.getTime(); ms += 17 * 60_000) {
            expect(isQuiet(new Date(ms), zone, { from, to })).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
