/** The one clock of the pretend world: real time plus an offset that only grows (nobody travels back). */
export type SandboxClock = {
  now(): number;
  offsetMs(): number;
};

export type TravellingClock = SandboxClock & {
  /** Moves the offset and tells every listener; resolves when all of them have followed. */
  travelTo(offsetMs: number): Promise<{ outcome: "moved"; offsetMs: number } | { outcome: "refused"; why: string }>;
  onTravel(listener: (offsetMs: number) => void | Promise<void>): void;
};

/** A year is more than any automation waits; further away, tokens and certificates stop making sense. */
const MAX_OFFSET_MS = 366 * 24 * 60 * 60 * 1000;

/** `startOffsetMs`: how far ahead the pretend world begins. */
export function createClock(realNow: () => number = Date.now, startOffsetMs = 0): TravellingClock {
  let offset = startOffsetMs;
  const listeners: Array<(offsetMs: number) => void | Promise<void>> = [];
  return {
    now: () => realNow() + offset,
    offsetMs: () => offset,
    onTravel: (listener) => void listeners.push(listener),
    async travelTo(offsetMs) {
      if (!Number.isSafeInteger(offsetMs)) return { outcome: "refused", why: "The offset must be whole milliseconds." };
      if (offsetMs < offset)
        return { outcome: "refused", why: "Time only moves forward. Start the sandbox afresh instead." };
      if (offsetMs > MAX_OFFSET_MS) return { outcome: "refused", why: "The sandbox travels at most 366 days ahead." };
      offset = offsetMs;
      await Promise.all(listeners.map(async (listener) => listener(offset)));
      return { outcome: "moved", offsetMs: offset };
    },
  };
}

/**
 * How far away the next eleven o'clock of a time zone is, in milliseconds: the pretend world begins there, whatever time
 * it is for the developer. Marketing waits for the end of a shopper's night, and the shop's shoppers are mostly near.
 */
export function untilLateMorning(now: number, timeZone: string): number {
  const words = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const [hour = 0, minute = 0, second = 0] = words.format(now).split(":").map(Number);
  const sinceMidnightMs = ((hour * 60 + minute) * 60 + second) * 1000;
  const dayMs = 24 * 60 * 60 * 1000;
  return (11 * 60 * 60 * 1000 - sinceMidnightMs + dayMs) % dayMs;
}
