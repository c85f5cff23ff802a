import { describe, expect, test } from "vitest";
import type { Ctx } from "#app/core/ports.ts";
import { claimLane } from "#app/core/sending/claim-lane.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();

type Lane = { shopId: string; numberId: string };

function claim(ctx: Ctx, lane: Lane, limit = 100, workerId = "worker-1") {
  return claimLane(ctx, { ...lane, workerId, limit });
}

async function claimedIds(ctx: Ctx, lane: Lane, limit?: number) {
  return (await claim(ctx, lane, limit))?.messages.map((message) => message.id) ?? null;
}

function messageRow(ctx: Ctx, shopId: string, id: string) {
  return ctx.db.message.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
}

async function givenLane(ctx: Ctx, overrides: Parameters<typeof givenShop>[1] = {}) {
  const { shop, account, number } = await givenShop(ctx, { ...overrides, lane: { tokens: 5, ...overrides.lane } });
  const lane = { shopId: shop.id, numberId: number.id };
  const message = async (options: Parameters<typeof givenMessage>[2] = {}, contactId?: string) =>
    givenMessage(ctx, { ...lane, contactId: contactId ?? (await givenContact(ctx, shop.id)).id }, options);
  return { lane, shopId: shop.id, accountId: account.id, message };
}

describe("claimLane", () => {
  test("takes the oldest due messages first and gives all that is needed to send", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message } = await givenLane(ctx);
    const contact = await givenContact(ctx, shopId, { phone: "+4915112345678" });
    const second = await message();
    const first = await message({ dueAt: new Date(clock.now().getTime() - 1000) }, contact.id);
    await message({ dueAt: new Date(clock.now().getTime() + 1) });

    const claimed = await claim(ctx, lane);

    expect(claimed?.messages.map((m) => m.id)).toEqual([first, second]);
    expect(claimed).toMatchObject({ accessToken: "test-token", tokens: 3 });
    expect(claimed?.messages[0]).toMatchObject({
      recipient: { phone: "+4915112345678" },
      content: { kind: "template", name: "order_confirmed" },
      attempts: 1,
      claimedAt: clock.now(),
    });
    expect(await messageRow(ctx, shopId, first)).toMatchObject({
      state: "sending",
      claimedBy: "worker-1",
      attempts: 1,
    });
    expect(await claimedIds(ctx, lane)).toEqual([]);
  });
});
