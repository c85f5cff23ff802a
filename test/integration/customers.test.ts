import { beforeEach, describe, expect, test } from "vitest";
import { randomUUID } from "node:crypto";
import { listCustomers } from "#app/core/analytics/list-customers.ts";
import { listMessages } from "#app/core/analytics/list-messages.ts";
import { readCustomer } from "#app/core/analytics/read-customer.ts";
import { readMerge } from "#app/core/analytics/read-merge.ts";
import { optIn } from "#app/core/consent/opt-in.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { findOrMakeContact } from "#app/core/contacts/find-or-make-contact.ts";
import { blockCustomer, unblockCustomer } from "#app/core/customers/block-customer.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { mergeCustomers } from "#app/core/customers/merge-customers.ts";
import { noteConsent } from "#app/core/customers/note-consent.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
let test_: TestContext;
let mine: Awaited<ReturnType<typeof givenShop>>;

beforeEach(async () => {
  test_ = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  mine = await givenShop(test_.ctx);
});

const found = async (search: string) =>
  (await listCustomers(test_.ctx, mine.shop.id, { search })).customers.map(({ label }) => label);

const consentNow = (contactId: string, shopId = mine.shop.id) =>
  inTransaction(test_.ctx, ({ tx }) => readConsent(tx, shopId, contactId));

function stop(contactId: string, key: string, purposes: ("marketing" | "transactional")[]) {
  return inTransaction(test_.ctx, (ctx) =>
    optOut(ctx, {
      shopId: mine.shop.id,
      contactId,
      purposes,
      source: "keyword",
      evidence: { said: "STOP" },
      occurredAt: test_.clock.now(),
      dedupeKey: key,
    }),
  );
}

describe("finding people", () => {
  beforeEach(async () => {
    const { ctx } = test_;
    await givenContact(ctx, mine.shop.id, {
      firstName: "José",
      lastName: "Núñez",
      phone: "+5215512345678".replace("521", "52"),
    });
    await givenContact(ctx, mine.shop.id, { firstName: "Жанна", lastName: "Орлова", phone: "+4915112345678" });
    await givenContact(ctx, mine.shop.id, { firstName: "100%", lastName: "Rabatt_", customerId: "7001" });
    const other = await givenShop(ctx);
    await givenContact(ctx, other.shop.id, {
      firstName: "José",
      lastName: "Nunez",
      phone: "+5215500000000".replace("521", "52"),
    });
  });

  test.each([
    ["jose", ["José Núñez"]],
    ["JOSÉ  nu", ["José Núñez"]],
    ["nunez jo", ["José Núñez"]],
    ["жАН", ["Жанна Орлова"]],
    ["+49 151 12345678", ["Жанна Орлова"]],
    ["0151 123 456 78", ["Жанна Орлова"]],
    ["345678", ["Жанна Орлова", "José Núñez"]],
    ["+52 1 55 1234 5678", ["José Núñez"]],
    ["7001", ["100% Rabatt_"]],
    ["100%", ["100% Rabatt_"]],
    ["%", []],
    ["osé", []],
    ["\u0000jose", ["José Núñez"]],
    ["' OR 1=1 --", []],
  ])("%j finds %j", async (search, labels) => {
    expect(await found(search)).toEqual(labels);
  });

  test("by an order's name, with and without its sign", async () => {
    const { ctx } = test_;
    const contact = await givenContact(ctx, mine.shop.id, { firstName: "Ordering" });
    await givenOrder("9001", "#1001", contact.id);
    expect(await found("#1001")).toEqual(["Ordering Holm"]);
    expect(await found("1001")).toEqual(["Ordering Holm"]);
  });
});

async function givenOrder(id: string, name: string, contactId: string) {
  const now = test_.clock.now();
  await database.db.order.create({
    data: {
      shopId: mine.shop.id,
      id,
      name,
      contactId,
      currency: "EUR",
      totalMinor: 1999n,
      outstandingMinor: 0n,
      financialStatus: "paid",
      paymentKind: "prepaid",
      statusUrl: "https://shop.example/status/secret",
      tags: [],
      lineItems: [],
      discounts: [],
      createdAt: now,
      versionAt: now,
    },
  });
}

