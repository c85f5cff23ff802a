/** Meta allows one message per 6 s to one person from one number; the rest is for jitter on the way. */
export const pairGapMs = 6_250;

/** Percent of a number's limit that a lane refills at: 75 of 80, 18 of 20, 940 of 1000 messages a second. */
export const marginPercent = 94;

export type LaneSpeed = {
  /** Tokens per second. */
  rate: number;
  /** Most tokens a lane holds. */
  burst: number;
};

/**
 * What a lane may do, of what Meta allows. A full bucket and one second of refilling make exactly Meta's limit, so no window
 * of one second holds more, wherever it begins. The claim statement computes the same in SQL.
 */
export function laneSpeed(limitPerSecond: number): LaneSpeed {
  const rate = Math.max(1, Math.floor((limitPerSecond * marginPercent) / 100));
  return { rate, burst: Math.max(1, limitPerSecond - rate) };
}

/** Workers' clocks differ by less. A lane refilled later than this from now was refilled before the clock was set back. */
export const clocksDifferMs = 60_000;

/** The portfolio's tier counts people over this long. */
export const tierWindowMs = 24 * 3600_000;

/** Percent of the tier that marketing leaves to the messages a shopper waits for. */
export const tierReservePercent = 20;

/** With so many people left to marketing other workers may spend the tier between two claims. */
export const tierShortOf = 10_000;

/** While the tier is spent a claim looks at so many messages of each priority: some ten milliseconds. */
export const messagesPerLook = 1_000;

/** How long a message whose outcome is unknown holds later ones to the same person; its callback comes in seconds or not at all. */
export const unknownHoldsMs = 10 * 60_000;

/** A message that is tried again within this time holds later ones to the same person. One that waits a day does not. */
export const retryHoldsMs = 10 * 60_000;

/** How long a message waits for its template before it looks again. */
export const templateRecheckMs = 15 * 60_000;

/** While a lane backs off it sends one message to probe, and the next only after this time without an answer. */
export const probeGapMs = 5_000;
