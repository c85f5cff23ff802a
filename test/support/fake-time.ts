import { createFingerprints } from "#app/adapters/crypto/fingerprint.ts";
import type { Clock, Ids } from "#app/core/ports.ts";

export type FakeClock = Clock & { advance(ms: number): void; set(iso: string): void };

export function makeClock(iso = "2026-11-21T10:00:00.000Z"): FakeClock {
  let nowMs = Date.parse(iso);
  return {
    now: () => new Date(nowMs),
    advance: (ms) => {
      nowMs += ms;
    },
    set: (next) => {
      nowMs = Date.parse(next);
    },
  };
}

let files = 0;

/** UUID v7 shaped, counting up: order of creation is order of id, as in production. */
export function makeIds(): Ids {
  const run = (files++).toString(16).padStart(4, "0");
  let count = 0;
  return {
    fingerprints: createFingerprints([{ id: "test", secret: Buffer.alloc(32, 1) }]),
    next: () => {
      count += 1;
      const hex = count.toString(16).padStart(12, "0");
      return `019a0000-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8${run.slice(1)}-${hex.slice(7).padStart(12, "0")}`;
    },
  };
}

/** UUID v7 that carry the clock's time, as production's do: for what reads a day's rows as one range of their key. */
export function makeTimeIds(clock: Clock): Ids {
  let count = 0;
  return {
    fingerprints: createFingerprints([{ id: "test", secret: Buffer.alloc(32, 1) }]),
    next: () => {
      count += 1;
      const ms = clock.now().getTime().toString(16).padStart(12, "0");
      const rest = count.toString(16).padStart(12, "0");
      return `${ms.slice(0, 8)}-${ms.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6).padStart(12, "0")}`;
    },
  };
}