test("people are listed by what they say today about marketing, page by page", async () => {
  const { ctx, clock } = test_;
  const said = async (contactId: string, state: "granted" | "revoked") => {
    clock.advance(1000);
    return noteConsent(ctx, mine.shop.id, contactId, {
      formId: ctx.ids.next(),
      purposes: "marketing",
      state,
      note: "told",
    });
  };
  const people = [];
  for (let n = 0; n < 53; n++) people.push((await givenContact(ctx, mine.shop.id)).id);
  for (const id of people) await said(id, "revoked");
  await said(people[0] ?? "", "granted");
  const first = await listCustomers(ctx, mine.shop.id, { consent: "revoked" });
  expect(first.customers).toHaveLength(50);
  const second = await listCustomers(ctx, mine.shop.id, { consent: "revoked", before: first.older ?? "" });
  expect(second.customers.map(({ id }) => id)).toEqual([people[2], people[1]]);
  const agreed = await listCustomers(ctx, mine.shop.id, { consent: "granted" });
  expect(agreed.customers).toMatchObject([{ id: people[0], consent: { marketing: "granted" } }]);
});

test("a search finds the messages of a person and of an order, and nothing else", async () => {
  const { ctx } = test_;
  const where = { shopId: mine.shop.id, numberId: mine.number.id };
  const ada = await givenContact(ctx, mine.shop.id, { firstName: "Ada" });
  const bo = await givenContact(ctx, mine.shop.id, { firstName: "Bo" });
  const toAda = await givenMessage(ctx, { ...where, contactId: ada.id });
  await givenMessage(ctx, { ...where, contactId: bo.id });
  await givenOrder("9001", "#1001", bo.id);
  const run = await givenRun(bo.id, "order:9001");
  const ofOrder = await givenMessage(ctx, { ...where, contactId: bo.id }, { runId: run });
  const ids = async (filters: Parameters<typeof listMessages>[2]) =>
    (await listMessages(ctx, mine.shop.id, filters)).messages.map(({ id }) => id);
  expect(await ids({ search: "ada" })).toEqual([toAda]);
  expect(await ids({ search: "1001" })).toEqual([ofOrder]);
  expect((await listMessages(ctx, mine.shop.id, { search: "1001" })).messages[0]?.order).toBe("#1001");
  expect(await ids({ search: "1001", state: "read" })).toEqual([]);
  expect(await ids({ search: "nobody" })).toEqual([]);
  expect(await ids({ template: "order_confirmed" })).toHaveLength(3);
  expect(await ids({ template: "other" })).toEqual([]);
});

async function givenRun(contactId: string, cancelKey: string, subjectKind = "order"): Promise<string> {
  const { ctx } = test_;
  const now = ctx.clock.now();
  const automation = await database.db.automation.create({
    data: {
      shopId: mine.shop.id,
      id: ctx.ids.next(),
      key: `key-${subjectKind}`,
      name: "Order confirmation",
      trigger: "order_created",
      enabled: true,
      definition: {},
      createdAt: now,
      updatedAt: now,
    },
  });
  const run = await database.db.automationRun.create({
    data: {
      shopId: mine.shop.id,
      id: ctx.ids.next(),
      automationId: automation.id,
      contactId,
      definition: {},
      subjectKind,
      subjectId: cancelKey,
      cancelKey,
      state: "active",
      startedAt: now,
    },
  });
  return run.id;
}

