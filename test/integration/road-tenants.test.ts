import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { listConsent } from "#app/core/analytics/list-consent.ts";
import { listCustomers } from "#app/core/analytics/list-customers.ts";
import { listEvents } from "#app/core/analytics/list-events.ts";
import { listMessages } from "#app/core/analytics/list-messages.ts";
import { listTemplateNames, listTemplateRows } from "#app/core/analytics/list-template-rows.ts";
import { listTestCases } from "#app/core/analytics/list-test-cases.ts";
import { listTroubled } from "#app/core/analytics/list-troubled.ts";
import { listWaiting } from "#app/core/analytics/list-waiting.ts";
import { readAnswers } from "#app/core/analytics/read-answers.ts";
import { readConsentGrowth } from "#app/core/analytics/read-consent-growth.ts";
import { readConsentHistory } from "#app/core/analytics/read-consent-history.ts";
import { readCustomer } from "#app/core/analytics/read-customer.ts";
import { readEvent } from "#app/core/analytics/read-event.ts";
import { readHome } from "#app/core/analytics/read-home.ts";
import { readMerge } from "#app/core/analytics/read-merge.ts";
import { listTemplates } from "#app/core/analytics/list-templates.ts";
import { readStorefrontOrigins } from "#app/core/analytics/read-storefront-origins.ts";
import { readStorefrontUse } from "#app/core/analytics/read-storefront-use.ts";
import { readTemplate } from "#app/core/analytics/read-template.ts";
import { readMessageStory } from "#app/core/analytics/read-message-story.ts";
import { readUsage } from "#app/core/analytics/read-usage.ts";
import { cancelRuns } from "#app/core/automations/cancel-runs.ts";
import { claimStep, lockContact } from "#app/core/automations/claim-step.ts";
import { loadSubjectFacts } from "#app/core/automations/subject-facts.ts";
import { optIn } from "#app/core/consent/opt-in.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { readRecipient } from "#app/core/contacts/read-recipient.ts";
import { cancelMessages } from "#app/core/outbox/cancel-messages.ts";
import { planMessage } from "#app/core/outbox/plan-message.ts";
import { connectAccount } from "#app/core/shops/connect-account.ts";
import { connectedAccounts } from "#app/core/shops/connected-accounts.ts";
import { chooseTemplate } from "#app/core/templates/choose-template.ts";
import { libraryKeys } from "#app/core/templates/library/blueprints.ts";
import { submitLibraryTemplates } from "#app/core/templates/submit-library-templates.ts";
import { syncTemplates } from "#app/core/templates/sync-templates.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { paidOrder, phoneOf } from "#test/support/paid-order.ts";
import { openRoad, type Road } from "#test/support/road.ts";
import { checkoutPayload, fulfillmentPayload } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();
const orderIdOf = (n: number) => String(7_000_000_000_000 + n);
const cod = {
  financial_status: "pending",
  total_outstanding: "44.97",
  payment_gateway_names: ["Cash on Delivery (COD)"],
};

/** Our shop, and another one where the same things happened to other people: order 2, and an abandoned checkout. */
async function openTwoShops() {
  const road = await openRoad(database);
  const theirs = await road.addShop();
  await road.post("orders/create", paidOrder(1, road.clock.now()));
  await road.post("orders/create", paidOrder(2, road.clock.now(), cod), { domain: theirs.domain });
  const left = checkoutPayload({ token: "left", cart_token: "left", updated_at: road.clock.now().toISOString() });
  await road.post("checkouts/create", left, { domain: theirs.domain });
  await road.settle();
  const { db } = road.ctx;
  const message = await db.message.findFirstOrThrow({ where: { shopId: theirs.shop.id } });
  const own = await db.message.findFirstOrThrow({ where: { shopId: road.shop.id } });
  return { road, db, ours: road.shop.id, theirs, message, own };
}

