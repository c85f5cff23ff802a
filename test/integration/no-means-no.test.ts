import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { optOut } from "#app/core/consent/opt-out.ts";
import { optOutWords } from "#app/core/consent/opt-out-words.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { planMessage } from "#app/core/outbox/plan-message.ts";
import type { SendAnswer } from "#app/core/ports.ts";
import { sendDue } from "#app/core/sending/send-due.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { createPretendApi, plainSecrets, refused } from "#test/support/pretend-whatsapp-api.ts";
import { modelOf, type Said } from "#test/support/consent-model.ts";
import { changeOf, say, sayNo, waysOut, type Person, type SaidNo } from "#test/support/say-no.ts";
import { sayYes, speakerOfYes, waysIn } from "#test/support/say-yes.ts";

const database = useTestDatabase();
const seed = 20261122;

const words = Object.values(optOutWords).flatMap(({ stop, stopMarketing = [] }) => [...stop, ...stopMarketing]);
const word = fc
  .tuple(fc.constantFrom(...words), fc.constantFrom("", "!", ".", " 🙏", "…"), fc.boolean())
  .map(([said, sign, loud]) => `${loud ? said.toUpperCase() : said}${sign}`);
const no = fc.record({ way: fc.constantFrom(...waysOut), word, minutesAgo: fc.integer({ min: 1, max: 30 }) });

