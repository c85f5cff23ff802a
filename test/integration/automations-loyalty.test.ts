import { beforeEach, describe, expect, test } from "vitest";
import { listTestCases } from "#app/core/analytics/list-test-cases.ts";
import { readyAutomations } from "#app/core/automations/gallery-further.ts";
import { previewRun } from "#app/core/automations/preview-run.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import {
  givenAutomatedShop,
  givenFulfillment,
  givenMarketingConsent,
  givenOrder,
  tell,
} from "#test/support/given-automations.ts";
import { givenReady } from "#test/support/given-ready.ts";
import { deliver, outcomeOf, takeIn } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let scene: TestContext;
let shopId: string;
let shopDomain: string;
let numberId: string;
let contactId: string;

beforeEach(async () => {
  scene = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  const given = await givenAutomatedShop(scene.ctx, { languages: ["de"] });
  shopId = given.shop.id;
  shopDomain = given.shop.domain;
  numberId = given.number.id;
  await database.db.automation.updateMany({ data: { enabled: false } });
  contactId = (await givenContact(scene.ctx, shopId, { phone: "+4915112345678", customerId: "77" })).id;
  await givenMarketingConsent(scene.ctx, shopId, contactId);
});

async function runAll() {
  for (let pass = 0; pass < 20; pass += 1) {
    const { more: _more, ...counts } = await runDueSteps(scene.ctx);
    if (Object.values(counts).every((count) => count === 0)) return;
  }
  throw new Error("steps never rest");
}

const messages = () => database.db.message.findMany({ where: { shopId }, orderBy: { id: "asc" } });
const templatesSent = async () => (await messages()).map((message) => message.templateName);

describe("the NPS survey", () => {
  beforeEach(async () => {
    await givenReady(scene.ctx, shopId, "nps_survey");
    await givenOrder(scene.ctx, shopId, { contactId });
    await givenFulfillment(scene.ctx, shopId, { shipmentStatus: "delivered" });
    await tell(scene.ctx, shopId, {
      kind: "fulfillment_delivered",
      subjectKind: "fulfillment",
      subjectId: "5001",
      orderId: "9001",
      contactId,
    });
    scene.clock.advance(5 * dayMs);
    await runAll();
    scene.clock.advance(hourMs);
  });

  function answers(text: string) {
    const message = {
      wamid: `wamid.${scene.ctx.ids.next()}`,
      type: "text",
      from: { phone: "+4915112345678" },
      occurredAt: scene.clock.now(),
      text,
      content: { text: { body: text } },
    };
    return inTransaction(scene.ctx, (ctx) => applyInbound(ctx, { shopId, numberId }, message, scene.clock.now()));
  }

  test.each([
    ["10", "nps-promoter", ["nps_survey"]],
    [" 9/10 👍", "nps-promoter", ["nps_survey"]],
    ["10 von 10", "nps-promoter", ["nps_survey"]],
    ["eine 8", "nps-passive", ["nps_survey"]],
    ["٧", "nps-passive", ["nps_survey"]],
    ["０", "nps-detractor", ["nps_survey", "nps_sorry"]],
    ["६", "nps-detractor", ["nps_survey", "nps_sorry"]],
  ])("answered with %s marks the customer as %s", async (text, tag, sent) => {
    await answers(text);
    await runAll();
    expect(await database.db.tagTask.findMany()).toMatchObject([{ target: "customer", targetId: "77", tags: [tag] }]);
    expect(await templatesSent()).toEqual(sent);
  });

  test.each(["7.5", "11", "-3", "3 oder 4", "Ich warte seit 5 Tagen auf meine Rückzahlung"])(
    "answered with %s leaves it to a person",
    async (text) => {
      await answers(text);
      await runAll();
      expect(await database.db.tagTask.count()).toBe(0);
      expect(await templatesSent()).toEqual(["nps_survey"]);
      expect(await database.db.automationRun.findFirst()).toMatchObject({ state: "finished" });
    },
  );
});

