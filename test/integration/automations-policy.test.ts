import { beforeEach, describe, expect, test } from "vitest";
import { optOut } from "#app/core/consent/opt-out.ts";
import { preferencesUrl } from "#app/core/shared/preference-reference.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import {
  givenAutomatedShop,
  givenCheckout,
  givenMarketingConsent,
  givenOrder,
  tell,
} from "#test/support/given-automations.ts";

const database = useTestDatabase();
const hourMs = 3_600_000;

let scene: TestContext;
let shopId: string;

beforeEach(async () => {
  scene = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  shopId = (await givenAutomatedShop(scene.ctx, { languages: ["en", "de", "fr"] })).shop.id;
});

async function abandons(contactId: string, token = "checkout-1") {
  await givenCheckout(scene.ctx, shopId, { contactId, token, cartToken: null });
  await tell(scene.ctx, shopId, { kind: "checkout_updated", subjectKind: "checkout", subjectId: token, contactId });
}

async function orders(contactId: string, id = "9001") {
  await givenOrder(scene.ctx, shopId, { contactId, id });
  await tell(scene.ctx, shopId, { kind: "order_created", subjectKind: "order", subjectId: id, orderId: id, contactId });
}

async function pass(ms: number) {
  scene.clock.advance(ms);
  const outcome = await runDueSteps(scene.ctx);
  expect(scene.logs.filter(({ level }) => level === "error")).toEqual([]);
  return outcome;
}

async function consenting(overrides: Parameters<typeof givenContact>[2] = {}) {
  const contact = await givenContact(scene.ctx, shopId, overrides);
  await givenMarketingConsent(scene.ctx, shopId, contact.id);
  return contact.id;
}

const messages = () => database.db.message.findMany({ where: { shopId }, orderBy: { id: "asc" } });
const firstStep = () => database.db.automationStep.findFirstOrThrow({ where: { shopId, position: 0 } });
const acceptAll = () =>
  database.db.$executeRaw`UPDATE "Message" SET "state" = 'accepted', "acceptedAt" = "dueAt" WHERE "state" = 'queued'`;

describe("when a reminder may go", () => {
  test("in the night of the shopper it waits for their morning, and says so", async () => {
    await abandons(await consenting({ country: "JP", locale: "ja" })); // 19:00 in Tokyo; due at 20:00
    scene.clock.advance(2 * hourMs); // but nobody looked before 21:00
    expect(await pass(0)).toMatchObject({ delayed: 1 });
    expect(await firstStep()).toMatchObject({
      state: "waiting",
      reason: "quiet_hours",
      dueAt: new Date("2026-11-22T00:00:00Z"), // 09:00 in Tokyo
      decision: { decision: "delay", timeZone: "Asia/Tokyo", until: "2026-11-22T00:00:00.000Z" },
    });
    expect(await messages()).toEqual([]);
    scene.clock.set("2026-11-22T00:00:00Z");
    await pass(0);
    expect(await messages()).toMatchObject([{ state: "queued", templateName: "abandoned_checkout_1" }]);
  });

  test("a slow lane does not carry it into the night", async () => {
    await abandons(await consenting());
    await pass(hourMs);
    expect(await messages()).toMatchObject([{ state: "queued", expiresAt: new Date("2026-11-21T20:00:00Z") }]);
  });

  test("a receipt does not wait for the morning", async () => {
    await orders((await givenContact(scene.ctx, shopId, { country: "JP" })).id);
    await pass(4 * hourMs);
    expect(await messages()).toMatchObject([{ state: "queued" }]);
  });

  test("a third marketing message in a week waits, until it would be out of date", async () => {
    const contactId = await consenting();
    for (const token of ["a", "b", "c"]) {
      await abandons(contactId, token);
      await pass(hourMs);
      await acceptAll();
      scene.clock.advance(hourMs);
    }
    const states = (await messages()).map(({ state, reason }) => reason ?? state);
    expect(states).toEqual(["accepted", "accepted", "frequency_cap_until_expiry"]);
  });

  test("who asked for one a month gets no second, though the shop would send two a week", async () => {
    const contactId = await consenting({ marketingGapDays: 30 });
    for (const token of ["a", "b"]) {
      await abandons(contactId, token);
      await pass(hourMs);
      await acceptAll();
      scene.clock.advance(hourMs);
    }
    const states = (await messages()).map(({ state, reason }) => reason ?? state);
    expect(states).toEqual(["accepted", "frequency_cap_until_expiry"]);
  });

  test("two reminders due at once for one person: one goes, the other keeps its distance", async () => {
    const contactId = await consenting();
    await abandons(contactId, "a");
    await abandons(contactId, "b");
    expect(await pass(hourMs)).toMatchObject({ planned: 1, delayed: 1 });
    const waiting = await database.db.automationStep.findFirstOrThrow({ where: { reason: "recently_messaged" } });
    expect(waiting.dueAt).toEqual(new Date("2026-11-21T12:00:00Z"));
  });
});

