import { expect, test } from "vitest";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { listRequests } from "#app/core/privacy/list-requests.ts";
import { readPersonFile } from "#app/core/privacy/answer-request.ts";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { randomBytes } from "node:crypto";
import { actOnPrivacy } from "#test/support/act-on-privacy.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { fillEveryTable, markOf, readRows, readSchema, type Schema } from "#test/support/every-table.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { deliver, takeInAll } from "#test/support/shopify-deliveries.ts";
import { looksLikePerson, notTold, outlives, shopsOwn } from "#test/support/what-outlives-erasure.ts";

const database = useTestDatabase();
const secrets = createSecrets([{ id: "k1", secret: randomBytes(32) }]);
const phone = "+4915155501234";
const customerId = "7064055069303711222";
const contactId = "0198aaaa-0000-7000-8000-000000000001";

async function openFilled() {
  const test_ = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  const { ctx, clock } = test_;
  const { shop } = await givenShop(ctx);
  const schema = await readSchema(database.db);
  await fillEveryTable(database.db, schema, {
    ...{ shopId: shop.id, shopDomain: shop.domain, contactId, customerId, "Contact.id": contactId },
    ...{ "Contact.erasedAt": null, "Contact.mergedIntoId": null },
    ...{ "ContactIdentity.kind": "shopify_customer", "ContactIdentity.value": customerId },
    "AutomationRun.endedAt": null,
    // Of a link; it has a page or a link, never both.
    "LinkOrder.page": null,
    ...{ "AccessLog.subjectId": contactId, "TagTask.targetId": customerId },
    "PrivacyRequest.id": "00000000-0000-7000-8000-000000000001",
    "PrivacyRequest.topic": "customers/data_request",
    "PrivacyRequest.subject": JSON.stringify({ contactIds: [contactId] }),
    ...{ "PrivacyRequest.nextAttemptAt": null, "PrivacyRequest.completedAt": null },
    ...{ "WebhookDelivery.state": "done", "WebhookDelivery.topic": "customers/update" },
    "WebhookDelivery.body": `\\x${Buffer.from(JSON.stringify({ id: customerId, note: markOf("WebhookDelivery", "body") })).toString("hex")}`,
  });
  const before = await readRows(database.db, schema);
  async function ask(topic: string) {
    await deliver(ctx, shop.domain, {
      topic,
      payload: { shop_domain: shop.domain, customer: { id: customerId, phone } },
    });
    await takeInAll(ctx, clock);
    await actOnPrivacy(ctx, secrets);
  }
  return { ctx, shop, schema, before, ask };
}

/** Whatever looks like a person, and whatever refers to that. */
function tablesOfPeople({ tables, references }: Schema): Set<string> {
  const found = new Set(
    [...tables].flatMap(([table, columns]) =>
      !(table in shopsOwn) && columns.some(({ column }) => looksLikePerson.test(column)) ? [table] : [],
    ),
  );
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const { child, parent } of references) if (found.has(parent)) found.add(child);
  }
  return found;
}

test("every table is either the shop's own or known to hold people", async () => {
  const schema = await readSchema(database.db);
  const people = tablesOfPeople(schema);
  const looks = Object.fromEntries(
    Object.keys(shopsOwn).map((table) => [
      table,
      (schema.tables.get(table) ?? [])
        .map(({ column }) => column)
        .filter((column) => looksLikePerson.test(column))
        .sort(),
    ]),
  );
  expect(looks).toEqual(shopsOwn);
  const unknown = [...schema.tables.keys()].filter((table) => !(table in shopsOwn) && !people.has(table));
  expect(unknown).toEqual([]);
  const refers = schema.references.filter(({ child, parent }) => child in shopsOwn && !(parent in shopsOwn));
  expect(refers).toEqual([]);
});

test("of every table that holds people everything is in the file that answers a request", async () => {
  const { ctx, shop, schema, before, ask } = await openFilled();
  await ask("customers/data_request");
  const [request] = (await listRequests(ctx, shop, {})).requests;
  const file = JSON.stringify(await readPersonFile(ctx, secrets, shop.domain, request?.id ?? ""));
  const left: Record<string, string[]> = {};
  for (const [table, columns] of schema.tables) {
    if (table in shopsOwn) continue;
    const row = before.get(table) ?? {};
    const missing = columns
      .map(({ column }) => column)
      .filter((column) => !isTold(file, row[column], markOf(table, column)));
    if (missing.length > 0) left[table] = missing;
  }
  expect(left).toEqual(notTold);
});

/** Numbers and yes or no are everywhere: what is looked for is text and moments, which stand there once. */
function isTold(file: string, value: unknown, mark: string): boolean {
  if (JSON.stringify(value ?? null).includes(mark)) return file.includes(mark);
  const moment = typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : null;
  return moment === null || file.includes(moment);
}

test("of every table that holds people nothing outlives the erasure but what is said to", async () => {
  const { schema, before, ask } = await openFilled();
  await ask("customers/redact");
  const after = await readRows(database.db, schema, before);
  const kept: Record<string, string[]> = {};
  for (const [table, columns] of schema.tables) {
    if (table in shopsOwn) continue;
    const [was, is] = [before.get(table), after.get(table)];
    if (!was || !is) continue;
    const same = columns
      .map(({ column }) => column)
      .filter((column) => was[column] !== null && equal(was[column], is[column]));
    if (same.length > 0) kept[table] = same;
  }
  expect(kept).toEqual(outlives);
});

test("of every table that points to a contact the merge moves the rows, but the ledger's, which nothing changes", async () => {
  const { ctx, shop, schema } = await openFilled();
  const keep = await givenContact(ctx, shop.id);
  await inTransaction(ctx, (tx) => mergeContacts(tx, shop.id, keep.id, contactId));
  const left: string[] = [];
  for (const [table, columns] of schema.tables) {
    if (!columns.some(({ column }) => column === "contactId")) continue;
    const rows = await database.db.$queryRawUnsafe<unknown[]>(
      `SELECT 1 FROM "${table}" WHERE "contactId" = '${contactId}'::uuid`,
    );
    if (rows.length > 0) left.push(table);
  }
  expect(left).toEqual(["ConsentEntry"]);
});

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
