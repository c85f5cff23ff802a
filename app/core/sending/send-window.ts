/** Calls longer ago than so many say nothing about today's way to Meta. */
const latenciesPerGeneration = 500;
const windowMs = 1_000;
/** A way that gets quicker all at once must not shorten the window by more than the lane's margin bears. */
const mostRoundTripMs = 100;

export type SendWindow = {
  started(): void;
  answered(startedAtMs: number, nowMs: number): void;
  /** How many more may leave at this moment without a chance of more than `limit` reaching Meta within one second. */
  room(limit: number, nowMs: number): number;
  /** When there is room again at the latest, if nothing is answered meanwhile. */
  roomAtMs(nowMs: number): number;
};

/**
 * Keeps one process from handing Meta more than its limit in a second when the way there stalls: tokens count when messages
 * leave, Meta counts when they arrive, and a stall of 100 ms at 940 a second delivers 94 late ones together with the next.
 * A message arrives somewhere between its start and its answer, so whatever is under way or was answered within the last
 * second may fall into Meta's window; less the shortest round trip seen, for that is how far back an answer lies at least.
 */
export function createSendWindow(): SendWindow {
  let underWay = 0;
  let answeredAt: number[] = [];
  let first = 0;
  let lastMs = -Infinity;
  let shortest = { now: Infinity, before: Infinity, count: 0 };

  function roundTripMs(): number {
    const known = Math.min(shortest.now, shortest.before);
    return known === Infinity ? 0 : Math.min(known, mostRoundTripMs);
  }

  /** A clock that is set back leaves answers in the future: to be safe they were given just now. */
  function heedClock(nowMs: number): void {
    if (nowMs < lastMs) answeredAt = answeredAt.map((at) => Math.min(at, nowMs));
    lastMs = nowMs;
  }

  function forget(nowMs: number): void {
    heedClock(nowMs);
    const since = nowMs - windowMs + roundTripMs();
    while (first < answeredAt.length && (answeredAt[first] ?? 0) <= since) first += 1;
    if (first > 1_024) {
      answeredAt = answeredAt.slice(first);
      first = 0;
    }
  }

  return {
    started: () => {
      underWay += 1;
    },
    answered: (startedAtMs, nowMs) => {
      underWay -= 1;
      heedClock(nowMs);
      answeredAt.push(nowMs);
      shortest.now = Math.min(shortest.now, Math.max(0, nowMs - startedAtMs));
      shortest.count += 1;
      if (shortest.count >= latenciesPerGeneration) shortest = { now: Infinity, before: shortest.now, count: 0 };
    },
    room: (limit, nowMs) => {
      forget(nowMs);
      return Math.max(0, limit - underWay - (answeredAt.length - first));
    },
    roomAtMs: (nowMs) => {
      forget(nowMs);
      const oldest = answeredAt[first];
      return oldest === undefined ? nowMs : oldest + windowMs - roundTripMs();
    },
  };
}