/** What our shop sees of a yes that was given to theirs. */
async function theirYes({ ctx }: Road, theirs: string, ours: string, contactId: string) {
  await inTransaction(ctx, (tx) =>
    optIn(tx, {
      shopId: theirs,
      contactId,
      purposes: ["marketing"],
      source: "form",
      evidence: { place: "footer" },
      occurredAt: ctx.clock.now(),
      dedupeKey: "their-yes",
    }),
  );
  const { entries } = await listConsent(ctx, ours, {});
  return {
    listed: entries.filter(({ contact }) => contact.id === contactId),
    growth: await readConsentGrowth(ctx, ours),
    use: await readStorefrontUse(ctx, ours),
    origins: await readStorefrontOrigins(ctx, ours),
  };
}

/** Everything the other shop has, to see that nothing of it changed. */
async function rowsOf(road: Road, shopId: string) {
  const { db } = road.ctx;
  const where = { shopId };
  return {
    messages: await db.message.findMany({ where, orderBy: { id: "asc" } }),
    statuses: await db.messageStatus.findMany({ where, orderBy: [{ messageId: "asc" }, { status: "asc" }] }),
    runs: await db.automationRun.findMany({ where, orderBy: { id: "asc" } }),
    steps: await db.automationStep.findMany({ where, orderBy: { id: "asc" } }),
    orders: await db.order.findMany({ where, orderBy: { id: "asc" } }),
    checkouts: await db.checkout.findMany({ where, orderBy: { token: "asc" } }),
    contacts: await db.contact.findMany({ where, orderBy: { id: "asc" } }),
    consent: await db.consentEntry.findMany({ where, orderBy: { id: "asc" } }),
    templates: await db.template.findMany({ where, orderBy: { id: "asc" } }),
  };
}

