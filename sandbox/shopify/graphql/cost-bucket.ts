import type { Clock } from "../options.ts";

/** A standard plan's bucket: https://shopify.dev/docs/api/usage/limits */
const maximum = 2000;
const restorePerSecond = 100;

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
export type CostBucket = ReturnType<typeof createCostBucket>;

/** Leaks by the clock: what was spent comes back at 100 points a second. */
export function createCostBucket(clock: Clock) {
  let available = maximum;
  let refilledAt = clock.now();

  function refill(): void {
    const now = clock.now();
    available = Math.min(maximum, available + Math.max(0, ((now - refilledAt) / 1000) * restorePerSecond));
    refilledAt = now;
  }

  return {
    /** A request is let in when its requested cost is there; the difference to the actual one is given back later. */
    take(cost: number): boolean {
      refill();
      if (cost > available) return false;
      available -= cost;
      return true;
    },
    giveBack(cost: number): void {
      available = Math.min(maximum, available + cost);
    },
    status(): ThrottleStatus {
      refill();
      return { maximumAvailable: maximum, currentlyAvailable: Math.floor(available), restoreRate: restorePerSecond };
    },
    refillAll(): void {
      available = maximum;
      refilledAt = clock.now();
    },
  };
}
