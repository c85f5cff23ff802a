import { beforeEach, expect, test } from "vitest";
import { installGallery } from "#app/core/automations/install-gallery.ts";
import { changeSetup } from "#app/core/setup/change-setup.ts";
import { planTestMessage } from "#app/core/setup/plan-test-message.ts";
import { readSetup } from "#app/core/setup/read-setup.ts";
import { switchOnAutomations } from "#app/core/setup/switch-on-automations.ts";
import { saveSettings } from "#app/core/shops/save-settings.ts";
import { compileComponents } from "#app/core/templates/compile-components.ts";
import { libraryTemplate } from "#app/core/templates/library/library-template.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { TemplateStatus } from "#prisma/generated/enums.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
let test_: TestContext;
let mine: Awaited<ReturnType<typeof givenShop>>;

beforeEach(async () => {
  test_ = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  mine = await givenShop(test_.ctx);
  await inTransaction(test_.ctx, (ctx) => installGallery(ctx, mine.shop.id));
});

const read = () => readSetup(test_.ctx, mine.shop.id, "app-key");

async function shown() {
  const setup = await read();
  if (typeof setup === "string") throw new Error(`The guide is ${setup}.`);
  return setup;
}

async function givenTemplate(
  key: "order_confirmed" | "cod_confirm" | "abandoned_cart",
  status: TemplateStatus = "approved",
) {
  const { ctx } = test_;
  const { name, language, category, components, variables } = compileComponents(libraryTemplate(key, "de"), mine.shop);
  const written = category === "MARKETING" ? ("marketing" as const) : ("utility" as const);
  const times = { createdAt: ctx.clock.now(), updatedAt: ctx.clock.now() };
  await ctx.db.template.create({
    data: {
      ...times,
      shopId: mine.shop.id,
      id: ctx.ids.next(),
      accountId: mine.account.id,
      name,
      language,
      status,
      intendedCategory: written,
      category: written,
      components: components as Prisma.InputJsonValue,
      variables,
      libraryKey: key,
    },
  });
}

const requestId = "11111111-1111-4111-8111-111111111111";
const sendTest = (phone = "0151 23456789") => planTestMessage(test_.ctx, { shopId: mine.shop.id, phone, requestId });

test("each step is done by what is true, and the guide goes with the last one", async () => {
  const { ctx } = test_;
  const shopId = mine.shop.id;
  expect((await shown()).done).toEqual({
    connect: true,
    languages: false,
    automations: false,
    storefront: false,
    test: false,
  });
  expect((await shown()).next).toBe("languages");
  expect((await shown()).languages.chosen).toEqual(["en", "de"]);

  await saveSettings(ctx, shopId, "languages", { languages: { offered: ["de"], fallback: "de" } }, 0);
  expect(await switchOnAutomations(ctx, shopId, ["order_confirmed", "no_such_one"])).toEqual({ on: 1, refused: [] });
  await changeSetup(ctx, shopId, { kind: "storefront_skipped" });
  expect((await shown()).next).toBe("test");

  await givenTemplate("order_confirmed");
  const sent = await sendTest();
  if (sent.outcome !== "planned") throw new Error(sent.outcome);
  await changeSetup(ctx, shopId, { kind: "test_planned", messageId: sent.messageId });
  expect((await shown()).test.message).toMatchObject({ id: sent.messageId, state: "queued" });
  expect((await shown()).done.test).toBe(false);
  await ctx.db.message.update({ where: { shopId_id: { shopId, id: sent.messageId } }, data: { state: "delivered" } });
  expect(await read()).toBe("finished");
  expect(await read()).toBe("finished");

  await changeSetup(ctx, shopId, { kind: "brought_back" });
  expect((await shown()).next).toBeNull();
  await changeSetup(ctx, shopId, { kind: "dismissed" });
  expect(await read()).toBe("dismissed");
});