test("every read of ours knows nothing by the other shop's ids", async () => {
  const { road, db, ours, theirs, message, own } = await openTwoShops();
  const { ctx } = road;
  const automation = await db.automation.findFirstOrThrow({ where: { shopId: theirs.shop.id } });
  const step = await db.automationStep.findFirstOrThrow({ where: { shopId: theirs.shop.id, state: "waiting" } });
  const run = await db.automationRun.findFirstOrThrow({ where: { shopId: theirs.shop.id, id: step.runId } });
  const listed = async (filters: Parameters<typeof listMessages>[2]) =>
    (await listMessages(ctx, ours, filters)).messages;

  // Whoever adds a read adds its line here.
  const reads = readdirSync("app/core/analytics").filter((file) => /^(list|read)-.*(?<!\.test)\.ts$/.test(file));
  expect(reads.sort()).toEqual(
    [
      "list-consent.ts",
      "list-customers.ts",
      "list-events.ts",
      "list-links.ts",
      "list-messages.ts",
      "list-template-rows.ts",
      "list-templates.ts",
      "list-test-cases.ts",
      "list-troubled.ts",
      "list-waiting.ts",
      "read-answers.ts",
      "read-consent-comparison.ts",
      "read-consent-growth.ts",
      "read-consent-history.ts",
      "read-customer.ts",
      "read-event.ts",
      "read-home.ts",
      "read-merge.ts",
      "read-message-story.ts",
      "read-storefront-origins.ts",
      "read-storefront-use.ts",
      "read-template.ts",
      "read-usage.ts",
    ].sort(),
  );

  for (const search of [undefined, "1002", "Vogel"]) {
    const cases = await listTestCases(ctx, ours, { trigger: "order_created", search, country: "DE" });
    expect(cases.map(({ subject }) => subject.id)).not.toContain(orderIdOf(2));
  }
  const left = await listTestCases(ctx, ours, { trigger: "checkout_abandoned", country: "DE" });
  expect(left.map(({ subject }) => subject.id)).not.toContain("left");
  await db.template.updateMany({ where: { shopId: theirs.shop.id, name: "delivered" }, data: { name: "only_theirs" } });
  expect(await listTemplateRows(ctx, ours, ["only_theirs"])).toEqual([]);
  expect((await listTemplates(ctx, ours, { page: 1, search: "only_theirs" })).templates).toEqual([]);
  expect(await readTemplate(ctx, ours, "only_theirs")).toBeNull();
  expect((await listTemplateNames(ctx, ours)).map(({ name }) => name)).not.toContain("only_theirs");
  expect((await listTemplateNames(ctx, theirs.shop.id)).map(({ name }) => name)).toContain("only_theirs");

  const event = await db.storeEvent.findFirstOrThrow({ where: { shopId: theirs.shop.id, contactId: { not: null } } });
  expect(await readEvent(ctx, ours, event.id)).toBeNull();
  expect((await listEvents(ctx, ours, { contactId: event.contactId ?? "" })).events).toEqual([]);
  expect((await listEvents(ctx, ours, { before: event.id })).events.map(({ id }) => id)).not.toContain(event.id);
  expect(await readCustomer(ctx, ours, message.contactId)).toEqual({ outcome: "unknown" });
  expect(await readMerge(ctx, ours, own.contactId, message.contactId)).toBeNull();
  const { listed: decisions, growth, use } = await theirYes(road, theirs.shop.id, ours, message.contactId);
  expect(decisions).toEqual([]);
  expect(growth.gained).toBe(0);
  expect(use.optIns).toEqual([]);
  expect(await readConsentHistory(ctx, ours, message.contactId)).toEqual([]);
  expect(await readAnswers(ctx, ours, message)).toEqual([]);
  const people = (await listCustomers(ctx, ours, {})).customers.map(({ id }) => id);
  expect(people).not.toContain(message.contactId);
  await db.webhookDelivery.updateMany({
    where: { shopDomain: theirs.domain },
    data: { state: "dead", outcome: "invalid_payload" },
  });
  expect((await listTroubled(ctx, ours, {})).deliveries).toEqual([]);
  expect((await listTroubled(ctx, theirs.shop.id, {})).deliveries.length).toBeGreaterThan(0);

  expect(await readMessageStory(ctx, ours, message.id)).toBeNull();
  expect(await readMessageStory(ctx, ours, own.id)).toMatchObject({ id: own.id });
  expect(await listed({ contactId: message.contactId })).toEqual([]);
  expect((await listMessages(ctx, ours, { contactId: message.contactId })).contact).toBeNull();
  expect(await listed({ automationId: automation.id })).toEqual([]);
  const anyPlace = [
    {},
    { before: message.id },
    { after: message.id },
    { before: "ffffffff-ffff-7fff-bfff-ffffffffffff" },
  ];
  for (const place of anyPlace) {
    const ids = (await listed(place)).map(({ id }) => id);
    expect(ids.filter((id) => id !== own.id)).toEqual([]);
  }
  expect((await listMessages(ctx, ours, {})).automations.map(({ id }) => id)).not.toContain(automation.id);
  await db.automationStep.update({
    where: { shopId_id: { shopId: theirs.shop.id, id: step.id } },
    data: { reason: "quiet_hours" },
  });
  expect(await listWaiting(ctx, theirs.shop.id)).toMatchObject([{ id: step.id }]);
  expect((await listWaiting(ctx, ours)).map(({ id }) => id)).not.toContain(step.id);
  const home = await readHome(ctx, ours);
  expect(home).toMatchObject({ numbers: [{ id: road.numberId }], lastMessage: { id: own.id } });
  const lastEvent = await db.storeEvent.findUniqueOrThrow({
    where: { shopId_id: { shopId: ours, id: home.lastEvent?.id ?? "" } },
  });
  expect(lastEvent.shopId).toBe(ours);
  // The month that the ids of these messages say.
  const idsTime = new Date(parseInt(own.id.slice(0, 13).replace("-", ""), 16));
  expect(await readUsage({ ...ctx, clock: { now: () => idsTime } }, ours)).toMatchObject({
    sent: { utility: 1, marketing: 0 },
    people: 1,
  });
  expect(home.templates).toEqual({ approved: libraryKeys.length });

  await inTransaction(ctx, async ({ tx }) => {
    expect(await readRecipient(tx, ours, message.contactId)).toBeNull();
    await expect(readConsent(tx, ours, message.contactId)).rejects.toThrow(/^No contact/);
    expect(await lockContact(tx, ours, message.contactId)).toBeNull();
    expect(await claimStep(tx, { ...step, shopId: ours, contactId: run.contactId }, new Date(8.64e15))).toBeNull();
    expect(await chooseTemplate(tx, ours, theirs.accountId, "order_confirmed", ["en"])).toEqual({ outcome: "missing" });
    const subjects = [
      { kind: "order", id: orderIdOf(2) },
      { kind: "checkout", id: "left" },
      { kind: "cart", id: "left" },
    ];
    for (const subject of subjects) {
      const facts = await loadSubjectFacts(tx, ours, subject, message.contactId, new Set(["order_placed"]));
      expect(facts, subject.kind).toMatchObject({ order: null, checkout: null, cart: null, orderPlaced: false });
    }
  });
  expect((await connectedAccounts(ctx, ours)).map(({ id }) => id)).toEqual([road.accountId]);
  const theirAccount = { shopId: ours, accountId: theirs.accountId };
  expect(await syncTemplates(ctx, road.api, road.secrets, theirAccount)).toEqual({ outcome: "unknown_account" });
  expect(await submitLibraryTemplates(ctx, road.api, road.secrets, theirAccount)).toEqual({
    outcome: "unknown_account",
  });
});