test("blocking cancels what waits, at once and once; unblocking brings nothing back", async () => {
  const { ctx } = test_;
  const contact = await givenContact(ctx, mine.shop.id);
  const messageId = await givenMessage(ctx, { shopId: mine.shop.id, numberId: mine.number.id, contactId: contact.id });
  expect(await blockCustomer(ctx, mine.shop.id, contact.id)).toEqual({ outcome: "done", cancelled: 1 });
  test_.clock.advance(60_000);
  expect(await blockCustomer(ctx, mine.shop.id, contact.id)).toEqual({ outcome: "done", cancelled: 0 });
  const blocked = await database.db.contact.findFirstOrThrow({ where: { id: contact.id } });
  expect(blocked.blockedAt).toEqual(new Date("2026-11-21T10:00:00Z"));
  expect(await stateOf(messageId)).toEqual({ state: "cancelled", reason: "contact_blocked" });
  await unblockCustomer(ctx, mine.shop.id, contact.id);
  expect(await stateOf(messageId)).toEqual({ state: "cancelled", reason: "contact_blocked" });
  const other = await givenShop(ctx);
  expect(await blockCustomer(ctx, other.shop.id, contact.id)).toEqual({ outcome: "unknown_customer" });
});

const stateOf = (id: string) =>
  database.db.message.findFirstOrThrow({ where: { id }, select: { state: true, reason: true } });

test("a no noted on a form after a yes on it is no repetition of anything", async () => {
  const { ctx, clock } = test_;
  const { id } = await givenContact(ctx, mine.shop.id);
  const form = { formId: "019a0000-0000-7000-8000-0000000000ab", purposes: "marketing", note: "Said so" } as const;
  for (const state of ["granted", "revoked", "granted", "revoked"] as const) {
    clock.advance(60_000);
    await noteConsent(ctx, mine.shop.id, id, { ...form, state });
    const { marketing } = await inTransaction(ctx, ({ tx }) => readConsent(tx, mine.shop.id, id));
    if (state === "revoked") expect(marketing).toBe("revoked");
  }
});

test("a yes noted by the merchant lifts no no of the person's own: it is kept as pending, and said so", async () => {
  const { ctx, clock } = test_;
  const { id } = await givenContact(ctx, mine.shop.id);
  await stop(id, "stop", ["marketing"]);
  clock.advance(60_000);
  const form = { formId: ctx.ids.next(), purposes: "everything", state: "granted", note: "Said so" } as const;
  expect(await noteConsent(ctx, mine.shop.id, id, form)).toMatchObject({ outcome: "recorded", heldBack: true });
  expect(await readCustomer(ctx, mine.shop.id, id)).toMatchObject({
    customer: { consent: { marketing: "revoked", transactional: "granted" }, ownNo: ["marketing"] },
  });
  const noted = { shopId: mine.shop.id, source: "merchant", purpose: "marketing" as const };
  expect(await database.db.consentEntry.findMany({ where: noted })).toMatchObject([
    { state: "pending", evidence: { note: "Said so" } },
  ]);
});

test("a consent noted by the merchant is one decision with its proof, and needs a note", async () => {
  const { ctx } = test_;
  const contact = await givenContact(ctx, mine.shop.id);
  const form = { formId: "019a0000-0000-7000-8000-0000000000aa", purposes: "everything", state: "revoked" } as const;
  expect(await noteConsent(ctx, mine.shop.id, contact.id, { ...form, note: "  " })).toEqual({
    outcome: "note_missing",
  });
  const tooLong = { ...form, note: "x".repeat(501) };
  expect(await noteConsent(ctx, mine.shop.id, contact.id, tooLong)).toEqual({ outcome: "note_too_long" });
  const note = { ...form, note: " Called on Monday\u0000 " };
  expect(await noteConsent(ctx, mine.shop.id, contact.id, note)).toMatchObject({ outcome: "recorded" });
  expect(await noteConsent(ctx, mine.shop.id, contact.id, note)).toMatchObject({ outcome: "duplicate" });
  const read = await readCustomer(ctx, mine.shop.id, contact.id);
  expect(read).toMatchObject({
    outcome: "found",
    customer: {
      consent: { marketing: "revoked", transactional: "revoked" },
      history: [
        { source: "merchant", proof: [{ key: "note", value: "Called on Monday" }] },
        { source: "merchant", proof: [{ key: "note", value: "Called on Monday" }] },
      ],
    },
  });
});