describe("win back", () => {
  test.each([
    [true, 60, "win_back"],
    [false, 90, "win_back_lapsing"],
  ])("after an order that was the first: %s", async (isFirstOrder, days, template) => {
    await givenReady(scene.ctx, shopId, "win_back");
    await givenReady(scene.ctx, shopId, "win_back_lapsing");
    await givenOrder(scene.ctx, shopId, { contactId, isFirstOrder });
    await tell(scene.ctx, shopId, {
      kind: "order_created",
      subjectKind: "order",
      subjectId: "9001",
      orderId: "9001",
      contactId,
    });
    scene.clock.advance(days * dayMs - 1);
    await runAll();
    expect(await templatesSent()).toEqual([]);
    scene.clock.advance(1);
    await runAll();
    expect(await templatesSent()).toEqual([template]);
  });
});

describe("a VIP level", () => {
  const added = (tags: string[], occurredAt = "2026-11-21T09:59:00Z") => ({
    topic: "customer.tags_added",
    payload: { customerId: "gid://shopify/Customer/77", tags, occurredAt },
  });

  beforeEach(async () => {
    await givenReady(scene.ctx, shopId, "vip_tier");
  });

  test("is told once per customer and tag, however often it is delivered or added again", async () => {
    const webhook = added(["VIP Gold", "newsletter"]);
    expect(await outcomeOf(scene.ctx, shopDomain, webhook)).toBe("applied");
    expect(await outcomeOf(scene.ctx, shopDomain, webhook)).toBe("duplicate");
    expect(await outcomeOf(scene.ctx, shopDomain, added(["vip gold"], "2026-11-21T10:00:00Z"))).toBe("duplicate");
    await runAll();
    expect(await templatesSent()).toEqual(["vip_tier"]);
    expect(JSON.stringify((await messages())[0]?.content)).toContain("VIP Gold");

    expect(await outcomeOf(scene.ctx, shopDomain, added(["VIP Platin", "VIP Gold"]))).toBe("applied");
    expect(await database.db.automationRun.count()).toBe(2);
  });

  test("told by many deliveries at once is told once", async () => {
    for (let copy = 0; copy < 4; copy += 1) await deliver(scene.ctx, shopDomain, added(["VIP"]));
    await Promise.all([takeIn(scene.ctx), takeIn(scene.ctx)]);
    expect(await database.db.automationRun.count()).toBe(1);
  });

  test("of somebody unknown is written down; a body without tags changes nothing", async () => {
    const stranger = { ...added(["VIP"]), payload: { customerId: "gid://shopify/Customer/88", tags: ["VIP"] } };
    expect(await outcomeOf(scene.ctx, shopDomain, stranger)).toBe("applied");
    expect(await outcomeOf(scene.ctx, shopDomain, added([]))).toBe("duplicate");
    expect(await outcomeOf(scene.ctx, shopDomain, { ...stranger, payload: { tags: ["VIP"] } })).toBe(
      "dead:invalid_payload",
    );
  });

  test("can be tested with one that was added", async () => {
    await outcomeOf(scene.ctx, shopDomain, added(["VIP Gold"]));
    const [found] = await listTestCases(scene.ctx, shopId, { trigger: "customer_tag_added", country: "DE" });
    expect(found).toMatchObject({ subject: { kind: "customer_tag", id: "77:vip gold" }, product: "VIP Gold" });
    const definition = readyAutomations.find(({ key }) => key === "vip_tier")?.definition ?? expect.fail("no vip_tier");
    const preview = await previewRun(scene.ctx, shopId, { definition, subject: found?.subject ?? expect.fail("none") });
    expect(preview).toMatchObject({ outcome: "previewed", fits: true, steps: [{ decision: "send" }] });
    expect(JSON.stringify(preview)).toContain("VIP Gold");
  });

  test("leaves no trace of who it was when they are erased", async () => {
    await outcomeOf(scene.ctx, shopDomain, added(["VIP Gold"]));
    await eraseCustomer(scene.ctx, shopId, contactId);
    const events = await database.db.storeEvent.findMany();
    const runs = await database.db.automationRun.findMany();
    expect([...events, ...runs].filter(({ subjectId }) => subjectId.includes("77:"))).toEqual([]);
  });
});
