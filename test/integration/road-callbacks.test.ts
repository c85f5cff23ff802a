import fc from "fast-check";
import { expect, test } from "vitest";
import { createCallbackRelay, type RawStatus } from "#test/support/callback-relay.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { paidOrder, phoneOf } from "#test/support/paid-order.ts";
import { openRoad, type Road } from "#test/support/road.ts";

const database = useTestDatabase();
const fates = ["delivered", "read", "failed"] as const;
type Fate = (typeof fates)[number];
/** Accepted, and then told that the person is not on WhatsApp. */
const notOnWhatsApp = 131026;

/** Sends one order's message per fate and lets each come to it; what Meta tells of them, in order. */
async function sendTo(road: Road, first: number, fatesOf: readonly Fate[], relay: { takeHeld(): RawStatus[] }) {
  const phones = fatesOf.map((_, index) => phoneOf(first + index));
  const failing = phones.filter((_, index) => fatesOf[index] === "failed");
  road.controls.setFaults({ recipientFailures: Object.fromEntries(failing.map((phone) => [phone, notOnWhatsApp])) });
  for (const index of fatesOf.keys()) await road.post("orders/create", paidOrder(first + index, road.clock.now()));
  await road.settle();
  road.clock.advance(5_000);
  for (const [index, phone] of phones.entries()) if (fatesOf[index] === "read") road.controls.read(phone);
  await road.settle();
  // By shopper: two that are sent at once go in no order.
  const of = new Map(road.received().map(({ to, callbackData }) => [callbackData, phones.indexOf(to)]));
  const place = (status: RawStatus) => of.get(status.biz_opaque_callback_data) ?? -1;
  const told = relay.takeHeld().sort((a, b) => place(a) - place(b));
  const ids = [...of].flatMap(([id, index]) => (id !== undefined && index >= 0 ? [id] : []));
  return { ids, told };
}

/** All that callbacks have written about these messages; times only by what they say of each other. */
async function endState(road: Road, ids: readonly string[]) {
  const rows = await road.ctx.db.message.findMany({
    where: { id: { in: [...ids] } },
    include: { statuses: true, contact: { include: { orders: true } } },
  });
  const order = (row: (typeof rows)[number]) => Number(row.contact.orders[0]?.id);
  return rows
    .sort((a, b) => order(a) - order(b))
    .map(({ statuses, contact, ...row }) => {
      const toldAt = (status: string) => statuses.find((one) => one.status === status)?.occurredAt.getTime() ?? null;
      return {
        state: row.state,
        reason: row.reason,
        errorCode: row.errorCode,
        pricing: row.pricing,
        hasWamid: row.wamid !== null,
        ended: row.endedAt !== null,
        sentAtTold: (row.sentAt?.getTime() ?? null) === toldAt("sent"),
        deliveredAtTold: (row.deliveredAt?.getTime() ?? null) === toldAt("delivered"),
        readAtTold: (row.readAt?.getTime() ?? null) === toldAt("read"),
        statuses: statuses.map(({ status, errorCode }) => [status, errorCode]).sort(),
        unreachable: contact.unreachableCode,
      };
    });
}

test("however callbacks are shuffled, repeated, withheld and bundled, they come to the same as in order", async () => {
  const relay = createCallbackRelay();
  const road = await openRoad(database, {
    relay: relay.open,
    sandbox: { delays: { sentMs: 1_000, deliveredMs: 2_000 } },
  });
  relay.hold();
  let next = 1;

  const story = fc.record({
    fatesOf: fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 3 }),
    /** Of each status, whether it ever comes. */
    comes: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
    /** Picks which status is told next, and how many more with it in one body. */
    picks: fc.array(fc.record({ which: fc.nat(), together: fc.integer({ min: 1, max: 4 }), thenWork: fc.boolean() }), {
      minLength: 1,
      maxLength: 20,
    }),
    /** The answers to the shuffled ones were lost: only callbacks say that they were accepted. */
    answerLost: fc.boolean(),
  });

  await fc.assert(
    fc.asyncProperty(story, async ({ fatesOf, comes, picks, answerLost }) => {
      const keep = (statuses: RawStatus[]) => statuses.filter((_, index) => comes[index % comes.length]);

      const inOrder = await sendTo(road, next, fatesOf, relay);
      next += fatesOf.length;
      for (const status of keep(inOrder.told)) expect(await road.doors.postCallback(relay.bodyOf([status]))).toBe(200);
      await road.settle();

      road.controls.setFaults({ shareAcceptedThenDropped: answerLost ? 1 : 0 });
      const shuffled = await sendTo(road, next, fatesOf, relay);
      next += fatesOf.length;
      road.controls.setFaults({ shareAcceptedThenDropped: 0 });
      const toTell = keep(shuffled.told);
      const bodies = picks.map(({ which, together }) =>
        Array.from(
          { length: Math.min(together, toTell.length) },
          (_, more) => toTell[(which + more * 7) % toTell.length],
        ),
      );
      // Whatever the picks left out comes last, backwards.
      for (const body of [...bodies, ...toTell.toReversed().map((status) => [status])].entries()) {
        const statuses = body[1].filter((status) => status !== undefined);
        if (statuses.length === 0) continue;
        expect(await road.doors.postCallback(relay.bodyOf(statuses))).toBe(200);
        if (picks[body[0]]?.thenWork) await road.settle();
      }
      await road.settle();

      const expected = await endState(road, inOrder.ids);
      const untold = { state: "unknown", reason: "no_answer", hasWamid: false };
      expect(await endState(road, shuffled.ids)).toEqual(
        expected.map((row) => (answerLost && row.statuses.length === 0 ? { ...row, ...untold } : row)),
      );
      expect(shuffled.ids).toHaveLength(fatesOf.length);
    }),
    { numRuns: 12, seed: 20_261_121, endOnFailure: true },
  );
  expect([...road.controls.acceptedByKey().values()].filter((times) => times !== 1)).toEqual([]);
  road.expectNoBreach();
});
