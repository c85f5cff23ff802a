import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openDatabase } from "#app/adapters/db/open-database.ts";
import { claimDeliveries } from "#app/core/intake/claim-deliveries.ts";
import { sendDue } from "#app/core/sending/send-due.ts";
import { createDeliveryInbox } from "#app/doors/delivery-inbox.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { createPretendApi, plainSecrets } from "#test/support/pretend-whatsapp-api.ts";

const database = useTestDatabase();

async function open(maxConnections = 4) {
  return openDatabase({ engine: "postgres", url: database.url ?? "", maxConnections });
}

describe("a server set up in another time zone", () => {
  test.each(["America/New_York", "Europe/Berlin"])("%s: what is due now is due now", async (zone) => {
    const name = new URL(database.url ?? "").pathname.slice(1);
    await database.database.executeSql(`ALTER DATABASE "${name}" SET timezone = '${zone}'`);
    const elsewhere = await open();
    try {
      const { ctx } = makeCtx(elsewhere.db);
      await createDeliveryInbox(elsewhere.executeSql, ctx.clock, ctx.ids).store({
        source: "shopify",
        externalId: "1",
        shopDomain: "a.myshopify.com",
        topic: "orders/create",
        apiVersion: null,
        eventId: null,
        triggeredAt: null,
        body: Buffer.from("{}"),
      });
      expect(await claimDeliveries(ctx, "shopify", 10)).toMatchObject([{ receivedAt: ctx.clock.now() }]);
      const { shop, number } = await givenShop(ctx, { lane: { tokens: 5 } });
      const contactId = (await givenContact(ctx, shop.id)).id;
      await givenMessage(ctx, { shopId: shop.id, numberId: number.id, contactId });
      const api = createPretendApi();
      await sendDue(ctx, { api, secrets: plainSecrets, workerId: "worker-1" });
      expect(api.sent).toHaveLength(1);
      expect(await ctx.db.message.findFirst()).toMatchObject({ state: "accepted", acceptedAt: ctx.clock.now() });
    } finally {
      await elsewhere.close();
      await database.database.executeSql(`ALTER DATABASE "${name}" RESET timezone`);
    }
  });
});

describe("withLock", () => {
  test("as many holders as there are connections still find one for their work", async () => {
    const small = await open(2);
    const work = (shop: number) =>
      small.withLock(`install:${shop}`, async () => {
        await sleep(50);
        return small.withLock(`offline-token:${shop}`, async () => (await small.executeSql("SELECT 1 AS n")).rows);
      });
    expect(await Promise.all([1, 2, 3].map(work))).toEqual(Array.from({ length: 3 }, () => [{ n: 1 }]));
    await small.close();
  }, 10_000);

  test("a server that ends the connection meanwhile ends neither the work nor the process", async () => {
    const other = await open();
    const done = other.withLock("install:1", async () => {
      await other.executeSql(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()",
      );
      await sleep(50);
      return "worked";
    });
    expect(await done).toBe("worked");
    await other.close();
  });

  test("one at a time per name, among processes too", async () => {
    const [here, there] = [await open(), await open()];
    const steps: string[] = [];
    const work = (name: string) => async () => {
      steps.push(`${name} begins`);
      await sleep(50);
      steps.push(`${name} ends`);
    };
    await Promise.all([here.withLock("a", work("here")), there.withLock("a", work("there"))]);
    const [first, second] = steps[0] === "here begins" ? ["here", "there"] : ["there", "here"];
    expect(steps).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
    await Promise.all([here.close(), there.close()]);
  });
});
