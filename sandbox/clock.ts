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

export function createClock(realNow: () => number = Date.now): TravellingClock {
  let offset = 0;
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
