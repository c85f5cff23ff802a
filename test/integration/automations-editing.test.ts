import { beforeEach, describe, expect, test } from "vitest";
import { createAutomation, createFromGallery, duplicateAutomation } from "#app/core/automations/create-automation.ts";
import { readDefinition, type AutomationDefinition, type Step } from "#app/core/automations/definition.ts";
import { readAutomation } from "#app/core/automations/read-automation.ts";
import { removeAutomation } from "#app/core/automations/remove-automation.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import { saveAutomation } from "#app/core/automations/save-automation.ts";
import { setEnabled } from "#app/core/automations/switch-automation.ts";
import { makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import { givenAutomatedShop, givenOrder, tell } from "#test/support/given-automations.ts";

const database = useTestDatabase();
const hourMs = 3_600_000;
const requestId = "0197a000-0000-7000-8000-00000000aaaa";

let scene: TestContext;
let shopId: string;
let otherShopId: string;

beforeEach(async () => {
  scene = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  shopId = (await givenAutomatedShop(scene.ctx, { languages: ["de"] })).shop.id;
  otherShopId = (await givenAutomatedShop(scene.ctx, { languages: ["de"] })).shop.id;
  await database.db.automation.updateMany({ data: { enabled: false } });
});

const send = (template: string): Step => ({
  id: template,
  kind: "send_template",
  template,
  category: "utility",
  expiresAfter: { days: 1 },
  quickReplyPayloads: [],
});
const wait = (hours: number): Step => ({ id: `wait-${hours}`, kind: "wait", for: { hours } });
const code: Step = {
  id: "code",
  kind: "discount_code",
  value: { kind: "percent", percent: 10 },
  validFor: { days: 7 },
  prefix: "DANKE",
};
const path = (steps: Step[], fields: object = {}): AutomationDefinition =>
  readDefinition({ version: 2, trigger: "order_created", steps, ...fields });

async function givenOwn(definition: AutomationDefinition, id = requestId) {
  const created = await createAutomation(scene.ctx, shopId, { requestId: id, name: "Own", definition });
  expect(created).toEqual({ outcome: "created", id });
  return id;
}
const stored = (id: string) => database.db.automation.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
const save = (definition: unknown, version: number, fields: object = {}) =>
  saveAutomation(scene.ctx, shopId, { id: requestId, version, name: "Own", definition, ...fields });

async function orders(id: string) {
  const contact = await givenContact(scene.ctx, shopId);
  await givenOrder(scene.ctx, shopId, { id, name: `#${id}`, contactId: contact.id });
  const subject = { subjectKind: "order", subjectId: id, orderId: id } as const;
  return tell(scene.ctx, shopId, { kind: "order_created", ...subject, contactId: contact.id });
}

async function templatesSentAfter(hours: number) {
  scene.clock.advance(hours * hourMs);
  for (let pass = 0; pass < 5; pass += 1) await runDueSteps(scene.ctx);
  const sent = await database.db.message.findMany({ where: { shopId }, orderBy: { id: "asc" } });
  return sent.map(({ templateName }) => templateName);
}

describe("saving", () => {
  test("counts a version up, keeps name, trigger and path, and wakes nobody else's", async () => {
    await givenOwn(path([send("order_confirmed")]));
    const changed = path([wait(2), send("delivered")], { trigger: "order_paid" });
    expect(await save(changed, 1, { name: "Gentle" })).toMatchObject({ outcome: "saved", version: 2, problems: [] });
    expect(await stored(requestId)).toMatchObject({
      version: 2,
      name: "Gentle",
      trigger: "order_paid",
      enabled: false,
    });
    expect((await readAutomation(scene.ctx.db, shopId, requestId, scene.clock.now()))?.definition).toEqual(changed);
  });

  test("a form that is sent twice is saved once", async () => {
    await givenOwn(path([send("order_confirmed")]));
    const changed = path([wait(2), send("delivered")]);
    const both = await Promise.all([save(changed, 1), save(changed, 1)]);
    expect(both).toMatchObject([
      { outcome: "saved", version: 2 },
      { outcome: "saved", version: 2 },
    ]);
    expect(await stored(requestId)).toMatchObject({ version: 2 });
  });

  test("of two editors the second is told, and what the first saved stays", async () => {
    await givenOwn(path([send("order_confirmed")]));
    await save(path([wait(2), send("order_confirmed")]), 1, { name: "Theirs" });
    const mine = path([wait(9), send("order_confirmed")]);
    expect(await save(mine, 1, { name: "Mine" })).toEqual({ outcome: "conflict", version: 2, name: "Theirs" });
    expect(await stored(requestId)).toMatchObject({ version: 2, name: "Theirs" });
    // "Keep mine" saves on top of what is there now.
    expect(await save(mine, 2, { name: "Mine" })).toMatchObject({ outcome: "saved", version: 3 });
    expect(await stored(requestId)).toMatchObject({ version: 3, name: "Mine" });
  });

  test("two editors at the same moment: one is saved, the other told", async () => {
    await givenOwn(path([send("order_confirmed")]));
    const answers = await Promise.all([
      save(path([wait(2), send("order_confirmed")]), 1),
      save(path([wait(3), send("order_confirmed")]), 1),
    ]);
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(["conflict", "saved"]);
    expect(await stored(requestId)).toMatchObject({ version: 2 });
  });

  test("leaves runs under way as they began; new ones follow the change", async () => {
    await givenOwn(path([wait(1), send("order_confirmed"), wait(2), send("delivered")]));
    await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true });
    await orders("1");
    expect(await templatesSentAfter(1)).toEqual(["order_confirmed"]);
    const changed = path([wait(1), send("refund_issued")], { trigger: "refund_created" });
    expect(await save(changed, 1)).toMatchObject({ outcome: "saved" });
    expect((await orders("2")).started).toBe(0);
    expect(await templatesSentAfter(2)).toEqual(["order_confirmed", "delivered"]);
    expect(await database.db.automationRun.findMany({ where: { shopId } })).toMatchObject([{ state: "finished" }]);
  });

  test("keeps a broken path as a draft while it is off, and refuses it while it is on", async () => {
    const fine = path([send("order_confirmed")]);
    await givenOwn(fine);
    const broken = path([send("order_confirmed"), send("order_shipped")], { trigger: "checkout_abandoned" });
    const problem = { path: ["steps", 1, "template"], rule: "variable_unknown_here", severity: "error" };
    const draft = await save(broken, 1);
    expect(draft).toMatchObject({ outcome: "saved", version: 2 });
    expect(draft.outcome === "saved" && draft.problems).toContainEqual(expect.objectContaining(problem));
    expect(await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true })).toMatchObject({
      outcome: "refused",
      problems: expect.arrayContaining([expect.objectContaining(problem)]) as unknown,
    });
    expect(await stored(requestId)).toMatchObject({ enabled: false });

    await save(fine, 2);
    expect(await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true })).toMatchObject({
      outcome: "switched",
    });
    expect(await save(broken, 3)).toMatchObject({ outcome: "refused" });
    expect(await stored(requestId)).toMatchObject({ version: 3, enabled: true, trigger: "order_created" });
  });

  test("refuses what is no definition, and writes nothing", async () => {
    await givenOwn(path([send("order_confirmed")]));
    for (const nonsense of [null, "x", {}, { version: 9 }, { ...path([send("order_confirmed")]), steps: [] }]) {
      expect(await save(nonsense, 1)).toMatchObject({ outcome: "refused" });
    }
    expect(await stored(requestId)).toMatchObject({ version: 1 });
  });

  test("asks for the codes of an automation that is on", async () => {
    await givenOwn(path([send("order_confirmed")]));
    await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true });
    const pools = () => database.db.discountPool.count({ where: { shopId, automationId: requestId } });
    expect(await pools()).toBe(0);
    await save(path([code, send("order_confirmed")]), 1);
    await save(path([code, send("order_confirmed")]), 1);
    expect(await pools()).toBe(1);
  });
});

