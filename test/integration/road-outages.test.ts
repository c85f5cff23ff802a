import { describe, expect, test } from "vitest";
import { useTestDatabase } from "#test/support/database.ts";
import { paidOrder, phoneOf } from "#test/support/paid-order.ts";
import { openRoad, type Road } from "#test/support/road.ts";
import { fulfillmentPayload, shipmentEventPayload } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Orders from..to are placed; nothing is done about them yet. */
async function placeOrders(road: Road, from: number, to = from): Promise<void> {
  for (let n = from; n <= to; n++) await road.post("orders/create", paidOrder(n, road.clock.now()));
}

async function states(road: Road): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state } of await road.messages()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

const acceptedTo = (road: Road, n: number) => road.received().filter(({ to }) => to === phoneOf(n)).length;

describe("the connection breaks after Meta has accepted", () => {
  test("callbacks tell that the messages arrived, and nothing is sent twice", async () => {
    const road = await openRoad(database);
    road.controls.setFaults({ shareAcceptedThenDropped: 1 });
    await placeOrders(road, 1, 5);
    await road.settle();
    expect(road.controls.state().droppedAfterAccept).toBeGreaterThan(0);
    road.controls.setFaults({ clear: true });
    await road.advance(30 * minuteMs);
    expect(await states(road)).toEqual({ delivered: 5 });
    expect(road.received()).toHaveLength(5);
    expect((await road.messages()).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 1]);
    road.expectNoBreach();
  });

  test("without callbacks nothing is sent twice, however long they stay away; once they come all is settled", async () => {
    const road = await openRoad(database);
    road.controls.setFaults({ shareAcceptedThenDropped: 1, withholdCallbacks: true });
    await placeOrders(road, 1, 3);
    await road.advance(minuteMs);
    road.controls.setFaults({ shareAcceptedThenDropped: 0 });
    await placeOrders(road, 4, 6);
    await road.advance(3 * hourMs);
    expect(await states(road)).toEqual({ unknown: 3, accepted: 3 });
    expect(road.received()).toHaveLength(6);
    road.controls.setFaults({ withholdCallbacks: false });
    await road.advance(hourMs);
    expect(await states(road)).toEqual({ delivered: 6 });
    expect(road.received()).toHaveLength(6);
    road.expectNoBreach();
  });

  test("callbacks that wait in our own inbox are no silence", async () => {
    const road = await openRoad(database);
    await placeOrders(road, 1, 3);
    await road.settle();
    road.controls.setFaults({ shareAcceptedThenDropped: 1, withholdCallbacks: true });
    await placeOrders(road, 4);
    await road.settle();
    road.controls.setFaults({ clear: true });
    // The worker that took them died: for a minute, and a minute again, they are nobody's.
    await road.controls.settle();
    await road.ctx.db.webhookDelivery.updateMany({
      where: { source: "whatsapp", state: "pending" },
      data: { nextAttemptAt: new Date(road.clock.now().getTime() + 20 * minuteMs) },
    });
    await placeOrders(road, 5, 7);
    await road.settle();
    await road.advance(5 * minuteMs);
    await placeOrders(road, 8);
    await road.advance(10 * minuteMs);
    expect(acceptedTo(road, 4)).toBe(1);
    await road.advance(hourMs);
    expect(await states(road)).toEqual({ delivered: 8 });
    road.expectNoBreach();
  });

  test("a door that was shut from that moment on is no silence either, though all before and after was told of", async () => {
    const road = await openRoad(database);
    await placeOrders(road, 1, 10);
    await road.settle();
    // The whole house falls down just then; Meta comes again ever more rarely.
    road.controls.setFaults({ shareAcceptedThenDropped: 1, appNotReached: true });
    await placeOrders(road, 11);
    await road.settle();
    await road.advance(4 * minuteMs);
    road.controls.setFaults({ clear: true });
    await placeOrders(road, 12, 20);
    await road.advance(7 * minuteMs);
    expect(acceptedTo(road, 11)).toBe(1);
    await road.advance(hourMs);
    expect(await states(road)).toEqual({ delivered: 20 });
    road.expectNoBreach();
  });
});