test("nothing of the other shop changes by what names its ids on our side", async () => {
  const { road, ours, theirs, message } = await openTwoShops();
  const { ctx } = road;
  const before = await rowsOf(road, theirs.shop.id);

  // Our code, with a wrong id.
  await inTransaction(ctx, async (tx) => {
    const where = { contactId: message.contactId };
    expect(await cancelMessages(tx, { shopId: ours, where, reason: "test" })).toBe(0);
    expect(await cancelRuns(tx, ours, { cancelKey: "left", reason: "order_placed" })).toBe(0);
  });
  const stolen = inTransaction(ctx, (tx) =>
    planMessage(tx, {
      shopId: ours,
      numberId: road.numberId,
      contactId: message.contactId,
      category: "utility",
      content: { kind: "text", text: "hello" },
      dedupeKey: "stolen",
      dueAt: road.clock.now(),
    }),
  );
  await expect(stolen).rejects.toThrow();
  const { wabaId, phoneNumberId, token } = theirs;
  const taken = await connectAccount(ctx, road.api, road.secrets, {
    shopId: ours,
    wabaId,
    phoneNumberId,
    accessToken: token,
  });
  expect(taken).toEqual({ outcome: "taken" });

  // Shopify, on our shop, about ids that are theirs.
  const now = road.clock.now().toISOString();
  const parcel = fulfillmentPayload({ order_id: Number(orderIdOf(2)), created_at: now, updated_at: now });
  await road.post("fulfillments/create", parcel);
  await road.post("checkouts/delete", { token: "left", cart_token: "left" });
  await road.post("app/uninstalled", { id: 1, myshopify_domain: theirs.domain });
  await road.post("customers/delete", { id: 8_000_000_000_002 });

  // Meta, on our number, about a message and an order that are theirs.
  const status = { id: message.wamid, status: "read", timestamp: "1795255300", biz_opaque_callback_data: message.id };
  const value = (more: object) => ({
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "4930901800", phone_number_id: road.phoneNumberId },
    ...more,
  });
  const callback = (more: object) => ({
    object: "whatsapp_business_account",
    entry: [{ id: road.wabaId, changes: [{ field: "messages", value: value(more) }] }],
  });
  expect(await road.doors.postCallback(callback({ statuses: [status] }))).toBe(200);
  const press = (payload: string) => ({
    from: phoneOf(1).slice(1),
    id: `wamid.press-${payload}`,
    timestamp: "1795255300",
    type: "button",
    context: { from: "4930901800", id: message.wamid },
    button: { payload, text: "Confirm order" },
  });
  const messages = [press(`cod:confirm:${orderIdOf(2)}`), press(`cod:cancel:${orderIdOf(2)}`)];
  expect(await road.doors.postCallback(callback({ messages }))).toBe(200);
  await road.advance(20 * 60_000);

  const after = await rowsOf(road, theirs.shop.id);
  expect(after).toEqual(before);
  // Nothing was refused by the last line of defence, the database's keys.
  expect(await ctx.db.webhookDelivery.count({ where: { outcome: { startsWith: "error:" } } })).toBe(0);
  expect(await ctx.db.shop.findMany({ select: { status: true } })).toEqual(Array(2).fill({ status: "installed" }));
  road.expectNoBreach();
});
