import { beforeEach, expect, test } from "vitest";
import { openQueue } from "#app/adapters/queue/open-queue.ts";
import { readUsage } from "#app/core/analytics/read-usage.ts";
import { forgetOldDeliveries } from "#app/core/intake/forget-old-deliveries.ts";
import { forgetOldData } from "#app/core/shops/forget-old-data.ts";
import { saveSettings, setPaused } from "#app/core/shops/save-settings.ts";
import { readSettings } from "#app/core/shared/settings.ts";
import { firstIdAt } from "#app/core/shared/first-id-at.ts";
import type { MessageState } from "#prisma/generated/enums.ts";
import { jobCatalog } from "#app/jobs/catalog.ts";
import { makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
let test_: TestContext;
let mine: Awaited<ReturnType<typeof givenShop>>;

beforeEach(async () => {
  test_ = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  mine = await givenShop(test_.ctx);
});

async function current(shopId = mine.shop.id) {
  return readSettings((await database.db.shop.findUniqueOrThrow({ where: { id: shopId } })).settings);
}

test("two people who change one section: the second is told, and nothing is written over", async () => {
  const { ctx } = test_;
  const save = (max: number, version: number) =>
    saveSettings(ctx, mine.shop.id, "sending", { frequencyCap: { max, days: 7 } }, version);
  const both = await Promise.all([save(3, 0), save(4, 0)]);
  expect(both.map(({ outcome }) => outcome).sort()).toEqual(["conflict", "saved"]);
  const winner = both[0].outcome === "saved" ? 3 : 4;
  expect((await current()).frequencyCap.max).toBe(winner);
  expect(await save(9, 0)).toEqual({ outcome: "conflict", version: 1 });
  expect(await save(9, 1)).toEqual({ outcome: "saved", version: 2 });
});

test("the same press twice is saved once, and other sections do not stand in the way", async () => {
  const { ctx } = test_;
  const { id } = mine.shop;
  const optOut = { stopWords: ["genug jetzt"], startWords: [], answers: {} };
  const press = () => saveSettings(ctx, id, "optOut", { optOut }, 0);
  expect([await press(), await press()]).toEqual([
    { outcome: "saved", version: 1 },
    { outcome: "saved", version: 1 },
  ]);
  expect(await saveSettings(ctx, id, "sending", { sendFirst: "oldest" }, 0)).toEqual({ outcome: "saved", version: 1 });
  await setPaused(ctx, id, true);
  expect(await current()).toMatchObject({
    paused: true,
    optOut,
    sendFirst: "oldest",
    versions: { optOut: 1, sending: 1 },
  });
});

test("what a newer version of the app wrote survives", async () => {
  await database.db.shop.update({ where: { id: mine.shop.id }, data: { settings: { fromTomorrow: { a: 1 } } } });
  await setPaused(test_.ctx, mine.shop.id, true);
  const { settings } = await database.db.shop.findUniqueOrThrow({ where: { id: mine.shop.id } });
  expect(settings).toMatchObject({ fromTomorrow: { a: 1 }, paused: true });
});

async function givenMessage(at: string, state: MessageState, fields: { category?: "marketing"; reason?: string } = {}) {
  const { id: contactId } = await givenContact(test_.ctx, mine.shop.id);
  const id = firstIdAt(new Date(at)).replace(/0{12}$/, contactId.slice(-12));
  await database.db.message.create({
    data: {
      shopId: mine.shop.id,
      id,
      contactId,
      numberId: mine.number.id,
      dedupeKey: id,
      state,
      category: "utility",
      priority: 0,
      content: { kind: "template" },
      dueAt: new Date(at),
      createdAt: new Date(at),
      ...fields,
    },
  });
  return { id, contactId };
}

test("usage counts what left since the first of the month in the shop's zone, and whom it reached", async () => {
  await givenMessage("2026-10-31T22:30:00Z", "read");
  await givenMessage("2026-10-31T23:30:00Z", "read");
  await givenMessage("2026-11-05T10:00:00Z", "sent", { category: "marketing" });
  await givenMessage("2026-11-05T10:00:00Z", "failed", { reason: "unknown_error" });
  const usage = await readUsage(test_.ctx, mine.shop.id);
  expect(usage).toMatchObject({ sent: { marketing: 1, utility: 1, service: 0 }, people: 2 });
  expect(usage.since.toISOString()).toBe("2026-10-31T23:00:00.000Z");
  const other = await givenShop(test_.ctx);
  expect((await readUsage(test_.ctx, other.shop.id)).people).toBe(0);
});

test("what is older than the shop keeps is forgotten, what is under way or kept for good is not", async () => {
  const { ctx } = test_;
  const shopId = mine.shop.id;
  const old = await givenMessage("2024-01-01T10:00:00Z", "read");
  const waiting = await givenMessage("2024-01-01T11:00:00Z", "unknown");
  const young = await givenMessage("2026-01-01T10:00:00Z", "read");
  const at = new Date("2024-01-01T10:00:00Z");
  const event = (id: string) => ({
    shopId,
    id,
    kind: "order_created",
    subjectKind: "order",
    subjectId: id,
    occurrence: "",
    occurredAt: at,
    recordedAt: at,
    outcome: "applied",
    details: {},
  });
  await ctx.db.storeEvent.createMany({ data: [event(ctx.ids.next()), event(ctx.ids.next())] });
  const basket = { shopId, lineItems: [], totalMinor: 0n, currency: "EUR" };
  const now = ctx.clock.now();
  for (const [token, versionAt] of [["old", at] as const, ["young", now] as const]) {
    await ctx.db.cart.create({ data: { ...basket, token, versionAt } });
    await ctx.db.checkout.create({ data: { ...basket, token, versionAt, createdAt: versionAt, discounts: [] } });
  }
  const { id: contactId } = await givenContact(ctx, shopId);
  const daysAgo = new Date(now.getTime() - 2 * 86_400_000);
  await ctx.db.orderUpdates.createMany({
    data: [
      { shopId, contactId, checkoutToken: "old", askedAt: at },
      { shopId, contactId, checkoutToken: "young", askedAt: daysAgo },
      { shopId, contactId, checkoutToken: "made-up", askedAt: daysAgo },
      { shopId, contactId, checkoutToken: "not-told-of-yet", askedAt: now },
    ],
  });

  await saveSettings(
    ctx,
    shopId,
    "data",
    { data: { messageMonths: null, inboundMonths: null, eventMonths: null, accessMonths: null } },
    0,
  );
  expect(await forgetOldData(ctx, shopId)).toEqual({
    messages: 0,
    inbound: 0,
    runs: 0,
    events: 0,
    baskets: 0,
    productRequests: 0,
    orderUpdateRecipients: 1,
    accessLogEntries: 0,
  });
  await saveSettings(
    ctx,
    shopId,
    "data",
    { data: { messageMonths: 12, inboundMonths: 3, eventMonths: 3, accessMonths: null } },
    1,
  );
  const other = await givenShop(ctx);
  expect((await forgetOldData(ctx, other.shop.id)).messages).toBe(0);
  expect(await forgetOldData(ctx, shopId)).toEqual({
    messages: 1,
    inbound: 0,
    runs: 0,
    events: 2,
    baskets: 2,
    productRequests: 0,
    orderUpdateRecipients: 1,
    accessLogEntries: 0,
  });
  expect(await forgetOldData(ctx, shopId)).toEqual({
    messages: 0,
    inbound: 0,
    runs: 0,
    events: 0,
    baskets: 0,
    productRequests: 0,
    orderUpdateRecipients: 0,
    accessLogEntries: 0,
  });
  const left = await ctx.db.message.findMany({ where: { shopId }, orderBy: { id: "asc" } });
  expect(left.map(({ id }) => id)).toEqual([waiting.id, young.id]);
  expect(await ctx.db.checkout.findMany({ select: { token: true } })).toEqual([{ token: "young" }]);
  expect(left.map(({ id }) => id)).not.toContain(old.id);
  const recipients = await ctx.db.orderUpdates.findMany({ orderBy: { checkoutToken: "asc" } });
  expect(recipients.map(({ checkoutToken }) => checkoutToken)).toEqual(["not-told-of-yet", "young"]);
});

test("runs that got a code are forgotten with it, once it works no more", async () => {
  const { ctx } = test_;
  const shopId = mine.shop.id;
  const at = new Date("2024-01-01T10:00:00Z");
  const made = { shopId, createdAt: at };
  const { id: contactId } = await givenContact(ctx, shopId);
  const idThen = () => firstIdAt(at).replace(/0{12}$/, ctx.ids.next().slice(-12));
  const [automationId, poolId] = [ctx.ids.next(), ctx.ids.next()];
  await ctx.db.automation.create({
    data: {
      ...made,
      id: automationId,
      key: "own",
      name: "Own",
      enabled: true,
      trigger: "order_created",
      definition: {},
      updatedAt: at,
    },
  });
  const pool = { ...made, id: poolId, automationId, stepId: "code", terms: "{}", title: "Own", seedCode: "SEED" };
  await ctx.db.discountPool.create({ data: pool });
  const stillGiven = idThen();
  for (const [runId, state] of [
    [idThen(), "expired"],
    [stillGiven, "given"],
  ] as const) {
    const subject = { subjectKind: "order", subjectId: runId };
    const run = { shopId, id: runId, automationId, contactId, ...subject, definition: {}, startedAt: at };
    await ctx.db.automationRun.create({ data: { ...run, state: "finished", endedAt: at } });
    const code = { ...made, id: idThen(), poolId, code: runId, state, runId, givenAt: at, expiresAt: at };
    await ctx.db.discountCode.create({ data: code });
  }
  await ctx.db.discountCode.create({ data: { ...made, id: idThen(), poolId, code: "NEVER", state: "void" } });
  await saveSettings(
    ctx,
    shopId,
    "data",
    { data: { messageMonths: null, inboundMonths: null, eventMonths: 3, accessMonths: null } },
    0,
  );
  expect(await forgetOldData(ctx, shopId)).toMatchObject({ runs: 1 });
  expect(await ctx.db.automationRun.findMany({ where: { shopId } })).toMatchObject([{ id: stillGiven }]);
  expect(await ctx.db.discountCode.findMany({ where: { shopId } })).toMatchObject([{ runId: stillGiven }]);
});

test("a product request is forgotten with what was written, with the message it was answered by or once nothing answers it", async () => {
  const { ctx } = test_;
  const shopId = mine.shop.id;
  const { id: contactId } = await givenContact(ctx, shopId);
  const monthsAgo = (months: number) => new Date(ctx.clock.now().getTime() - months * 30 * 86_400_000);
  const asked = (variantId: string, requestedAt: Date, notifiedAt: Date | null) =>
    ctx.db.productRequest.create({
      data: {
        ...{ shopId, contactId, variantId, requestedAt, notifiedAt, kind: "back_in_stock" },
        id: firstIdAt(requestedAt).replace(/0{12}$/, ctx.ids.next().slice(-12)),
        ...{ productTitle: "Tote", productUrl: "https://x", evidence: { said: "Please tell me", wamid: "wamid.1" } },
      },
    });
  await asked("told long ago", monthsAgo(9), monthsAgo(4));
  await asked("told of late", monthsAgo(9), monthsAgo(2));
  await asked("never told", monthsAgo(7), null);
  await asked("still waiting", monthsAgo(5), null);
  const keep = async (messageMonths: number | null, eventMonths: number | null, version: number) => {
    const kept = { messageMonths, inboundMonths: null, eventMonths, accessMonths: null };
    await saveSettings(ctx, shopId, "data", { data: kept }, version);
    await forgetOldData(ctx, shopId);
    expect(await forgetOldData(ctx, shopId)).toMatchObject({ productRequests: 0 });
    const left = await ctx.db.productRequest.findMany({ where: { shopId }, orderBy: { variantId: "asc" } });
    return left.map(({ variantId }) => variantId);
  };
  expect(await keep(null, null, 0)).toEqual(["never told", "still waiting", "told long ago", "told of late"]);
  expect(await keep(null, 3, 1)).toEqual(["still waiting", "told long ago", "told of late"]);
  expect(await keep(6, 3, 2)).toEqual(["still waiting", "told long ago", "told of late"]);
  expect(await keep(3, null, 3)).toEqual(["still waiting", "told of late"]);
});

test("languages are saved together with the wish for their templates, or neither is", async () => {
  const { ctx } = test_;
  const { id: shopId } = mine.shop;
  const queue = await openQueue(database.database, jobCatalog, ctx.log);
  const waiting = async () => {
    const { rows } = await database.database.executeSql(
      "SELECT data FROM pgboss.job WHERE name = 'submit-templates' AND state = 'created'",
    );
    return rows.map(({ data }) => data);
  };
  const save = (offered: ["de"] | ["de", "fr"], fail: boolean) =>
    saveSettings(ctx, shopId, "languages", { languages: { offered, fallback: "de" } }, 0, async (tx) => {
      await queue.send("submit-templates", { shopId }, { singletonKey: shopId, tx });
      if (fail) throw new Error("the process died here");
    });
  try {
    await expect(save(["de"], true)).rejects.toThrow("died");
    expect([(await current()).languages.offered, await waiting()]).toEqual([null, []]);
    await save(["de", "fr"], false);
    expect([(await current()).languages.offered, await waiting()]).toEqual([["de", "fr"], [{ shopId }]]);
  } finally {
    await queue.stop(0);
  }
});

test("webhooks are kept for a month, those that could not be taken in for a season", async () => {
  const { ctx, clock } = test_;
  const put = (externalId: string, state: "pending" | "done" | "dead") =>
    ctx.db.webhookDelivery.create({
      data: {
        ...{ id: ctx.ids.next(), source: "shopify", externalId, shopDomain: mine.shop.domain, topic: "orders/create" },
        ...{ receivedAt: clock.now(), nextAttemptAt: clock.now(), body: new Uint8Array([1]), state },
        settledAt: state === "pending" ? null : clock.now(),
      },
    });
  for (const state of ["pending", "done", "dead"] as const) await put(state, state);
  const left = async () => (await ctx.db.webhookDelivery.findMany()).map(({ externalId }) => externalId).sort();
  clock.advance(29 * 86_400_000);
  expect(await forgetOldDeliveries(ctx)).toBe(0);
  clock.advance(2 * 86_400_000);
  expect(await forgetOldDeliveries(ctx)).toBe(1);
  expect(await left()).toEqual(["dead", "pending"]);
  clock.advance(60 * 86_400_000);
  expect(await forgetOldDeliveries(ctx)).toBe(1);
  expect(await left()).toEqual(["pending"]);
});