test("a template carries the way to the very person's own page, as a button and in the text", async () => {
  const [button, first] = ['"customer.preferences_path"', '"customer.preferences_url"'];
  await database.db.$executeRaw`
    UPDATE "Template" SET "variables" = jsonb_set(
      jsonb_set("variables", '{buttons,0,variable}', ${button}::jsonb), '{body,0}', ${first}::jsonb)
    WHERE "name" = 'abandoned_checkout_1'`;
  const contactId = await consenting();
  await abandons(contactId);
  await pass(hourMs);
  const own = preferencesUrl(scene.ctx.ids, { id: shopId, storefrontHost: "lindenholz.example" }, contactId);
  expect(await messages()).toMatchObject([
    {
      content: { body: [{ text: own }, {}, {}, {}], buttons: [{ type: "url", value: new URL(own).pathname.slice(1) }] },
    },
  ]);
});

describe("who may be written to", () => {
  test.each<[string, string, Parameters<typeof givenContact>[2], boolean]>([
    ["without consent to marketing", "no_marketing_consent", {}, false],
    ["with a US number", "no_marketing_to_us_numbers", { phone: "+12125551234" }, true],
    ["whom the merchant blocked", "contact_blocked", { blockedAt: new Date(0) }, true],
    ["WhatsApp can not reach", "contact_unreachable", { unreachableAt: new Date(0), unreachableCode: 131026 }, true],
    ["known to Shopify only", "no_address", { customerId: "6001" }, true],
  ])("nobody %s: %s", async (_name, reason, overrides, consented) => {
    const contact = await givenContact(scene.ctx, shopId, overrides);
    if (consented) await givenMarketingConsent(scene.ctx, shopId, contact.id);
    await abandons(contact.id);
    expect(await pass(hourMs)).toMatchObject({ suppressed: 1, planned: 0 });
    expect(await messages()).toMatchObject([{ state: "suppressed", reason, templateName: "abandoned_checkout_1" }]);
    expect(await firstStep()).toMatchObject({ state: "done", reason, decision: { decision: "suppress" } });
  });

  test("a Canadian number is no US number", async () => {
    await abandons(await consenting({ phone: "+14165550123", country: "CA", province: "ON" }));
    scene.clock.set("2026-11-21T15:00:00Z");
    expect(await pass(0)).toMatchObject({ planned: 1 });
  });

  test("somebody with a business-scoped id only", async () => {
    await orders((await givenContact(scene.ctx, shopId, { userId: "DE.13491208655302741918" })).id);
    expect(await pass(0)).toMatchObject({ planned: 1 });
    expect(await firstStep()).toMatchObject({ decision: { address: "business_scoped_id" } });
  });

  test("STOP between two reminders: what waited is cancelled, what follows is suppressed", async () => {
    const contactId = await consenting();
    await abandons(contactId);
    await pass(hourMs);
    scene.clock.advance(60_000);
    await inTransaction(scene.ctx, (ctx) =>
      optOut(ctx, {
        shopId,
        contactId,
        purposes: ["marketing"],
        source: "keyword",
        evidence: {},
        occurredAt: scene.clock.now(),
        dedupeKey: "stop",
      }),
    );
    await pass(24 * hourMs);
    expect((await messages()).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      "cancelled opted_out",
      "suppressed opted_out_of_marketing",
    ]);
    await orders(contactId);
    expect(await pass(0)).toMatchObject({ planned: 1 }); // a receipt is no marketing
  });

  test("who asked to be told of a restock needs no other consent, unless they said stop since", async () => {
    const asker = await givenContact(scene.ctx, shopId);
    const stopped = await givenContact(scene.ctx, shopId);
    for (const { id } of [asker, stopped]) await asksFor("701", id);
    await revoke(stopped.id);
    scene.clock.advance(hourMs);
    await tell(scene.ctx, shopId, {
      kind: "variant_in_stock",
      subjectKind: "variant",
      subjectId: "701",
      contactId: null,
    });
    expect(await pass(0)).toMatchObject({ planned: 1, suppressed: 1 });
    const told = (await messages()).map(({ contactId, state, reason }) => ({ contactId, state, reason }));
    expect(told).toContainEqual({ contactId: asker.id, state: "queued", reason: null });
    expect(told).toContainEqual({ contactId: stopped.id, state: "suppressed", reason: "opted_out_of_marketing" });
  });
});

