import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ctx } from "#app/core/ports.ts";
import { applyAnswers } from "#app/core/sending/apply-answers.ts";
import { claimLane, type ClaimedMessage } from "#app/core/sending/claim-lane.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { refused } from "#test/support/pretend-whatsapp-api.ts";

const database = useTestDatabase();

const limit = 4;
const people = 12;
const pairGapMs = 6_000;

type Step =
  | { kind: "plan"; person: number; marketing: boolean }
  | { kind: "claim"; workers: number }
  | { kind: "answer"; accept: boolean }
  | { kind: "wait"; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("plan" as const), person: fc.nat(people - 1), marketing: fc.boolean() }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("claim" as const), workers: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("answer" as const), accept: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.oneof(fc.nat(300), fc.nat(8_000)) }) },
);

type Claimed = { message: ClaimedMessage; atMs: number; marketing: boolean };

/** Plays a schedule; every claim that was made, in order. Whatever is under way at the end stays so. */
async function play(ctx: Ctx, clock: { advance(ms: number): void }, steps: readonly Step[]): Promise<Claimed[]> {
  const { shop, number } = await givenShop(ctx, {
    lane: { ratePerSecond: limit, tokens: 2 },
    account: { tierLimit: null },
  });
  const lane = { shopId: shop.id, numberId: number.id };
  const contacts: string[] = [];
  for (let i = 0; i < people; i++) contacts.push((await givenContact(ctx, shop.id)).id);
  const marketing = new Set<string>();
  const claimed: Claimed[] = [];
  let underWay: ClaimedMessage[] = [];
  for (const one of steps) {
    if (one.kind === "wait") clock.advance(one.ms);
    if (one.kind === "plan") {
      const where = { ...lane, contactId: contacts[one.person] ?? "" };
      const id = await givenMessage(ctx, where, { category: one.marketing ? "marketing" : "utility" });
      if (one.marketing) marketing.add(id);
    }
    if (one.kind === "claim") {
      const workers = Array.from({ length: one.workers }, (_, i) =>
        claimLane(ctx, { ...lane, workerId: `worker-${i}`, limit: 50 }),
      );
      const messages = (await Promise.all(workers)).flatMap((claim) => claim?.messages ?? []);
      underWay.push(...messages);
      claimed.push(
        ...messages.map((message) => ({
          message,
          atMs: ctx.clock.now().getTime(),
          marketing: marketing.has(message.id),
        })),
      );
    }
    if (one.kind === "answer") {
      const answer = (message: ClaimedMessage) =>
        one.accept
          ? ({ outcome: "accepted", wamid: `w.${message.id}.${message.attempts}` } as const)
          : refused(131000, "retry_message");
      await applyAnswers(
        ctx,
        underWay.map((message) => ({ message, answer: answer(message), answeredAt: ctx.clock.now() })),
      );
      underWay = [];
    }
  }
  return claimed;
}

test("no second holds more than the limit, no pair is hurried, nobody's messages overtake each other", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      const { ctx, clock } = makeCtx(database.db);
      const claims = await play(ctx, clock, steps);

      for (const { atMs } of claims) {
        const within = claims.filter((other) => other.atMs >= atMs && other.atMs <= atMs + 1_000).length;
        expect(within, "messages within one second").toBeLessThanOrEqual(limit);
      }
      const tries = claims.map(({ message }) => `${message.id}/${message.attempts}`);
      expect(new Set(tries).size, "each try belongs to one worker").toBe(tries.length);

      for (const contactId of new Set(claims.map(({ message }) => message.contactId))) {
        const own = claims.filter(({ message }) => message.contactId === contactId);
        for (const [index, { atMs }] of own.entries()) {
          const before = own[index - 1];
          if (before) expect(atMs - before.atMs, "gap of the pair").toBeGreaterThanOrEqual(pairGapMs);
        }
        for (const kind of [true, false]) {
          const firstTries = own
            .filter((one) => one.marketing === kind && one.message.attempts === 1)
            .map((one) => one.message.id);
          expect(firstTries, "order per person").toEqual([...firstTries].sort());
        }
      }
    }),
    { numRuns: 15, endOnFailure: true },
  );
});