test("merging shows beforehand what it comes to, and the one merged away leads to the other", async () => {
  const { ctx } = test_;
  const keep = await givenContact(ctx, mine.shop.id, { firstName: "Ada", lastName: null });
  const drop = await givenContact(ctx, mine.shop.id, { firstName: "A.", lastName: "Holm" });
  await stop(drop.id, "stop", ["marketing"]);
  expect(await readMerge(ctx, mine.shop.id, keep.id, drop.id)).toMatchObject({
    keep: { id: keep.id },
    drop: { id: drop.id },
    consent: { marketing: "revoked", transactional: "none" },
  });
  expect(await mergeCustomers(ctx, mine.shop.id, keep.id, drop.id)).toEqual({ outcome: "merged", contactId: keep.id });
  expect(await mergeCustomers(ctx, mine.shop.id, keep.id, drop.id)).toEqual({ outcome: "same", contactId: keep.id });
  expect(await consentNow(keep.id)).toEqual({ marketing: "revoked", transactional: "none" });
  expect(await readCustomer(ctx, mine.shop.id, drop.id)).toEqual({ outcome: "merged", into: keep.id });
  expect(await readCustomer(ctx, mine.shop.id, keep.id)).toMatchObject({ customer: { label: "Ada Holm" } });
  expect(await readMerge(ctx, mine.shop.id, keep.id, drop.id)).toBeNull();
});

