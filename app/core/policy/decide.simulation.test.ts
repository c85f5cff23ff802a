import fc from "fast-check";
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { readSettings } from "../shared/settings.ts";
import { decide } from "./decide.ts";
import type { ConsentFact, PolicyFacts, ProposedMessage } from "./facts.ts";

/*
 * A person's life with a shop: messages come up, they opt in and out, the number rests, the template breaks, time passes. Each
 * message that is put off is decided again when it said. Whatever happens, what went out must be lawful, judged here by means
 * that share nothing with the rules.
 */
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

type Happening =
  | { kind: "propose"; category: "marketing" | "utility"; livesHours: number; requested: boolean }
  | { kind: "consent"; purpose: "marketing" | "transactional"; state: "granted" | "pending" | "revoked" }
  | { kind: "number"; status: "connected" | "paused" | "disconnected" }
  | { kind: "template"; state: "approved" | "paused" | "missing" };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("propose" as const),
      category: fc.constantFrom("marketing" as const, "marketing" as const, "utility" as const),
      livesHours: fc.integer({ min: 1, max: 240 }),
      requested: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("consent" as const),
      purpose: fc.constantFrom("marketing" as const, "marketing" as const, "transactional" as const),
      state: fc.constantFrom("granted" as const, "granted" as const, "pending" as const, "revoked" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("number" as const),
      status: fc.constantFrom("connected" as const, "paused" as const, "disconnected" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("template" as const),
      state: fc.constantFrom("approved" as const, "paused" as const, "missing" as const),
    }),
  },
);

const life = fc.record({
  zone: fc.constantFrom("Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "America/Toronto"),
  startMs: fc.integer({ min: Date.UTC(2026, 0, 1) / minuteMs, max: Date.UTC(2027, 0, 1) / minuteMs }),
  from: fc.integer({ min: 0, max: 1439 }),
  quietMinutes: fc.integer({ min: 0, max: 1400 }),
  cap: fc.record({ max: fc.integer({ min: 1, max: 3 }), days: fc.integer({ min: 1, max: 8 }) }),
  happenings: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 * 60 }), happening), { minLength: 1, maxLength: 60 }),
});

type Sent = { at: Date; message: ProposedMessage; consent: PolicyFacts["consent"] };

test("whatever happens, no message breaks consent, the night, the cap, an opt-out or its own expiry", () => {
  let sentInAll = 0;
  fc.assert(
    fc.property(life, ({ zone, startMs, from, quietMinutes, cap, happenings }) => {
      const to = (from + quietMinutes) % 1440;
      const quietHours = { enabled: true, from, to, appliesTo: "marketing" };
      const settings = readSettings({ quietHours, frequencyCap: cap });
      const sent = live(settings, zone, startMs * minuteMs, happenings);
      sentInAll += sent.length;

      const offers = sent.filter(({ message }) => message.category === "marketing");
      for (const { at, message, consent } of sent) {
        const wantsOffers = message.category === "marketing" && consent.marketing.state === "granted";
        expect(consent.transactional.state === "revoked" && !wantsOffers).toBe(false);
        expect(message.expiresAt && at >= message.expiresAt).toBe(false);
      }
      for (const { at, message, consent } of offers) {
        const asked = message.requestedAt ?? null;
        const { state, decidedAt } = consent.marketing;
        const back = consent.transactional;
        expect(state === "granted" || asked !== null).toBe(true);
        // After an opt-out nothing goes until the person brings messages back, and then only what they asked for since.
        const isBack = back.state === "granted" && decidedAt && back.decidedAt && back.decidedAt > decidedAt;
        expect(state === "revoked" && !(isBack && asked && asked > decidedAt)).toBe(false);
        const local = DateTime.fromJSDate(at, { zone });
        const sinceNightFell = (local.hour * 60 + local.minute - from + 1440) % 1440;
        expect(sinceNightFell >= quietMinutes).toBe(true);
        const inWindow = offers.filter((o) => o.at <= at && o.at.getTime() > at.getTime() - cap.days * dayMs);
        expect(inWindow.length).toBeLessThanOrEqual(cap.max);
      }
    }),
    { numRuns: 150 },
  );
  expect(sentInAll).toBeGreaterThan(75); // 214 as a rule: the lives are not so unlucky that nothing was tried
});

/** Plays the happenings; what is put off is decided again at the moment its decision named. */
function live(
  settings: PolicyFacts["shop"]["settings"],
  zone: string,
  startMs: number,
  happenings: [number, Happening][],
) {
  const sent: Sent[] = [];
  const waiting: { message: ProposedMessage; dueMs: number }[] = [];
  const world: PolicyFacts = {
    shop: { status: "installed", timeZone: zone, settings },
    number: { status: "connected", pausedUntil: null },
    account: { status: "connected" },
    contact: { blockedAt: null, unreachableAt: null, timeZone: zone, country: null, province: null },
    recipient: { phone: "+4915112345678" },
    consent: { marketing: undecided, transactional: undecided },
    template: { state: "missing" },
    marketingAt: [],
    lastMessageAt: null,
  };
  let templateState: "approved" | "paused" | "missing" = "approved";

  function decideNow(message: ProposedMessage, ms: number) {
    const { category } = message;
    const template = templateState === "approved" ? { state: templateState, category } : { state: templateState };
    const at = new Date(ms);
    const decision = decide(message, { ...world, template }, at);
    if (decision.do === "delay") {
      // Plainly, not by expect(): some lives look again a hundred thousand times.
      if (decision.until.getTime() <= ms) throw new Error("put off until now or earlier: it would spin");
      waiting.push({ message, dueMs: decision.until.getTime() });
    }
    if (decision.do !== "send") return;
    sent.push({ at, message, consent: world.consent });
    if (category === "marketing") world.marketingAt = [...world.marketingAt, at];
    world.lastMessageAt = at;
  }

  function passTimeUntil(ms: number) {
    for (;;) {
      waiting.sort((a, b) => a.dueMs - b.dueMs);
      const next = waiting[0];
      if (!next || next.dueMs > ms) return;
      waiting.shift();
      decideNow(next.message, next.dueMs);
    }
  }

  let ms = startMs;
  for (const [minutes, event] of happenings) {
    ms += minutes * minuteMs;
    passTimeUntil(ms);
    const at = new Date(ms);
    if (event.kind === "consent") {
      world.consent = { ...world.consent, [event.purpose]: { state: event.state, decidedAt: at, ownYesAt: at } };
    } else if (event.kind === "number") {
      world.number = { status: event.status, pausedUntil: null };
    } else if (event.kind === "template") {
      templateState = event.state;
    } else {
      const expiresAt = new Date(ms + event.livesHours * 60 * minuteMs);
      decideNow({ category: event.category, expiresAt, requestedAt: event.requested ? at : null }, ms);
    }
  }
  passTimeUntil(ms + 20 * dayMs);
  expect(waiting).toEqual([]); // everything with an expiry comes to an end
  return sent;
}

const undecided: ConsentFact = { state: "none", decidedAt: null };