test("what was left out can be added after all, and dismissing keeps what was done", async () => {
  const { ctx } = test_;
  const shopId = mine.shop.id;
  await changeSetup(ctx, shopId, { kind: "storefront_skipped" });
  await changeSetup(ctx, shopId, { kind: "dismissed" });
  expect(await read()).toBe("dismissed");
  await changeSetup(ctx, shopId, { kind: "brought_back" });
  expect((await shown()).done.storefront).toBe(true);
  await changeSetup(ctx, shopId, { kind: "storefront_wanted" });
  expect((await shown()).done.storefront).toBe(false);
});

test("a test message is one message, however often its press arrives", async () => {
  await givenTemplate("cod_confirm");
  await givenTemplate("abandoned_cart");
  await givenTemplate("order_confirmed");
  const first = await sendTest();
  expect(await sendTest()).toEqual(first);
  const messages = await database.db.message.findMany({ where: { shopId: mine.shop.id } });
  expect(messages).toMatchObject([{ templateName: "order_confirmed", language: "de", state: "queued" }]);
  expect(JSON.stringify(messages[0]?.content)).toContain("Lindenholz");
  const identity = await database.db.contactIdentity.findFirst({ where: { shopId: mine.shop.id, kind: "phone" } });
  expect(identity?.value).toBe("+4915123456789");
  expect(test_.wakes).toContain("send");
});

test("what stands in the way of a test is said, and nobody is made for nothing", async () => {
  const { ctx } = test_;
  const shopId = mine.shop.id;
  expect(await sendTest("12")).toEqual({ outcome: "invalid_phone" });
  // Long enough to be a number somewhere, and given out nowhere.
  expect(await sendTest("12345")).toEqual({ outcome: "invalid_phone" });
  expect(await sendTest()).toEqual({ outcome: "refused", why: "no_template" });
  await givenTemplate("cod_confirm");
  expect(await sendTest()).toEqual({ outcome: "refused", why: "no_template" });
  await givenTemplate("order_confirmed");
  await ctx.db.whatsAppAccount.updateMany({ where: { shopId }, data: { status: "payment_problem" } });
  expect(await sendTest()).toEqual({ outcome: "refused", why: "account_not_ready" });
  await ctx.db.whatsAppNumber.updateMany({ where: { shopId }, data: { status: "paused" } });
  expect(await sendTest()).toEqual({ outcome: "refused", why: "number_not_ready" });
  expect(await ctx.db.contact.count({ where: { shopId } })).toBe(0);
});

test("somebody who stopped the shop's messages gets no test either", async () => {
  const { ctx } = test_;
  await givenTemplate("order_confirmed");
  const contact = await givenContact(ctx, mine.shop.id, { phone: "+4915123456789" });
  await ctx.db.consentEntry.create({
    data: {
      shopId: mine.shop.id,
      id: ctx.ids.next(),
      contactId: contact.id,
      purpose: "transactional",
      state: "revoked",
      source: "keyword",
      evidence: {},
      occurredAt: ctx.clock.now(),
      recordedAt: ctx.clock.now(),
      dedupeKey: "stop",
    },
  });
  expect(await sendTest()).toEqual({ outcome: "refused", why: "opted_out" });
});

test("what could not be sent stays off, with the reason, and the others are switched on", async () => {
  const { ctx } = test_;
  const shopId = mine.shop.id;
  const broken = await ctx.db.automation.findFirstOrThrow({ where: { shopId, key: "order_shipped" } });
  const definition = {
    version: 2,
    trigger: "order_created",
    steps: [{ id: "s", kind: "send_template", template: "gone", category: "utility", expiresAfter: { hours: 1 } }],
  };
  await ctx.db.automation.update({ where: { shopId_id: { shopId, id: broken.id } }, data: { definition } });
  const switched = await switchOnAutomations(ctx, shopId, ["order_confirmed", "order_shipped"]);
  expect(switched).toMatchObject({ on: 1, refused: [{ id: broken.id, problems: [{ rule: "template_missing" }] }] });
  expect(await ctx.db.automation.findFirst({ where: { shopId, key: "order_shipped" } })).toMatchObject({
    enabled: false,
  });
});
