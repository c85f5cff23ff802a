import { describe, expect, it } from "vitest";
import { retryAfter } from "./cod-retry.ts";

const unavailable = { outcome: "unavailable" as const, cause: "502" };

describe("retryAfter", () => {
  it("waits longer each time, up to an hour, and ends", () => {
    const waits: number[] = [];
    for (let attempts = 1; ; attempts++) {
      const retry = retryAfter(unavailable, attempts);
      if ("giveUp" in retry) break;
      waits.push(retry.waitMs);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(0)).toBe(30_000);
    expect(waits.at(-1)).toBe(3_600_000);
    expect(waits.length).toBeLessThan(20);
  });

  it("believes a refusal sooner", () => {
    expect(retryAfter({ outcome: "refused", messages: [] }, 2)).toMatchObject({ countsAsAttempt: true });
    expect(retryAfter({ outcome: "refused", messages: [] }, 3)).toEqual({ giveUp: true });
  });

  it("waits as Shopify says when throttled, however often", () => {
    expect(retryAfter({ outcome: "throttled", retryAfterMs: 7_000 }, 99)).toEqual({
      waitMs: 7_000,
      countsAsAttempt: false,
    });
  });
});
