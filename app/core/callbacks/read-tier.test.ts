import { describe, expect, it } from "vitest";
import { readTier } from "./read-tier.ts";

describe("readTier", () => {
  it.each([
    ["TIER_250", 250],
    ["TIER_2K", 2000],
    ["TIER_100K", 100_000],
    [10_000, 10_000],
    ["2000", 2000],
    ["TIER_UNLIMITED", null],
    [-1, null],
  ])("%s", (written, limit) => {
    expect(readTier(written)).toEqual({ outcome: "known", limit });
  });

  it.each(["TIER_NOT_SET", "", "TIER_", "many"])("does not guess: %s", (written) => {
    expect(readTier(written)).toEqual({ outcome: "unknown" });
  });
});
