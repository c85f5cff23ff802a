import { beforeEach, expect, test } from "vitest";
import { listMessages, messagesPerPage } from "#app/core/analytics/list-messages.ts";
import { messageFiltersSchema } from "#app/core/analytics/message-filters.ts";
import { listWaiting } from "#app/core/analytics/list-waiting.ts";
import { readHome } from "#app/core/analytics/read-home.ts";
import { readMessageStory } from "#app/core/analytics/read-message-story.ts";
import type { MessageState } from "#prisma/generated/enums.ts";
import { makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
let test_: TestContext;
let mine: Awaited<ReturnType<typeof givenShop>>;
let contactId: string;

beforeEach(async () => {
  test_ = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  mine = await givenShop(test_.ctx);
  contactId = (await givenContact(test_.ctx, mine.shop.id)).id;
});

/** A UUID v7 of that moment, as the app makes them. */
function idAt(iso: string, sequence: number): string {
  const hex = Date.parse(iso).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${sequence.toString(16).padStart(12, "0")}`;
}

async function givenMessage(id: string, state: MessageState, createdAt: string, fields: Record<string, unknown> = {}) {
  await database.db.message.create({
    data: {
      shopId: mine.shop.id,
      id,
      numberId: mine.number.id,
      contactId,
      dedupeKey: id,
      state,
      category: "utility",
      priority: 0,
      content: { kind: "text", text: "Hallo" },
      dueAt: new Date(createdAt),
      createdAt: new Date(createdAt),
      reason: state === "failed" || state === "suppressed" ? "bad_payload" : null,
      ...fields,
    },
  });
}

test("pages of messages meet without gap or overlap, forwards and back", async () => {
  const count = messagesPerPage * 2 + 7;
  for (let n = 0; n < count; n++) await givenMessage(idAt("2026-11-21T09:00:00Z", n), "read", "2026-11-21T09:00:00Z");
  const { ctx } = test_;
  const seen: string[] = [];
  let page = await listMessages(ctx, mine.shop.id, {});
  expect(page.newer).toBeNull();
  seen.push(...page.messages.map((message) => message.id));
  while (page.older) {
    page = await listMessages(ctx, mine.shop.id, { before: page.older });
    seen.push(...page.messages.map((message) => message.id));
  }
  expect(seen).toHaveLength(count);
  expect(seen).toEqual([...seen].sort().reverse());
  const back = await listMessages(ctx, mine.shop.id, { after: page.newer ?? "" });
  expect(back.messages.map((message) => message.id)).toEqual(seen.slice(messagesPerPage, messagesPerPage * 2));
  const first = await listMessages(ctx, mine.shop.id, { after: back.newer ?? "" });
  expect(first.messages[0]?.id).toBe(seen[0]);
  expect(first.newer).toBeNull();
});

test("filters narrow by state, automation and person; what is no filter is left out", async () => {
  await givenMessage(idAt("2026-11-21T09:00:00Z", 1), "failed", "2026-11-21T09:00:00Z");
  await givenMessage(idAt("2026-11-21T09:00:00Z", 2), "read", "2026-11-21T09:00:00Z");
  const list = (query: Record<string, string>) =>
    listMessages(test_.ctx, mine.shop.id, messageFiltersSchema.parse(query));
  expect((await list({ state: "failed" })).messages).toHaveLength(1);
  expect((await list({ contactId })).messages).toHaveLength(2);
  expect((await list({ contactId: test_.ctx.ids.next() })).messages).toHaveLength(0);
  expect((await list({ state: "exploded", before: "'; DROP TABLE", automationId: "7" })).messages).toHaveLength(2);
});

test("what stands in the way is named", async () => {
  const { db } = database;
  await db.whatsAppNumber.updateMany({ where: { shopId: mine.shop.id }, data: { status: "paused" } });
  await db.whatsAppAccount.updateMany({ where: { shopId: mine.shop.id }, data: { status: "payment_problem" } });
  const kinds = async () => (await readHome(test_.ctx, mine.shop.id)).problems.map((problem) => problem.kind);
  expect(await kinds()).toEqual(["account_payment_problem", "number_paused", "no_automation"]);
  const bare = await givenShop(test_.ctx);
  await db.sendLane.deleteMany({ where: { shopId: bare.shop.id } });
  await db.whatsAppNumber.deleteMany({ where: { shopId: bare.shop.id } });
  expect((await readHome(test_.ctx, bare.shop.id)).problems.map((problem) => problem.kind)).toEqual(["no_number"]);
});

test("another shop's messages do not exist", async () => {
  const id = idAt("2026-11-21T09:00:00Z", 1);
  await givenMessage(id, "read", "2026-11-21T09:00:00Z");
  const other = await givenShop(test_.ctx);
  expect(await readMessageStory(test_.ctx, other.shop.id, id)).toBeNull();
  expect((await listMessages(test_.ctx, other.shop.id, { contactId })).messages).toEqual([]);
  expect((await listMessages(test_.ctx, other.shop.id, { contactId })).contact).toBeNull();
  expect((await readHome(test_.ctx, other.shop.id)).lastMessage).toBeNull();
  expect(await readMessageStory(test_.ctx, mine.shop.id, id)).toMatchObject({ id, state: "read" });
});

test("a story is told as it can only have happened, though the platforms know whole seconds only", async () => {
  const id = idAt("2026-11-21T09:00:00Z", 1);
  const at = (time: string) => new Date(`2026-11-21T09:00:${time}Z`);
  await givenMessage(id, "read", "2026-11-21T09:00:07.400Z", {
    claimedAt: at("07.600"),
    claimedBy: "w",
    acceptedAt: at("07.800"),
  });
  for (const status of ["read", "delivered", "sent"]) {
    const key = { shopId: mine.shop.id, messageId: id, status };
    await database.db.messageStatus.create({ data: { ...key, occurredAt: at("07"), recordedAt: at("09") } });
  }
  const story = (await readMessageStory(test_.ctx, mine.shop.id, id))?.story ?? [];
  expect(story.map(({ kind, detail }) => (kind === "status" ? detail : kind))).toEqual([
    "planned",
    "claimed",
    "accepted",
    "sent",
    "delivered",
    "read",
  ]);
});

test("what policy holds back is listed with its reason, for its own shop only", async () => {
  const { ctx } = test_;
  const shopId = mine.shop.id;
  const at = ctx.clock.now();
  const definition = {};
  const automation = { shopId, id: ctx.ids.next(), key: "k", name: "Abandoned checkout", trigger: "t", enabled: true };
  await database.db.automation.create({ data: { ...automation, definition, createdAt: at, updatedAt: at } });
  const run = {
    shopId,
    id: ctx.ids.next(),
    automationId: automation.id,
    contactId,
    subjectKind: "checkout",
    subjectId: "c",
  };
  await database.db.automationRun.create({ data: { ...run, definition, state: "active", startedAt: at } });
  const step = { shopId, runId: run.id, state: "waiting" as const, dueAt: at };
  await database.db.automationStep.create({
    data: { ...step, id: ctx.ids.next(), position: 0, reason: "quiet_hours" },
  });
  await database.db.automationStep.create({ data: { ...step, id: ctx.ids.next(), position: 1 } });
  expect(await listWaiting(ctx, shopId)).toMatchObject([
    { reason: "quiet_hours", until: at, automation: "Abandoned checkout", contact: { label: "Ada Holm" } },
  ]);
  expect(await listWaiting(ctx, (await givenShop(ctx)).shop.id)).toEqual([]);
});
