import { beforeEach, describe, expect, test } from "vitest";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { mergeCustomers } from "#app/core/customers/merge-customers.ts";
import { readMessageStory } from "#app/core/analytics/read-message-story.ts";
import { keepFigures, shopsWithLooseFigures } from "#app/core/results/keep-figures.ts";
import { readAutomationResults } from "#app/core/results/read-automation-results.ts";
import { readOverview } from "#app/core/results/read-overview.ts";
import { saveRates } from "#app/core/results/save-rates.ts";
import type { Ctx, Tx } from "#app/core/ports.ts";
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
const free = { billable: false, pricing_model: "PMP", type: "free_customer_service", category: "utility" };
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

async function givenRow(fields: Partial<Prisma.MessageUncheckedCreateInput> = {}, db: Tx = ctx.db) {
  messages += 1;
  const at = clock.now();
  return db.message.create({
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

  test("what comes later is in the figures at once, and folding changes nothing", async () => {
    const row = await givenRow({ state: "sent", deliveredAt: null, readAt: null, pricing: undefined });
    const where = { shopId_id: { shopId, id: row.id } };
    const sums = async () => (await readOverview(ctx, shopId)).now;
    expect(await sums()).toMatchObject({ sent: 1, delivered: 0, unpriced: 0 });
    await ctx.db.message.update({ where, data: { state: "delivered", deliveredAt: clock.now() } });
    const delivered = { sent: 1, delivered: 1, read: 0, unpriced: 1 };
    expect(await sums()).toMatchObject(delivered);
    await keepFigures(ctx, shopId);
    expect(await sums()).toMatchObject(delivered);

    clock.advance(10 * dayMs);
    await ctx.db.message.update({ where, data: { state: "read", readAt: clock.now(), pricing: free } });
    await ctx.db.message.update({ where, data: { clickedAt: clock.now(), repliedAt: clock.now() } });
    const all = { sent: 1, delivered: 1, read: 1, clicked: 1, replied: 1, unpriced: 0 };
    expect(await sums()).toMatchObject(all);
    await Promise.all([keepFigures(ctx, shopId), keepFigures(ctx, shopId)]);
    expect((await keepFigures(ctx, shopId)).pieces).toBe(0);
    const { now, series } = await readOverview(ctx, shopId);
    expect(now).toMatchObject(all);
    expect(series.at(-11)).toMatchObject({ day: "2026-11-21", read: 1 });
  });

  test("a message that failed and is tried again counts as sent once it is", async () => {
    const unread = { deliveredAt: null, readAt: null, pricing: undefined };
    const { id } = await givenRow({ state: "failed", reason: "refused_by_meta", endedAt: clock.now(), ...unread });
    expect((await readOverview(ctx, shopId)).now).toMatchObject({ sent: 1 });
    const where = { shopId_id: { shopId, id } };
    await ctx.db.message.update({ where, data: { state: "queued", sentAt: null, endedAt: null } });
    expect((await readOverview(ctx, shopId)).now).toMatchObject({ sent: 0 });
  });

  test("what is rolled back is not counted", async () => {
    const broken = ctx.db.$transaction(async (tx) => {
      await givenRow({}, tx);
      throw new Error("power cut");
    });
    await expect(broken).rejects.toThrow("power cut");
    expect((await readOverview(ctx, shopId)).now).toMatchObject({ sent: 0, unpriced: 0 });
  });

  test("counted anew they are the same, with what changed meanwhile", async () => {
    await givenRow();
    await daysAgo(3, () => givenRow({ automationId: null, pricing: free }));
    const before = await readOverview(ctx, shopId);
    await keepFigures(ctx, shopId);
    await ctx.db.figureState.delete({ where: { shopId } });
    expect(await shopsWithLooseFigures(ctx)).toContain(shopId);
    const { days } = await keepFigures(ctx, shopId);
    expect(days).toBe(60);
    expect(await readOverview(ctx, shopId)).toEqual(before);
    expect(await shopsWithLooseFigures(ctx)).not.toContain(shopId);
  });

  test("figures lost are counted again from the messages", async () => {
    await givenRow();
    const before = await readOverview(ctx, shopId);
    await ctx.db.dailyFigure.deleteMany({ where: { shopId } });
    await ctx.db.dailyBill.deleteMany({ where: { shopId } });
    await keepFigures(ctx, shopId);
    expect(await readOverview(ctx, shopId)).toEqual(before);
  });

  test("another time zone makes the days anew", async () => {
    clock.set("2026-11-20T23:30:00Z");
    await givenRow();
    clock.set("2026-11-21T10:00:00Z");
    await keepFigures(ctx, shopId);
    expect((await readOverview(ctx, shopId)).series.at(-1)).toMatchObject({ day: "2026-11-21", sent: 1 });
    await ctx.db.shop.update({ where: { id: shopId }, data: { timeZone: "America/New_York" } });
    await keepFigures(ctx, shopId);
    const { series } = await readOverview(ctx, shopId);
    expect(series.at(-2)).toMatchObject({ day: "2026-11-20", sent: 1 });
    expect(series.at(-1)).toMatchObject({ sent: 0 });
  });

  test("a zone nobody knows is counted by UTC", async () => {
    await ctx.db.shop.update({ where: { id: shopId }, data: { timeZone: "Atlantis/Capital" } });
    await givenRow();
    expect((await readOverview(ctx, shopId)).series.at(-1)).toMatchObject({ day: "2026-11-21", sent: 1 });
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

describe("readAutomationResults", () => {
  const linked = (url: string) => [
    { type: "BODY", text: "The sale has begun." },
    { type: "BUTTONS", buttons: [{ type: "URL", text: "See it", url }] },
  ];

  async function givenAutomation(template: string, url: string) {
    const account = await ctx.db.whatsAppAccount.findFirstOrThrow({ where: { shopId } });
    const now = clock.now();
    const times = { createdAt: now, updatedAt: now };
    const common = { shopId, language: "en", status: "approved" as const, variables: {}, ...times };
    const categories = { intendedCategory: "marketing" as const, category: "marketing" as const };
    const components = linked(url);
    await ctx.db.template.create({
      data: { ...common, ...categories, id: ctx.ids.next(), accountId: account.id, name: template, components },
    });
    const definition = { steps: [{ kind: "send", template }] };
    const { id } = await ctx.db.automation.create({
      data: {
        shopId,
        id: ctx.ids.next(),
        key: template,
        name: template,
        trigger: "x",
        enabled: true,
        definition,
        ...times,
      },
    });
    await givenRow({ automationId: id });
  }

  test("says where a press can not be counted, instead of none", async () => {
    await givenAutomation("fixed", "https://shop.example/sale");
    await givenAutomation("counted", "https://shop.example/apps/tidings/r/{{1}}");
    const results = await readAutomationResults(ctx, shopId);
    const named = new Map(results.map((row) => [row.name, row]));
    expect(named.get("fixed")).toMatchObject({ sent: 1, links: "uncounted", uncountedTemplates: ["fixed"] });
    expect(named.get("counted")).toMatchObject({ sent: 1, links: "counted", uncountedTemplates: [] });
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

  test("a person who was erased still cost what they cost, counted anew too", async () => {
    await saveRates(ctx, shopId, { csv: `${card}Germany,EUR,0.1131,,,,\n`, validFrom: "2026-11-01" });
    await givenRow({ dialPrefix: "49151" });
    await eraseCustomer(ctx, shopId, contactId);
    expect((await readOverview(ctx, shopId)).now).toMatchObject({ costMicros: 113_100, unpriced: 0 });
    await ctx.db.dailyBill.deleteMany({ where: { shopId } });
    await keepFigures(ctx, shopId);
    expect((await readOverview(ctx, shopId)).now).toMatchObject({ costMicros: 113_100, unpriced: 0 });
  });

  test("two people who turn out to be one cost what they cost, counted anew too", async () => {
    await saveRates(ctx, shopId, { csv: `${card}Germany,EUR,0.1131,,,,\n`, validFrom: "2026-11-01" });
    const older = await givenContact(ctx, shopId, { customerId: "7001", createdAt: new Date(0) });
    const message = await givenRow();
    await mergeCustomers(ctx, shopId, older.id, contactId);
    const where = { shopId_id: { shopId, id: message.id } };
    await ctx.db.message.update({ where, data: { readAt: clock.now() } });
    const once = { sent: 1, costMicros: 113_100, unpriced: 0 };
    expect((await readOverview(ctx, shopId)).now).toMatchObject(once);
    await ctx.db.dailyBill.deleteMany({ where: { shopId } });
    await keepFigures(ctx, shopId);
    expect((await readOverview(ctx, shopId)).now).toMatchObject(once);
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

describe("the cost of one message", () => {
  const card = "Market,Currency,Marketing,Utility,Authentication,Authentication-International,Service\n";
  const upload = () => saveRates(ctx, shopId, { csv: `${card}Germany,EUR,0.1131,n/a,,,\n`, validFrom: "2026-11-01" });
  const costOf = async (fields: Parameters<typeof givenRow>[0] = {}) => {
    const story = await readMessageStory(ctx, shopId, (await givenRow(fields)).id);
    return story?.cost;
  };

  test("by the rate table, for the country of the number", async () => {
    await upload();
    expect(await costOf()).toEqual({
      outcome: "priced",
      micros: 113_100,
      currency: "EUR",
      country: "DE",
      isSample: false,
    });
  });

  test("free where Meta says so, whatever the table has", async () => {
    expect(await costOf({ pricing: free })).toEqual({ outcome: "free", why: "free_customer_service" });
    expect(await costOf({ pricing: { ...free, type: "free_entry_point" } })).toMatchObject({ why: "free_entry_point" });
    expect(await costOf({ pricing: { ...regular, billable: false } })).toMatchObject({ why: "not_billed" });
  });

  test("else why there is none", async () => {
    const undelivered = { state: "sent" as const, deliveredAt: null, readAt: null, pricing: undefined };
    expect(await costOf(undelivered)).toEqual({ outcome: "none", why: "not_delivered" });
    expect(await costOf({ pricing: undefined })).toEqual({ outcome: "unknown", why: "no_pricing" });
    expect(await costOf()).toEqual({ outcome: "unknown", why: "no_rates" });
    await upload();
    expect(await costOf({ pricing: { ...regular, category: "utility" } })).toMatchObject({ why: "no_price" });
    expect(await costOf({ dialPrefix: "" })).toMatchObject({ why: "no_country" });
  });
});
