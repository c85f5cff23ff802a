import { beforeEach, describe, expect, test } from "vitest";
import { confirmingWords } from "#app/core/automations/confirmed-phone.ts";
import { readDefinition, type Step } from "#app/core/automations/definition.ts";
import { previewRun, type RunPreview } from "#app/core/automations/preview-run.ts";
import { sendTestStep, type TestStepSent } from "#app/core/automations/send-test-step.ts";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import { testsPerHour } from "#app/core/outbox/test-allowance.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import {
  givenAutomatedShop,
  givenCheckout,
  givenMarketingConsent,
  givenOrder,
} from "#test/support/given-automations.ts";

const database = useTestDatabase();
const hourMs = 3_600_000;
const ownPhone = "+4915199999999";

let scene: TestContext;
let shopId: string;
let numberId: string;
let otherShopId: string;

beforeEach(async () => {
  scene = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  const given = await givenAutomatedShop(scene.ctx, { languages: ["de", "en"] });
  shopId = given.shop.id;
  numberId = given.number.id;
  otherShopId = (await givenAutomatedShop(scene.ctx, { languages: ["de"] })).shop.id;
});

const send = (template: string, category: "utility" | "marketing" = "utility"): Step => ({
  id: template,
  kind: "send_template",
  template,
  category,
  expiresAfter: { days: 1 },
  quickReplyPayloads: [],
});
const wait = (hours: number): Step => ({ id: `wait-${hours}`, kind: "wait", for: { hours } });
const path = (steps: Step[], fields: object = {}) =>
  readDefinition({ version: 2, trigger: "order_created", steps, ...fields });

const countRows = async () => [
  await database.db.message.count(),
  await database.db.automationRun.count(),
  await database.db.automationStep.count(),
  await database.db.contact.count(),
];

describe("a path walked with something real", () => {
  const order = { kind: "order", id: "9001" };

  async function walked(
    steps: Step[],
    fields: object = {},
    about: { kind: string; id: string } = order,
    shop = shopId,
  ) {
    const before = await countRows();
    const preview = await previewRun(scene.ctx, shop, { definition: path(steps, fields), subject: about });
    expect(await countRows()).toEqual(before);
    return preview;
  }
  const sends = (preview: RunPreview) =>
    preview.outcome === "previewed"
      ? preview.steps.flatMap((step) =>
          step.kind === "send_template" ? [[step.template, step.decision, step.reason]] : [],
        )
      : [];

  test("tells what would have gone, to whom and when, and writes nothing", async () => {
    const { id: contactId } = await givenContact(scene.ctx, shopId, { phone: "+4915112345678" });
    await givenOrder(scene.ctx, shopId, { contactId });
    scene.clock.advance(48 * hourMs);
    const preview = await walked([wait(2), send("order_confirmed")]);
    expect(preview).toMatchObject({
      outcome: "previewed",
      fits: true,
      stopped: null,
      person: { firstName: "Ada" },
      steps: [{ decision: "send", reason: null, language: "de", goesAt: new Date("2026-11-21T12:00:00Z") }],
    });
    expect(JSON.stringify(preview)).not.toContain("15112345678");
    expect(JSON.stringify(preview)).toContain("#1001");
  });

  test("tells why not: no consent, conditions that are not met, an order that came, a parcel nobody knows", async () => {
    const { id: contactId } = await givenContact(scene.ctx, shopId, { phone: "+4915112345678" });
    await givenOrder(scene.ctx, shopId, { contactId });
    expect(sends(await walked([send("win_back", "marketing")]))).toEqual([
      ["win_back", "suppress", "no_marketing_consent"],
    ]);
    const expensive = { all: [{ field: "order.total", op: "at_least", value: { minor: "999999", currency: "EUR" } }] };
    expect(await walked([send("order_confirmed")], { conditions: expensive })).toMatchObject({ fits: false });
    expect(sends(await walked([send("order_shipped")]))).toEqual([["order_shipped", "suppress", "template_mismatch"]]);

    await givenMarketingConsent(scene.ctx, shopId, contactId);
    const completedAt = new Date(scene.clock.now().getTime() + hourMs);
    await givenCheckout(scene.ctx, shopId, { contactId, completedAt });
    const reminder = [wait(2), send("abandoned_checkout_1", "marketing")];
    const fields = { trigger: "checkout_abandoned", cancelOn: ["order_placed"] };
    const stopped = await walked(reminder, fields, { kind: "checkout", id: "checkout-1" });
    expect(sends(stopped)).toEqual([["abandoned_checkout_1", "stopped", "order_placed"]]);
    expect(stopped).toMatchObject({ stopped: { reason: "order_placed", at: completedAt } });
  });

  test("of another shop, of nobody, or of nothing is told apart and leaks nothing", async () => {
    const { id: contactId } = await givenContact(scene.ctx, shopId, { phone: "+4915112345678" });
    await givenOrder(scene.ctx, shopId, { contactId });
    await givenOrder(scene.ctx, shopId, { id: "9002" });
    const steps = [send("order_confirmed")];
    expect(await walked(steps, {}, order, otherShopId)).toEqual({ outcome: "not_found" });
    expect(await walked(steps, {}, { kind: "order", id: "9999" })).toEqual({ outcome: "not_found" });
    expect(await walked(steps, {}, { kind: "moon", id: "9001" })).toEqual({ outcome: "not_found" });
    expect(await walked(steps, {}, { kind: "order", id: "9002" })).toEqual({ outcome: "no_person" });
  });
});

