import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Refusal } from "../ports.ts";
import { foldStatuses, type KnownMessage } from "./fold-statuses.ts";
import type { CallbackStatus, StatusCallback } from "./status-callback.ts";

const now = new Date("2026-11-21T10:01:00Z");
const claimedAt = new Date("2026-11-21T10:00:00Z");
const notOnWhatsApp: Refusal = { code: 131026, title: "undeliverable", action: "never_again" };

const known: KnownMessage = {
  state: "accepted",
  wamid: "wamid.1",
  claimedAt,
  attempts: 1,
  expiresAt: null,
  pairBackoffs: 0,
  failedWamids: [],
  hadItsSecondChance: false,
};

function told(status: CallbackStatus, more: Partial<StatusCallback> = {}): StatusCallback {
  return { wamid: "wamid.1", status, occurredAt: new Date("2026-11-21T10:00:05Z"), callbackData: null, ...more };
}

const fold = (message: Partial<KnownMessage>, ...statuses: StatusCallback[]) =>
  foldStatuses({ ...known, ...message }, statuses, now);

describe("foldStatuses", () => {
  test("the furthest point told stands, with the time of each", () => {
    const pricing = { pricing_model: "PMP", type: "regular", category: "utility" };
    const sentAt = new Date("2026-11-21T10:00:01Z");
    expect(fold({}, told("read"), told("sent", { occurredAt: sentAt }), told("delivered", { pricing }))).toMatchObject({
      state: "read",
      sentAt,
      pricing,
    });
  });

  test("an older status adds its time and moves nothing", () => {
    expect(fold({ state: "read" }, told("delivered"))).toMatchObject({
      state: null,
      deliveredAt: new Date("2026-11-21T10:00:05Z"),
    });
  });

  test("unknown is settled, and learns Meta's id", () => {
    expect(fold({ state: "unknown", wamid: null }, told("sent"))).toMatchObject({ state: "sent", wamid: "wamid.1" });
  });

  test("a failure fails it, and says why", () => {
    const change = fold({}, told("failed", { refusal: notOnWhatsApp }));
    expect(change).toMatchObject({ state: "failed", failure: { decision: { contact: "unreachable" } } });
  });

  test("a failure that may be tried again queues it", () => {
    const refusal: Refusal = { code: 131049, title: "kept back", action: "retry_after_24h" };
    expect(fold({}, told("failed", { refusal }))).toMatchObject({ state: "queued" });
    expect(fold({ hadItsSecondChance: true }, told("failed", { refusal }))).toMatchObject({ state: "failed" });
  });

  test("a failure of another try is not this one's", () => {
    expect(fold({}, told("failed", { wamid: "wamid.0", refusal: notOnWhatsApp })).state).toBeNull();
    const longAgo = new Date(claimedAt.getTime() - 600_000);
    expect(fold({ state: "sending", wamid: null }, told("failed", { occurredAt: longAgo })).state).toBeNull();
  });

  test("a message that waits for its next try goes on waiting, unless no try can succeed", () => {
    const busy: Refusal = { code: 131000, title: "went wrong", action: "retry_message" };
    expect(fold({ state: "queued", wamid: null }, told("failed", { refusal: busy }))).toMatchObject({
      state: null,
      failure: null,
    });
    expect(fold({ state: "queued", wamid: null }, told("failed", { refusal: notOnWhatsApp })).state).toBe("failed");
  });

  test("arrived beats failed, whatever came first", () => {
    expect(fold({}, told("failed"), told("delivered"))).toMatchObject({ state: "delivered", failure: null });
    expect(fold({ state: "failed" }, told("read")).state).toBe("read");
    expect(fold({ state: "delivered" }, told("failed")).state).toBeNull();
  });

  test("any order, any repetition, the same end", () => {
    const status = fc.constantFrom<CallbackStatus>("sent", "delivered", "read", "failed", "played");
    fc.assert(
      fc.property(fc.array(status, { minLength: 1 }), fc.func(fc.integer()), (statuses, shuffle) => {
        const callbacks = statuses.map((one) => told(one));
        const mixed = [...callbacks, ...callbacks].sort((a, b) => shuffle(a.status) - shuffle(b.status));
        const oneByOne = callbacks.reduce<KnownMessage>((message, one) => {
          const { state } = foldStatuses(message, [one], now);
          return { ...message, state: state ?? message.state };
        }, known);
        expect(fold({}, ...mixed).state ?? known.state).toBe(fold({}, ...callbacks).state ?? known.state);
        expect(oneByOne.state).toBe(fold({}, ...callbacks).state ?? known.state);
      }),
    );
  });
});