describe("switching", () => {
  test("on and off, each twice, is once", async () => {
    await givenOwn(path([wait(1), send("order_confirmed")]));
    for (const enabled of [true, true, false, false]) {
      expect(await setEnabled(scene.ctx, shopId, { id: requestId, enabled })).toMatchObject({
        outcome: "switched",
        enabled,
      });
      expect(await stored(requestId)).toMatchObject({ enabled, version: 1 });
    }
  });

  test("off starts nothing and ends what waits; on again does not wake it", async () => {
    await givenOwn(path([wait(1), send("order_confirmed")]));
    await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true });
    expect((await orders("1")).started).toBe(1);
    await setEnabled(scene.ctx, shopId, { id: requestId, enabled: false });
    expect((await orders("2")).started).toBe(0);
    expect(await templatesSentAfter(2)).toEqual([]);
    await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true });
    expect(await templatesSentAfter(2)).toEqual([]);
  });

  test("does not change what is being saved: the path stays, and the version", async () => {
    await givenOwn(path([send("order_confirmed")]));
    const changed = path([wait(2), send("order_confirmed")]);
    await Promise.all([save(changed, 1), setEnabled(scene.ctx, shopId, { id: requestId, enabled: true })]);
    expect(await stored(requestId)).toMatchObject({ version: 2, enabled: true });
    expect(readDefinition((await stored(requestId)).definition)).toEqual(changed);
  });

  test("on is refused for a template that is gone, refused, or whose placeholders nobody explained", async () => {
    await givenOwn(path([send("order_confirmed")]));
    const rules = async () => {
      const answer = await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true });
      expect(answer.outcome).toBe("refused");
      return answer.outcome === "refused" ? answer.problems.map(({ rule }) => rule) : [];
    };
    const where = { shopId, name: "order_confirmed" };
    const { variables } = await database.db.template.findFirstOrThrow({ where });
    await database.db.template.updateMany({ where, data: { status: "rejected" } });
    expect(await rules()).toEqual(["template_rejected"]);
    const unmapped = { header: [], body: [], buttons: [], unmapped: true };
    await database.db.template.updateMany({ where, data: { status: "approved", variables: unmapped } });
    expect(await rules()).toEqual(["template_unmapped"]);
    await database.db.template.updateMany({ where, data: { variables: variables ?? {}, category: "marketing" } });
    expect(await rules()).toEqual(["template_recategorised"]);
  });
});

