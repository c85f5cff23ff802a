import { expect, test } from "vitest";
import { explainWaiting } from "#app/core/sending/explain-waiting.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();

test("of two reasons to wait one is told, and not written anew each time", async () => {
  const { ctx, clock } = makeCtx(database.db);
  const { shop, number } = await givenShop(ctx, { shop: { settings: { paused: true } }, account: { tierLimit: 0 } });
  const contactId = (await givenContact(ctx, shop.id)).id;
  await givenMessage(ctx, { shopId: shop.id, numberId: number.id, contactId });
  clock.advance(60_000);
  expect(await explainWaiting(ctx)).toBe(1);
  expect(await explainWaiting(ctx)).toBe(0);
  expect(await ctx.db.message.findFirst()).toMatchObject({ state: "queued", reason: "shop_paused" });
});
