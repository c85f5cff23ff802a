/** Unique people outside the service window per rolling 24 h; null is unlimited. */
export type Tier = { outcome: "known"; limit: number | null } | { outcome: "unknown" };

/** Meta writes the same limit as 2000, "TIER_2K", "TIER_UNLIMITED" or -1. */
export function readTier(written: string | number): Tier {
  const text = String(written).trim().toUpperCase();
  if (text === "-1" || text === "TIER_UNLIMITED") return { outcome: "known", limit: null };
  const [, digits, thousands] = /^(?:TIER_)?(\d{1,7})(K)?$/.exec(text) ?? [];
  if (digits === undefined) return { outcome: "unknown" };
  return { outcome: "known", limit: Number(digits) * (thousands ? 1000 : 1) };
}