describe("the connection breaks before Meta has accepted", () => {
  /** Order 4 is lost on the way, while all around it goes well. */
  async function loseOne(road: Road): Promise<void> {
    await placeOrders(road, 1, 3);
    await road.settle();
    road.controls.setFaults({ shareDroppedBeforeAccept: 1 });
    await placeOrders(road, 4);
    await road.settle();
    road.controls.setFaults({ shareDroppedBeforeAccept: 0 });
    await road.advance(20 * secondMs);
    await placeOrders(road, 5, 6);
    await road.settle();
  }

  test("it is sent again when its silence means something, and not before", async () => {
    const road = await openRoad(database);
    await loseOne(road);
    expect(await states(road)).toEqual({ delivered: 5, unknown: 1 });
    await road.advance(4 * minuteMs);
    await placeOrders(road, 7);
    await road.advance(4 * minuteMs);
    expect(acceptedTo(road, 4)).toBe(0);
    await road.advance(3 * minuteMs);
    expect(acceptedTo(road, 4)).toBe(1);
    await road.advance(hourMs);
    expect(await states(road)).toEqual({ delivered: 7 });
    expect(road.received()).toHaveLength(7);
    road.expectNoBreach();
  });

  test("while callbacks are withheld it waits; when they come, it is sent again, and nothing else is", async () => {
    const road = await openRoad(database);
    road.controls.setFaults({ withholdCallbacks: true });
    await loseOne(road);
    await road.advance(hourMs);
    expect(await states(road)).toEqual({ accepted: 5, unknown: 1 });
    road.controls.setFaults({ withholdCallbacks: false });
    await road.advance(hourMs);
    // They came an hour late: whether one more of them is still on its way, nobody can tell.
    expect(await states(road)).toEqual({ delivered: 5, unknown: 1 });
    await road.advance(24 * hourMs);
    expect(await states(road)).toEqual({ delivered: 5, failed: 1 });
    expect((await road.messages()).map(({ reason }) => reason)).toContain("outcome_unknown");
    expect(road.received()).toHaveLength(5);
    road.expectNoBreach();
  });
});

describe("Meta is down", () => {
  test("ten minutes of 5xx and 429: nothing lost, no limit breached, everybody's messages in order afterwards", async () => {
    const road = await openRoad(database);
    const shoppers = Array.from({ length: 20 }, (_, index) => index + 1);
    // Half of the answers 429, the rest 500 or 503.
    road.controls.setFaults({ share429: 0.5, share5xx: 1 });
    for (const n of shoppers) {
      const now = road.clock.now();
      const parcel = { id: 5_000 + n, order_id: 7_000_000_000_000 + n, created_at: now, updated_at: now };
      const moved = { fulfillment_id: 5_000 + n, order_id: 7_000_000_000_000 + n };
      await placeOrders(road, n);
      await road.post("fulfillments/create", fulfillmentPayload(parcel));
      await road.post("fulfillment_events/create", {
        ...shipmentEventPayload("out_for_delivery", now.toISOString()),
        ...moved,
      });
    }
    await road.advance(10 * minuteMs);
    expect(road.received()).toEqual([]);
    expect(await states(road)).toEqual({ queued: 60 });
    expect(road.controls.state().refused).toBeGreaterThan(10);

    road.controls.setFaults({ clear: true });
    await road.advance(20 * minuteMs);
    expect(await states(road)).toEqual({ delivered: 60 });
    for (const n of shoppers) {
      const received = road.received().filter(({ to }) => to === phoneOf(n));
      expect(received.map(({ template }) => template)).toEqual([
        "order_confirmed",
        "order_shipped",
        "out_for_delivery",
      ]);
      const gaps = received.slice(1).map(({ at }, index) => at - (received[index]?.at ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(6 * secondMs);
    }
    road.expectNoBreach();
  });
});
