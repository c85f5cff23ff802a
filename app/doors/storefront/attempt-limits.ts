import { createHmac, randomBytes } from "node:crypto";
import type { Clock } from "../../core/ports.ts";

/**
 * So many within so long. `most`: as many keys of this kind are kept at once, and the oldest makes room; left out where
 * somebody outside can not make up keys, as with installed shops: those are kept until they run out.
 */
export type AttemptLimit = { times: number; withinMs: number; most?: number };

export type AttemptLimits<Kind extends string> = {
  /** Counts one more; false when it is one too many. */
  take(kind: Kind, key: string): boolean;
};

/** For what anybody can make up many of. */
export const mostMadeUp = 50_000;

type Kept = { count: number; until: number };

/**
 * Counts attempts by things that are personal data (an address, a number): under a hash with a key that lives as long as the
 * process, in memory, for as long as the limit runs; nothing is written down. Each process counts its own. Each kind is kept
 * apart, so that many keys of one (addresses, numbers) never push out what was counted of another; beyond `most` of a kind
 * its oldest is forgotten, so a limit over all of a shop's has to stand behind.
 */
export function createAttemptLimits<Kind extends string>(
  clock: Clock,
  limits: Record<Kind, AttemptLimit>,
): AttemptLimits<Kind> {
  const secret = randomBytes(32);
  const keptOf = new Map<Kind, Map<string, Kept>>();

  /** Oldest first: a Map keeps the order of insertion, and all of a kind run equally long. */
  function forget(kept: Map<string, Kept>, most: number, now: number): void {
    for (const [key, { until }] of kept) {
      if (until > now && kept.size < most) return;
      kept.delete(key);
    }
  }

  return {
    take(kind, key) {
      const now = clock.now().getTime();
      const { times, withinMs, most = Infinity } = limits[kind];
      const kept = keptOf.get(kind) ?? new Map<string, Kept>();
      keptOf.set(kind, kept);
      const hash = createHmac("sha256", secret).update(`${kind}|${key}`).digest("base64url");
      const known = kept.get(hash);
      if (known && known.until > now) {
        known.count += 1;
        return known.count <= times;
      }
      kept.delete(hash);
      forget(kept, most, now);
      kept.set(hash, { count: 1, until: now + withinMs });
      return times > 0;
    },
  };
}
