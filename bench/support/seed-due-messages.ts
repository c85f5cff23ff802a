import type { Database } from "#app/adapters/db/open-database.ts";
import { confirmationContent } from "./message-bodies.ts";
import { phoneSql } from "./phones.ts";
import type { SeededShop } from "./seed-shop.ts";

/** Numbers nobody of a seeded history has. */
const apart = 50_000_000;

/**
 * So many messages in the outbox of one number, all due now, each to a person of its own. Ids are UUIDs of version 7 that
 * count up from this moment, as planning them one after the other would give.
 */
export async function seedDueMessages(database: Database, shop: SeededShop, count: number, now: Date): Promise<void> {
  const sql = async (text: string, ...values: unknown[]) => void (await database.executeSql(text, values));
  const id = uuidSql("n");
  const people = [shop.shopId, now.getTime(), now, count];
  await sql(
    `INSERT INTO "Contact" ("shopId", "id", "firstName", "lastName", "locale", "country", "createdAt")
     SELECT $1::uuid, ${id}, 'Ada', 'Holm', 'en', 'DE', $3::timestamptz FROM generate_series(1, $4::int) n`,
    ...people,
  );
  await sql(
    `INSERT INTO "ContactIdentity" ("shopId", "kind", "value", "contactId", "createdAt")
     SELECT $1::uuid, 'phone', ${phoneSql(`${apart} + n`)}, ${id}, $3::timestamptz FROM generate_series(1, $4::int) n`,
    ...people,
  );
  await sql(
    `INSERT INTO "Message" ("shopId", "id", "numberId", "contactId", "dedupeKey", "state", "category", "priority", "content",
       "templateName", "language", "dueAt", "expiresAt", "createdAt")
     SELECT $1::uuid, ${id}, $5::uuid, ${id}, 'due:' || n, 'queued', 'utility', 0,
       jsonb_set($6::jsonb, '{body,1,text}', to_jsonb('#' || n)), $6::jsonb ->> 'name', $6::jsonb ->> 'language',
       $3::timestamptz, $3::timestamptz + interval '1 day', $3::timestamptz
     FROM generate_series(1, $4::int) n`,
    ...people,
    shop.numberId,
    JSON.stringify(confirmationContent("#0")),
  );
  // As autovacuum does to a real outbox.
  await sql(`ANALYZE`);
}

/** A UUID of version 7 of the milliseconds $2 and the counter. */
export function uuidSql(counter: string, ms = "$2::bigint"): string {
  return `(lpad(to_hex(${ms}), 12, '0') || '70008000' || lpad(to_hex(${counter}), 12, '0'))::uuid`;
}