describe("a message to one's own phone", () => {
  let presses = 0;
  const press = () => `0197a000-0000-7000-8000-${String((presses += 1)).padStart(12, "0")}`;
  const definition = path([wait(1), send("order_confirmed")]);

  function sendIt(fields: Partial<Parameters<typeof sendTestStep>[2]> = {}, shop = shopId): Promise<TestStepSent> {
    const input = { definition, stepId: "order_confirmed", phone: ownPhone, requestId: press(), ...fields };
    return sendTestStep(scene.ctx, shop, input);
  }
  const messages = () => database.db.message.findMany({ where: { shopId }, orderBy: { id: "asc" } });

  function writes(text: string, phone = ownPhone) {
    const message = {
      wamid: `wamid.${press()}`,
      type: "text",
      from: { phone },
      occurredAt: scene.clock.now(),
      text,
      content: { text: { body: text } },
    };
    return inTransaction(scene.ctx, (ctx) => applyInbound(ctx, { shopId, numberId }, message, scene.clock.now()));
  }

  async function givenRealOrder() {
    const customer = await givenContact(scene.ctx, shopId, { phone: "+4915112345678", firstName: "Mara" });
    await givenOrder(scene.ctx, shopId, { id: "9001", name: "#4711", contactId: customer.id });
    return { kind: "order", id: "9001" };
  }

  test("is filled with an example, is a test, and is queued once for one press", async () => {
    const requestId = press();
    const both = await Promise.all([sendIt({ requestId }), sendIt({ requestId })]);
    const [message, ...others] = await messages();
    expect(others).toEqual([]);
    expect(both).toEqual([
      { outcome: "planned", messageId: message?.id },
      { outcome: "planned", messageId: message?.id },
    ]);
    expect(message).toMatchObject({ state: "queued", isTest: true, runId: null, automationId: null });
    expect(scene.wakes).toContain("send");
    expect(JSON.stringify(message?.content)).toContain("#1001");
  });

  test("is not logged with a number, a name or its words", async () => {
    const { messageId } = (await sendIt()) as { messageId: string };
    expect(scene.logs.filter(({ event }) => event === "test_sent")).toEqual([
      { level: "info", event: "test_sent", fields: { shopId, messageId, real: false } },
    ]);
    expect(JSON.stringify(scene.logs)).not.toContain("99999999");
  });

  test("speaks of a real order only to a phone that wrote its words to the shop", async () => {
    const subject = await givenRealOrder();
    const words = confirmingWords(shopId, ownPhone);
    expect(words).toMatch(/^TEST \d{4}$/);
    const refused = { outcome: "not_confirmed", words, to: "+4930901820" };
    expect(await sendIt({ subject })).toEqual(refused);
    await writes("Hallo");
    await writes(words, "+4915188888888");
    expect(await sendIt({ subject })).toEqual(refused);
    expect(await messages()).toEqual([]);

    await writes(` ${words.toLowerCase()} `);
    expect(await sendIt({ subject })).toMatchObject({ outcome: "planned" });
    const [message] = await messages();
    expect(JSON.stringify(message?.content)).toContain("#4711");
    expect(JSON.stringify(message?.content)).toContain("Mara");
    const own = await database.db.contactIdentity.findFirstOrThrow({ where: { shopId, value: ownPhone } });
    expect(message?.contactId).toBe(own.contactId);

    scene.clock.advance(31 * 24 * hourMs);
    expect(await sendIt({ subject })).toEqual(refused);
  });

  test("knows no order of another shop, and no phone that confirmed to another", async () => {
    const subject = await givenRealOrder();
    const words = confirmingWords(otherShopId, ownPhone);
    expect(words).not.toBe(confirmingWords(shopId, ownPhone));
    await writes(confirmingWords(shopId, ownPhone));
    expect(await sendIt({ subject }, otherShopId)).toMatchObject({ outcome: "not_confirmed", words });
    expect(await sendIt({ subject: { kind: "order", id: "9999" } })).toEqual({ outcome: "not_found" });
    expect(await sendIt({ stepId: "wait-1" })).toEqual({ outcome: "not_found" });
    expect(await messages()).toEqual([]);
  });

  test("goes so often in an hour and no more; what was pressed before is answered as before", async () => {
    const first = press();
    await sendIt({ requestId: first });
    const answers = await Promise.all(Array.from({ length: testsPerHour + 2 }, () => sendIt()));
    expect(answers.filter(({ outcome }) => outcome === "planned")).toHaveLength(testsPerHour - 1);
    expect(answers.filter(({ outcome }) => outcome === "too_many")).toHaveLength(3);
    expect(await sendIt({ requestId: first })).toMatchObject({ outcome: "planned" });
    expect(await sendIt({}, otherShopId)).toMatchObject({ outcome: "planned" });
    scene.clock.advance(hourMs);
    expect(await sendIt()).toMatchObject({ outcome: "planned" });
  });

  test("does not go to who asked for none, is blocked, or is no phone at all", async () => {
    expect(await sendIt({ phone: "abc" })).toEqual({ outcome: "invalid_phone" });
    const contact = await givenContact(scene.ctx, shopId, { phone: ownPhone });
    await writes("STOP");
    const marketing = path([send("win_back", "marketing")]);
    const asked = await sendIt({ definition: marketing, stepId: "win_back" });
    expect(asked).toMatchObject({ outcome: "refused" });
    const where = { shopId_id: { shopId, id: contact.id } };
    await database.db.contact.update({ where, data: { blockedAt: scene.clock.now() } });
    expect(await sendIt()).toMatchObject({ outcome: "refused", reason: "contact_blocked" });
    expect((await messages()).filter(({ isTest }) => isTest)).toEqual([]);
  });
});
