import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RefusalAction } from "../ports.ts";
import { decideRefusal, laneWaitMs, retryWaitMs, type RefusedMessage } from "./decide-refusal.ts";

const now = new Date("2026-11-21T10:00:00Z");
const hour = 3600_000;
const message: RefusedMessage = {
  attempts: 1,
  expiresAt: new Date("2026-11-24T10:00:00Z"),
  pairBackoffs: 0,
  hadItsSecondChance: false,
};
const after = (ms: number) => new Date(now.getTime() + ms);
const decide = (action: RefusalAction, facts: Partial<RefusedMessage> = {}) =>
  decideRefusal({ action }, { ...message, ...facts }, now);

describe("decideRefusal", () => {
  test("a busy Meta shuts the lane and lets the message wait longer each time", () => {
    expect(decide("retry")).toEqual({
      message: { state: "queued", dueAt: after(2_000), reason: "meta_busy" },
      laneBacksOff: true,
    });
    expect(decide("retry", { attempts: 4 }).message).toMatchObject({ dueAt: after(16_000) });
  });

  test("one message's trouble leaves the lane open", () => {
    expect(decide("retry_message")).toEqual({
      message: { state: "queued", dueAt: after(2_000), reason: "meta_error" },
    });
  });

  test("a pair waits 4^n seconds, in its place", () => {
    expect(decide("retry_pair")).toEqual({
      message: { state: "queued", dueAt: null, reason: "pair_limit" },
      pair: { nextAt: after(4_000), backoffs: 1 },
    });
    expect(decide("retry_pair", { pairBackoffs: 2 }).pair).toEqual({ nextAt: after(64_000), backoffs: 3 });
  });

  test("held back for the person's sake: once more after a day, even if it would have expired, and never again", () => {
    const expiresAt = after(2 * hour);
    expect(decide("retry_after_24h", { expiresAt })).toEqual({
      message: { state: "queued", dueAt: after(24 * hour), expiresAt: after(48 * hour), reason: "marketing_limit" },
    });
    expect(decide("retry_after_24h", { hadItsSecondChance: true })).toEqual({
      message: { state: "failed", reason: "marketing_limit" },
    });
  });

  test.each([
    ["pause_number", { numberRests: { until: after(hour), reason: "number_paused_by_meta" } }],
    ["pause_account", { account: { status: "restricted", restsUntil: after(6 * hour) } }],
    ["payment_problem", { account: { status: "payment_problem", restsUntil: after(hour) } }],
    ["reconnect", { account: { status: "needs_reconnect" } }],
  ] as const)("%s lets the message wait in its place", (action, consequence) => {
    expect(decide(action)).toMatchObject({ ...consequence, message: { state: "queued", dueAt: null } });
  });

  test("a paused template is looked at again later", () => {
    expect(decide("pause_template")).toEqual({
      message: { state: "queued", dueAt: after(15 * 60_000), reason: "template_paused" },
      templatePaused: true,
    });
  });

  test.each([
    ["never_again", "contact_unreachable", { contact: "unreachable" }],
    ["opted_out", "opted_out", { contact: "opted_out" }],
    ["window_closed", "window_closed", {}],
    ["bad_payload", "bad_payload", {}],
  ] as const)("%s fails the message", (action, reason, consequence) => {
    expect(decide(action)).toEqual({ message: { state: "failed", reason }, ...consequence });
  });

  test("what expires while it waits is due when it expires", () => {
    const expiresAt = after(500);
    expect(decide("retry", { expiresAt }).message).toMatchObject({ dueAt: expiresAt });
  });

  test("waits grow and stay bounded, so that ten minutes of refusals lose nothing and hammer nobody", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (count) => {
        expect(retryWaitMs(count + 1)).toBeGreaterThanOrEqual(retryWaitMs(count));
        expect(laneWaitMs(count + 1)).toBeGreaterThanOrEqual(laneWaitMs(count));
        expect(retryWaitMs(count)).toBeLessThanOrEqual(300_000);
        expect(laneWaitMs(count)).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});