describe("erasing", () => {
  const phone = "+4915112345678";

  async function givenErased(purposes: ("marketing" | "transactional")[]) {
    const { ctx } = test_;
    const contact = await givenContact(ctx, mine.shop.id, { firstName: "Secret", phone, customerId: "7001" });
    const twin = await givenContact(ctx, mine.shop.id, { firstName: "Secret", phone: "+4915199999999" });
    await mergeCustomers(ctx, mine.shop.id, contact.id, twin.id);
    const where = { shopId: mine.shop.id, numberId: mine.number.id, contactId: contact.id };
    const sent = await givenMessage(ctx, where);
    await database.db.message.updateMany({
      where: { id: sent },
      data: { state: "sending", claimedAt: ctx.clock.now(), claimedBy: "worker" },
    });
    const waiting = await givenMessage(ctx, where);
    await givenOrder("9001", "#1001", contact.id);
    const run = await givenRun(contact.id, "order:9001");
    const left = {
      shopId: mine.shop.id,
      contactId: contact.id,
      recordedAt: ctx.clock.now(),
      occurredAt: ctx.clock.now(),
    };
    for (const kind of ["cart", "checkout"]) {
      await givenRun(contact.id, `${kind}-token`, kind);
      const event = { kind: `${kind}_updated`, subjectKind: kind, subjectId: `${kind}-token`, occurrence: "" };
      await database.db.storeEvent.create({
        data: { ...left, ...event, id: ctx.ids.next(), outcome: "applied", details: {} },
      });
    }
    const task = { position: 0, target: "customer", targetId: "7001", tags: ["VIP"] };
    await database.db.tagTask.create({
      data: {
        ...task,
        shopId: mine.shop.id,
        id: ctx.ids.next(),
        runId: run,
        nextAttemptAt: ctx.clock.now(),
        createdAt: ctx.clock.now(),
      },
    });
    if (purposes.length > 0) await stop(contact.id, "stop", purposes);
    test_.clock.advance(60_000);
    expect(await eraseCustomer(ctx, mine.shop.id, contact.id)).toEqual({ outcome: "erased" });
    return { contactId: contact.id, sent, waiting, run };
  }

  test("nothing of the person is left, the shop's figures are, and what waited goes nowhere", async () => {
    const { contactId, sent, waiting, run } = await givenErased(["marketing"]);
    const { db } = database;
    const { shop } = mine;
    expect(await stateOf(waiting)).toEqual({ state: "cancelled", reason: "contact_erased" });
    expect(await stateOf(sent)).toEqual({ state: "failed", reason: "contact_erased" });
    expect(await db.automationRun.findFirst({ where: { id: run } })).toMatchObject({ state: "cancelled" });
    const order = await db.order.findFirstOrThrow({ where: { shopId: shop.id } });
    expect(order).toMatchObject({ name: "#1001", totalMinor: 1999n, contactId: null, statusUrl: null });
    expect(await db.consentEntry.count({ where: { shopId: shop.id } })).toBe(0);
    const everything = JSON.stringify(
      await Promise.all(
        tablesOf("shopId").map(({ name }) =>
          db.$queryRawUnsafe(`SELECT to_jsonb(t)::text AS row FROM "${name}" t WHERE "shopId" = $1::uuid`, shop.id),
        ),
      ),
    );
    const traces = ["Secret", "15112345678", "15199999999", "7001", "cart-token", "checkout-token"];
    for (const trace of traces) expect(everything).not.toContain(trace);
    expect(await readCustomer(test_.ctx, shop.id, contactId)).toEqual({ outcome: "unknown" });
    expect((await listCustomers(test_.ctx, shop.id, {})).customers).toEqual([]);
    expect(await eraseCustomer(test_.ctx, shop.id, contactId)).toEqual({ outcome: "erased_before" });
    expect(await eraseCustomer(test_.ctx, shop.id, randomUUID())).toEqual({ outcome: "unknown_customer" });
  });

  test("whoever comes back has still said no, until they say yes", async () => {
    const { contactId } = await givenErased(["marketing", "transactional"]);
    const { ctx } = test_;
    const back = await inTransaction(ctx, (tx) =>
      findOrMakeContact(tx, mine.shop.id, { phones: [{ raw: phone }], firstName: "Ada" }),
    );
    expect(back?.contactId).not.toBe(contactId);
    expect(await consentNow(back?.contactId ?? "")).toEqual({ marketing: "revoked", transactional: "revoked" });
    const form = { formId: ctx.ids.next(), purposes: "marketing", state: "granted", note: "asked again" } as const;
    await noteConsent(ctx, mine.shop.id, back?.contactId ?? "", form);
    // Noted by the merchant it is kept in sight; only the person's own word counts.
    expect((await consentNow(back?.contactId ?? "")).marketing).toBe("revoked");
    const yes = { shopId: mine.shop.id, contactId: back?.contactId ?? "", purposes: ["marketing"] as const };
    test_.clock.advance(60_000);
    const start = { source: "keyword" as const, evidence: {}, occurredAt: ctx.clock.now(), dedupeKey: "start" };
    await inTransaction(ctx, (tx) => optIn(tx, { ...yes, ...start }));
    expect((await consentNow(back?.contactId ?? "")).marketing).toBe("granted");
  });

  test("an identity that comes to somebody else brings its no with it; another shop knows nothing of it", async () => {
    await givenErased(["transactional"]);
    const { ctx } = test_;
    const known = await givenContact(ctx, mine.shop.id, { customerId: "8001" });
    await inTransaction(ctx, (tx) =>
      findOrMakeContact(tx, mine.shop.id, { customerId: "8001", phones: [{ raw: "+4915199999999" }] }),
    );
    expect(await consentNow(known.id)).toEqual({ marketing: "none", transactional: "revoked" });
    const other = await givenShop(ctx);
    const there = await inTransaction(ctx, (tx) => findOrMakeContact(tx, other.shop.id, { phones: [{ raw: phone }] }));
    expect(await consentNow(there?.contactId ?? "", other.shop.id)).toEqual({
      marketing: "none",
      transactional: "none",
    });
  });

  test("somebody who never said no comes back as a stranger", async () => {
    await givenErased([]);
    const back = await inTransaction(test_.ctx, (tx) =>
      findOrMakeContact(tx, mine.shop.id, { phones: [{ raw: phone }] }),
    );
    expect(await consentNow(back?.contactId ?? "")).toEqual({ marketing: "none", transactional: "none" });
  });
});

function tablesOf(field: string): { name: string }[] {
  return Object.entries(Prisma)
    .filter(([name, fields]) => name.endsWith("ScalarFieldEnum") && typeof fields === "object" && field in fields)
    .map(([name]) => ({ name: name.replace("ScalarFieldEnum", "") }));
}