describe("beginning one", () => {
  test("from the gallery: switched off, one for each press of the button", async () => {
    const wish = { galleryKey: "payment_reminder", requestId, name: "Gentle reminder" };
    const both = await Promise.all([
      createFromGallery(scene.ctx, shopId, wish),
      createFromGallery(scene.ctx, shopId, wish),
    ]);
    expect(both).toEqual([
      { outcome: "created", id: requestId },
      { outcome: "created", id: requestId },
    ]);
    expect(await database.db.automation.findMany({ where: { shopId, name: wish.name } })).toMatchObject([
      { id: requestId, enabled: false, version: 1, trigger: "order_created" },
    ]);
    expect(await createFromGallery(scene.ctx, shopId, { ...wish, galleryKey: "moon" })).toEqual({
      outcome: "not_found",
    });
  });

  test("as a copy: off, with a version of its own, and apart from the first", async () => {
    await givenOwn(path([wait(2), send("order_confirmed")]));
    await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true });
    const copyId = "0197a000-0000-7000-8000-00000000bbbb";
    const wish = { id: requestId, requestId: copyId, name: "Copy" };
    expect(await duplicateAutomation(scene.ctx, shopId, wish)).toEqual({ outcome: "created", id: copyId });
    expect(await duplicateAutomation(scene.ctx, shopId, wish)).toEqual({ outcome: "created", id: copyId });
    expect(await stored(copyId)).toMatchObject({ name: "Copy", enabled: false, version: 1 });
    await save(path([send("delivered")]), 1);
    expect(readDefinition((await stored(copyId)).definition)).toEqual(path([wait(2), send("order_confirmed")]));
  });
});

describe("taking one away", () => {
  test("ends its runs, is not found any more, and can be pressed twice", async () => {
    await givenOwn(path([wait(1), send("order_confirmed")]));
    await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true });
    await orders("1");
    expect(await removeAutomation(scene.ctx, shopId, requestId)).toEqual({ outcome: "removed", stoppedRuns: 1 });
    expect(await removeAutomation(scene.ctx, shopId, requestId)).toEqual({ outcome: "not_found" });
    expect(await save(path([send("delivered")]), 1)).toEqual({ outcome: "not_found" });
    expect(await setEnabled(scene.ctx, shopId, { id: requestId, enabled: true })).toEqual({ outcome: "not_found" });
    expect(await templatesSentAfter(2)).toEqual([]);
  });

  test("holds back what runs that are finished have queued, and what is another's goes on", async () => {
    await givenOwn(path([send("order_confirmed")]));
    const otherId = await givenOwn(path([send("delivered")]), "0197a000-0000-7000-8000-00000000bbbb");
    for (const id of [requestId, otherId]) await setEnabled(scene.ctx, shopId, { id, enabled: true });
    await orders("1");
    expect((await templatesSentAfter(0)).sort()).toEqual(["delivered", "order_confirmed"]);
    expect(await removeAutomation(scene.ctx, shopId, requestId)).toEqual({ outcome: "removed", stoppedRuns: 0 });
    const queued = await database.db.message.findMany({ where: { shopId }, orderBy: { templateName: "asc" } });
    expect(queued).toMatchObject([
      { automationId: otherId, state: "queued" },
      { automationId: requestId, state: "cancelled", reason: "automation_removed" },
    ]);
  });
});

test("another shop's automation is not found, whatever is asked of it", async () => {
  await givenOwn(path([send("order_confirmed")]));
  const { ctx } = scene;
  const before = await stored(requestId);
  const changed = { id: requestId, version: 1, name: "Taken", definition: path([send("delivered")]) };
  expect(await saveAutomation(ctx, otherShopId, changed)).toEqual({ outcome: "not_found" });
  expect(await setEnabled(ctx, otherShopId, { id: requestId, enabled: true })).toEqual({ outcome: "not_found" });
  expect(await removeAutomation(ctx, otherShopId, requestId)).toEqual({ outcome: "not_found" });
  expect(await readAutomation(ctx.db, otherShopId, requestId, scene.clock.now())).toBeNull();
  const copy = { id: requestId, requestId: ctx.ids.next(), name: "Copy" };
  expect(await duplicateAutomation(ctx, otherShopId, copy)).toEqual({ outcome: "not_found" });
  expect(await stored(requestId)).toEqual(before);
});