/** What Meta says to an offer on its way; "stopped_at_meta": it knows of a no that we do not. */
const answers = ["accepted", "accepted", "try_again", "try_again", "no_answer", "stopped_at_meta"] as const;

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("plan" as const), inMinutes: fc.integer({ min: 0, max: 10 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("no" as const), no }) },
  // Their own words as often as all others together: the others lift little.
  { weight: 4, arbitrary: fc.constant({ do: "yes" as const, way: "own_word" as const }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("yes" as const), way: fc.constantFrom(...waysIn) }) },
  { weight: 1, arbitrary: fc.constant({ do: "start" as const }) },
  // Somebody types the number into a form.
  { weight: 1, arbitrary: fc.constant({ do: "ask" as const }) },
  // Told now, said before the last yes: that one lifts it only if it is their own.
  { weight: 1, arbitrary: fc.constant({ do: "late_no" as const }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      answer: fc.constantFrom(...answers),
      // Said while the request is on its way.
      meanwhile: fc.option(no, { freq: 2 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const lives = fc.array(fc.tuple(step, fc.integer({ min: 2, max: 400 })), { minLength: 10, maxLength: 24 });

type Life = Person & {
  /** What was said, kept by means that share nothing with the ledger. */
  said: Said[];
  lastYesAt: Date;
  /** Whether they ever agreed: being asked is no yes, nor is what was held back, and START brings back only what was one. */
  agreed: boolean;
  /** What the whole test is about. */
  leftAfterNo: number;
};

/** What the lives tried together: all of it, or the test proves nothing. */
const tried = {
  left: 0,
  noes: new Set<string>(),
  noesOnTheWay: 0,
  yeses: new Set<string>(),
  outweighed: new Set<string>(),
};
let shop: Awaited<ReturnType<typeof givenShop>>;
let made: ReturnType<typeof makeCtx>;
let people = 0;

beforeEach(async () => {
  made = makeCtx(database.db);
  shop = await givenShop(made.ctx, { account: { tierLimit: null } });
});

async function givenLife(): Promise<Life> {
  people += 1;
  const phone = `+4915177${String(people).padStart(6, "0")}`;
  const customerId = String(8_000_000 + people);
  const { id: contactId } = await givenContact(made.ctx, shop.shop.id, { phone, customerId });
  const { id: numberId, phoneNumberId } = shop.number;
  const known = { shop: shop.shop, numberId, phoneNumberId, phone, customerId, contactId };
  return {
    ...made,
    ...known,
    said: [],
    lastYesAt: made.clock.now(),
    agreed: false,
    leftAfterNo: 0,
  };
}

const says = (life: Life) => modelOf(life.said);
const noteNo = (life: Life, by: Said["by"], at = life.clock.now()) =>
  void life.said.push({ state: "revoked", by, at: at.getTime() });

async function turnAway(life: Life, said: SaidNo): Promise<void> {
  const before = says(life);
  await sayNo(life, said);
  if (said.way !== "privacy_redact") return noteNo(life, speakerOf[said.way] ?? "person");
  // Who is erased comes back as a stranger who has said no, if they had.
  life.said = [];
  life.agreed = false;
  if (before === "revoked") noteNo(life, "person");
}

const speakerOf: Partial<Record<SaidNo["way"], Said["by"]>> = {
  shopify_webhook: "shopify",
  shopify_comparison: "shopify",
  merchant: "merchant",
  import: "merchant",
};

/** A yes in this way. What cannot lift what stands is held back, and is none. */
async function agree(life: Life, way: (typeof waysIn)[number]): Promise<void> {
  const at = await sayYes(life, way);
  const said: Said = { state: "granted", by: speakerOfYes[way], at: at.getTime() };
  const stood = says(life);
  const lifts = modelOf([...life.said, said]) !== "revoked";
  life.lastYesAt = at;
  tried.yeses.add(way);
  // What the other one had said is known of them, also where this one's no stands.
  if (lifts || way === "merge") life.agreed = true;
  if (!lifts) return void tried.outweighed.add(way);
  if (way !== "merge" || stood !== "revoked") life.said.push(said);
}

/** As the engine does: what is planned is decided by the ledger of that moment; when it goes is another moment. */
async function plan({ ctx, shop: { id: shopId }, numberId, contactId, clock }: Life, inMinutes: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if ((await readConsent(tx.tx, shopId, contactId)).marketing !== "granted") return;
    await planMessage(tx, {
      shopId,
      numberId,
      contactId,
      category: "marketing",
      content: { kind: "template", name: "offer", language: "de", header: [], body: [], buttons: [] },
      dedupeKey: `offer:${ctx.ids.next()}`,
      dueAt: new Date(clock.now().getTime() + inMinutes * 60_000),
    });
  });
}

type Sending = Extract<Step, { do: "send" }>;

/** Sends what is due. Answers what happened; anything else that leaves after a no is counted and told of in the end. */
async function send(life: Life, { answer, meanwhile }: Omit<Sending, "do">): Promise<void> {
  const api = createPretendApi();
  api.answerWith(async (message, count): Promise<SendAnswer> => {
    const accepted = { outcome: "accepted" as const, wamid: `wamid.${message.callbackData}.${count}` };
    if (message.content.kind !== "template") return accepted;
    tried.left += 1;
    if (says(life) !== "granted") life.leftAfterNo += 1;
    if (meanwhile) {
      await turnAway(life, meanwhile);
      tried.noesOnTheWay += 1;
    }
    if (answer === "stopped_at_meta") noteNo(life, "person");
    if (answer === "stopped_at_meta") return refused(131050, "opted_out");
    if (answer === "try_again") return refused(131000, "retry_message");
    return answer === "no_answer" ? { outcome: "unknown", cause: "timeout" } : accepted;
  });
  await sendDue(life.ctx, { api, secrets: plainSecrets, workerId: "life" });
}

async function sendAllThatWaits(life: Life): Promise<void> {
  const waiting = { shopId: life.shop.id, state: { in: ["planned" as const, "queued" as const] } };
  while (await life.ctx.db.message.findFirst({ where: waiting, select: { id: true } })) {
    life.clock.advance(11 * 60_000);
    await send(life, { answer: "accepted", meanwhile: null });
  }
}

async function live(life: Life, [what, seconds]: [Step, number]): Promise<void> {
  const { ctx, clock } = life;
  clock.advance(seconds * 1000);
  switch (what.do) {
    case "plan":
      return plan(life, what.inMinutes);
    case "yes":
      return agree(life, what.way);
    case "start":
      await say(life, { text: "START" });
      if (life.agreed) life.said.push({ state: "granted", by: "person", at: (life.lastYesAt = clock.now()).getTime() });
      return;
    case "ask": {
      const { purposes: _purposes, ...asked } = changeOf(life);
      await inTransaction(ctx, (tx) => recordConsent(tx, { ...asked, purpose: "marketing", state: "pending" }));
      return;
    }
    case "no":
      await turnAway(life, what.no);
      return void tried.noes.add(what.no.way);
    case "late_no": {
      const occurredAt = new Date(life.lastYesAt.getTime() - 1_000);
      await inTransaction(ctx, (tx) => optOut(tx, { ...changeOf(life, "keyword"), occurredAt }));
      return noteNo(life, "person", occurredAt);
    }
    case "send":
      return send(life, what);
  }
}

it(`after any opt-out, by any way, at any time, no marketing message leaves until the next yes (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (steps) => {
      const life = await givenLife();
      for (const one of steps) {
        await live(life, one);
        const { marketing } = await readConsent(life.ctx.db, life.shop.id, life.contactId);
        expect(marketing === "granted").toBe(says(life) === "granted");
      }
      // However long is waited, what was planned or tried before the no does not leave after it.
      await sendAllThatWaits(life);
      expect(life.leftAfterNo).toBe(0);
    }),
    { seed, numRuns: 40, interruptAfterTimeLimit: 200_000, markInterruptAsFailure: true },
  );
  const cancelled = await database.db.message.count({ where: { state: "cancelled", reason: "opted_out" } });
  expect(tried.left).toBeGreaterThan(20);
  expect(cancelled).toBeGreaterThan(20);
  expect([...tried.noes].sort()).toEqual([...waysOut].sort());
  expect([...tried.yeses].sort()).toEqual([...waysIn].sort());
  // Each way but the person's own was tried against a no that it must not lift.
  expect([...tried.outweighed].sort()).toEqual(waysIn.filter((way) => way !== "own_word").sort());
  expect(tried.noesOnTheWay).toBeGreaterThan(2);
}, 240_000);

it.each(waysOut)(
  "said while an offer is on its way (%s), it goes no second time when Meta refuses the first",
  async (way) => {
    const life = await givenLife();
    await live(life, [{ do: "yes", way: "own_word" }, 2]);
    await live(life, [{ do: "plan", inMinutes: 0 }, 600]);
    // Of two who turn out to be one, the other had said no before the offer was planned, and after this one's yes.
    await live(life, [{ do: "send", answer: "try_again", meanwhile: { way, word: "STOP", minutesAgo: 5 } }, 2]);
    await sendAllThatWaits(life);
    expect(life.leftAfterNo).toBe(0);
    const offers = await database.db.message.findMany({ where: { category: "marketing" }, select: { state: true } });
    expect(offers).toEqual([{ state: way === "privacy_redact" ? "failed" : "cancelled" }]);
  },
);