describe("the template", () => {
  const setTemplates = (where: Prisma.TemplateWhereInput, data: Prisma.TemplateUpdateManyMutationInput) =>
    database.db.template.updateMany({ where: { shopId, name: "order_confirmed", ...where }, data });

  test.each([
    ["de-AT", "de"],
    ["fr", "fr"],
    ["ja", "de"], // not there: the shop's
    [null, "de"],
    ["nonsense!", "de"],
  ])("of a reader of %s is in %s", async (locale, language) => {
    await orders((await givenContact(scene.ctx, shopId, { locale })).id);
    await pass(0);
    expect(await messages()).toMatchObject([{ state: "queued", language }]);
  });

  test("is English when neither the reader's nor the shop's language has it", async () => {
    await setTemplates({ language: { in: ["de", "fr"] } }, { status: "deleted" });
    await orders((await givenContact(scene.ctx, shopId, { locale: "ja" })).id);
    await pass(0);
    expect(await messages()).toMatchObject([{ language: "en" }]);
  });

  test.each([
    ["paused", { status: "paused" }, "template_paused"],
    ["pending", { status: "pending" }, "template_pending"],
    ["rejected", { status: "rejected" }, "template_rejected"],
    ["gone", { status: "deleted" }, "template_missing"],
    ["recategorised", { category: "marketing" }, "template_recategorised"],
  ] as const)("%s: the receipt waits visibly, goes when it is mended", async (_name, data, reason) => {
    await setTemplates({}, data);
    await orders((await givenContact(scene.ctx, shopId)).id);
    expect(await pass(0)).toMatchObject({ delayed: 1 });
    expect(await firstStep()).toMatchObject({ state: "waiting", reason });
    await setTemplates({}, { status: "approved", category: "utility" });
    await pass(hourMs);
    expect(await messages()).toMatchObject([{ state: "queued" }]);
  });

  test("not mended before the receipt is out of date: not sent, and says why", async () => {
    await setTemplates({}, { status: "paused" });
    await orders((await givenContact(scene.ctx, shopId)).id);
    await pass(0);
    await pass(24 * hourMs);
    expect(await messages()).toMatchObject([{ state: "suppressed", reason: "template_paused_until_expiry" }]);
  });

  test("a value that is missing is a mismatch with its name, not an empty parameter", async () => {
    const contact = await givenContact(scene.ctx, shopId);
    await givenOrder(scene.ctx, shopId, { contactId: contact.id, statusUrl: null });
    const subject = { subjectKind: "order", subjectId: "9001", orderId: "9001" } as const;
    await tell(scene.ctx, shopId, { kind: "order_created", ...subject, contactId: contact.id });
    await pass(0);
    expect(await messages()).toMatchObject([{ state: "suppressed", reason: "template_mismatch", language: "de" }]);
    expect(await firstStep()).toMatchObject({
      decision: { template: { problems: [{ rule: "value_missing", part: "button", variable: "order.status_path" }] } },
    });
  });
});

describe("the shop and its number", () => {
  test.each([
    ["shop_paused", () => database.db.shop.updateMany({ data: { settings: { paused: true } } })],
    ["number_disconnected", () => database.db.whatsAppNumber.updateMany({ data: { status: "disconnected" } })],
    ["account_payment_problem", () => database.db.whatsAppAccount.updateMany({ data: { status: "payment_problem" } })],
  ])("%s: it waits", async (reason, breaks) => {
    await breaks();
    await orders((await givenContact(scene.ctx, shopId)).id);
    expect(await pass(0)).toMatchObject({ delayed: 1 });
    expect(await firstStep()).toMatchObject({ state: "waiting", reason });
  });

  test("without any number it is not sent later either", async () => {
    await database.db.template.deleteMany();
    await database.db.sendLane.deleteMany();
    await database.db.whatsAppNumber.deleteMany();
    await orders((await givenContact(scene.ctx, shopId)).id);
    await pass(0);
    expect(await messages()).toMatchObject([{ state: "suppressed", reason: "no_number", numberId: null }]);
  });

  test("uninstalled: nothing is sent", async () => {
    await orders((await givenContact(scene.ctx, shopId)).id);
    await database.db.shop.updateMany({ data: { status: "uninstalled" } });
    await pass(0);
    expect(await messages()).toMatchObject([{ state: "suppressed", reason: "shop_uninstalled" }]);
  });
});

function asksFor(variantId: string, contactId: string) {
  const requestedAt = scene.clock.now();
  const product = { productTitle: "Schale", productUrl: "https://lindenholz.example/products/schale" };
  const id = scene.ctx.ids.next();
  return database.db.productRequest.create({
    data: { shopId, id, contactId, kind: "back_in_stock", variantId, requestedAt, ...product },
  });
}

function revoke(contactId: string) {
  const at = scene.clock.now();
  const entry = {
    purpose: "marketing",
    state: "revoked",
    source: "keyword",
    evidence: {},
    dedupeKey: contactId,
  } as const;
  const id = scene.ctx.ids.next();
  return database.db.consentEntry.create({ data: { shopId, id, contactId, occurredAt: at, recordedAt: at, ...entry } });
}
