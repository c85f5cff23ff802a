import { beforeEach, describe, expect, test } from "vitest";
import { lastDays } from "#app/core/results/days.ts";
import { makeDays } from "#app/core/results/make-days.ts";
import { readOverview } from "#app/core/results/read-overview.ts";
import { saveRates } from "#app/core/results/save-rates.ts";
import type { Ctx } from "#app/core/ports.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { makeTimeIds, type FakeClock } from "#test/support/fake-time.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
let ctx: Ctx;
let clock: FakeClock;
let shopId: string;
let contactId: string;
let numberId: string;

const dayMs = 24 * 3600_000;
const regular = { billable: true, pricing_model: "PMP", type: "regular", category: "marketing" };

beforeEach(async () => {
  const made = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  clock = made.clock;
  ctx = { ...made.ctx, ids: makeTimeIds(clock) };
  const { shop, number } = await givenShop(ctx);
  shopId = shop.id;
  numberId = number.id;
  contactId = (await givenContact(ctx, shopId, { phone: "+4915112345678" })).id;
});

let messages = 0;

async function givenRow(fields: Partial<Prisma.MessageUncheckedCreateInput> = {}) {
  messages += 1;
  const at = clock.now();
  return ctx.db.message.create({
    data: {
      shopId,
      id: ctx.ids.next(),
      contactId,
      numberId,
      dedupeKey: `row-${messages}`,
      state: "read",
      category: "marketing",
      priority: 10,
      content: { kind: "text", text: "x" },
      dueAt: at,
      createdAt: at,
      sentAt: at,
      deliveredAt: at,
      readAt: at,
      pricing: regular,
      ...fields,
    },
  });
}

/** Goes back in time, writes, and comes back. */
async function daysAgo(days: number, work: () => Promise<unknown>) {
  clock.advance(-days * dayMs);
  await work();
  clock.advance(days * dayMs);
}

describe("readOverview", () => {
  test("each figure against the 30 days before, day by day in the shop's zone", async () => {
    await daysAgo(0, () => givenRow({ repliedAt: clock.now(), clickedAt: clock.now() }));
    await daysAgo(29, () => givenRow({ readAt: null, state: "delivered" }));
    await daysAgo(30, () => givenRow({ readAt: null, deliveredAt: null, state: "sent", pricing: undefined }));
    await daysAgo(60, () => givenRow());
    const overview = await readOverview(ctx, shopId);
    expect(overview).toMatchObject({ from: "2026-10-23", to: "2026-11-21", costCurrency: null });
    expect(overview.now).toMatchObject({ sent: 2, delivered: 2, read: 1, replied: 1, clicked: 1, unpriced: 2 });
    expect(overview.before).toMatchObject({ sent: 1, delivered: 0, read: 0 });
    expect(overview.series).toHaveLength(30);
    expect(overview.series.at(-1)).toMatchObject({ day: "2026-11-21", sent: 1 });
    expect(overview.series[0]).toMatchObject({ day: "2026-10-23", sent: 1, read: 0 });
  });

  test("what comes later is in the figures, and made twice they are the same", async () => {
    const row = await givenRow({ state: "sent", deliveredAt: null, readAt: null, pricing: undefined });
    expect((await readOverview(ctx, shopId)).now).toMatchObject({ sent: 1, delivered: 0 });
    await ctx.db.message.update({
      where: { shopId_id: { shopId, id: row.id } },
      data: { state: "delivered", deliveredAt: clock.now() },
    });
    clock.advance(5_000);
    const shop = { id: shopId, timeZone: "Europe/Berlin" };
    const days = lastDays(clock.now(), shop.timeZone, 60);
    expect(await makeDays(ctx, shop, days)).toBe(1);
    await Promise.all([makeDays(ctx, shop, days), makeDays(ctx, shop, days)]);
    clock.advance(5_000);
    await Promise.all([makeDays(ctx, shop, days), makeDays(ctx, shop, days)]);
    expect((await readOverview(ctx, shopId)).now).toMatchObject({ sent: 1, delivered: 1 });
  });

  test("another time zone makes the days anew", async () => {
    clock.set("2026-11-20T23:30:00Z");
    await givenRow();
    clock.set("2026-11-21T10:00:00Z");
    expect((await readOverview(ctx, shopId)).series.at(-1)).toMatchObject({ day: "2026-11-21", sent: 1 });
    await ctx.db.shop.update({ where: { id: shopId }, data: { timeZone: "America/New_York" } });
    expect((await readOverview(ctx, shopId)).series.at(-2)).toMatchObject({ day: "2026-11-20", sent: 1 });
  });

  test("messages tried out on the merchant's own phone are no results", async () => {
    await givenRow({ isTest: true });
    expect((await readOverview(ctx, shopId)).now).toMatchObject({ sent: 0, unpriced: 0 });
  });

  test("another shop's messages are not counted", async () => {
    await givenRow();
    const { shop } = await givenShop(ctx);
    expect((await readOverview(ctx, shop.id)).now).toMatchObject({ sent: 0, delivered: 0 });
  });
});

describe("cost", () => {
  const card = "Market,Currency,Marketing,Utility,Authentication,Authentication-International,Service\n";

  test("by the rate table of the day, and not known where it has no price", async () => {
    await saveRates(ctx, shopId, { csv: `${card}Germany,EUR,0.1131,0.0456,0.0456,n/a,n/a\n`, validFrom: "2026-11-01" });
    await givenRow();
    await givenRow({ pricing: { ...regular, category: "service" } });
    await givenRow({ pricing: { ...regular, type: "free_customer_service", category: "utility" } });
    await daysAgo(25, () => givenRow());
    expect(await readOverview(ctx, shopId)).toMatchObject({
      costCurrency: "EUR",
      now: { sent: 4, costMicros: 113_100, unpriced: 2 },
    });
  });

  test("a country without a row has its region's price, an unknown one has none", async () => {
    await saveRates(ctx, shopId, {
      csv: `${card}Rest of Western Europe,EUR,0.05,,,,\nNorth America,EUR,0.02,,,,\n`,
      validFrom: "2026-11-01",
    });
    for (const phone of ["+43660123456", "+14165550123", "+5511912345678"]) {
      contactId = (await givenContact(ctx, shopId, { phone })).id;
      await givenRow();
    }
    expect((await readOverview(ctx, shopId)).now).toMatchObject({ costMicros: 70_000, unpriced: 1 });
  });
});
