import type { Database } from "#app/adapters/db/open-database.ts";
import { confirmationContent } from "./message-bodies.ts";
import { phoneSql } from "./phones.ts";
import { uuidSql } from "./seed-due-messages.ts";

export type History = {
  shops: number;
  contacts: number;
  messages: number;
  deliveries: number;
  /** Each message has the run and the store event it came from, with the event's id. */
  withCauses?: boolean;
};

const dayMs = 24 * 3_600_000;
const historyMs = 90 * dayMs;
const rowsAtOnce = 100_000;

/**
 * Ninety days of many shops: contacts with consent and lanes, messages in every state an outbox comes to, deliveries taken
 * in. Written as they came, all shops mixed, with every index in place. `$1` is the first day, `shops` the ids of the shops,
 * each with its number, account and automations.
 */
export async function seedHistory(database: Database, history: History, now: Date): Promise<void> {
  const { shops, contacts, messages, deliveries, withCauses = false } = history;
  const startMs = now.getTime() - historyMs;
  const sql = (text: string, values: unknown[] = []) => database.executeSql(text, values);
  const write = async (count: number, text: string, ...values: unknown[]) => {
    for (let from = 0; from < count; from += rowsAtOnce) {
      await sql(text, [startMs, from, Math.min(count, from + rowsAtOnce) - 1, ...values]);
    }
  };

  // Rows of this seed refer to each other rightly; asking for each of them would take longer than writing them.
  await sql("SET session_replication_role = replica");
  await sql(
    `CREATE TEMP TABLE bench_shop AS
     SELECT s."id" AS "shopId", n."id" AS "numberId", n."accountId", row_number() OVER (ORDER BY s."id") - 1 AS "at",
       (SELECT array_agg(a."id" ORDER BY a."key") FROM "Automation" a WHERE a."shopId" = s."id") AS "automations"
     FROM "Shop" s JOIN "WhatsAppNumber" n ON n."shopId" = s."id"`,
  );
  const person = `${uuidSql("n", "$1::bigint")}`;
  const joined = `to_timestamp(($1::bigint + n) / 1000.0)`;
  const ofShop = `FROM generate_series($2::bigint, $3::bigint) n JOIN bench_shop s ON s."at" = n % ${shops}`;
  await write(
    contacts,
    `INSERT INTO "Contact" ("shopId", "id", "firstName", "lastName", "locale", "country", "createdAt")
     SELECT s."shopId", ${person}, 'Ada', 'Holm ' || n, 'en', 'DE', ${joined} ${ofShop}`,
  );
  await write(
    contacts,
    `INSERT INTO "ContactIdentity" ("shopId", "kind", "value", "contactId", "createdAt")
     SELECT s."shopId", 'phone', ${phoneSql("n")}, ${person}, ${joined} ${ofShop}`,
  );
  await write(
    contacts,
    `INSERT INTO "ConsentEntry" ("shopId", "id", "contactId", "purpose", "state", "source", "evidence", "occurredAt",
       "recordedAt", "dedupeKey")
     SELECT s."shopId", ${person}, ${person}, 'marketing', 'granted', 'shopify', '{}', ${joined}, ${joined}, 'consent:' || n
     ${ofShop}`,
  );
  await write(
    contacts,
    `INSERT INTO "RecipientLane" ("shopId", "numberId", "contactId", "nextAt")
     SELECT s."shopId", s."numberId", ${person}, ${joined} ${ofShop}`,
  );
  await write(
    contacts,
    `INSERT INTO "TierReach" ("shopId", "accountId", "contactId", "reachedAt")
     SELECT s."shopId", s."accountId", ${person}, to_timestamp(($1::bigint + n * ${Math.floor(historyMs / contacts)}) / 1000.0)
     ${ofShop}`,
  );

  const gapMs = Math.floor(historyMs / messages);
  const sentMs = `($1::bigint + n * ${gapMs})`;
  const at = `to_timestamp(${sentMs} / 1000.0)`;
  // The n-th message of a shop goes to its people in turn.
  const recipient = uuidSql(`(n / ${shops} * 7 % ${contacts / shops}) * ${shops} + n % ${shops}`, "$1::bigint");
  const wentOut = `x."state" IN ('accepted', 'sent', 'delivered', 'read')`;
  await write(
    messages,
    `INSERT INTO "Message" ("shopId", "id", "numberId", "contactId", "automationId", "dedupeKey", "state", "category",
       "priority", "content", "templateName", "language", "dueAt", "expiresAt", "attempts", "claimedAt", "claimedBy", "wamid",
       "acceptedAt", "sentAt", "deliveredAt", "readAt", "endedAt", "reason", "createdAt", "runId", "dialPrefix", "pricing")
     SELECT s."shopId", ${uuidSql("n", sentMs)}, s."numberId", ${recipient}, s."automations"[1 + n / ${shops} % 15],
       'step:' || n, x."state"::"MessageState", CASE WHEN n % 3 = 0 THEN 'marketing' ELSE 'utility' END::"TemplateCategory",
       CASE WHEN n % 3 = 0 THEN 10 ELSE 0 END, $4::jsonb, 'order_confirmed', 'en', ${at}, ${at} + interval '1 day', 1,
       CASE WHEN ${wentOut} THEN ${at} END, CASE WHEN ${wentOut} THEN 'bench' END,
       CASE WHEN ${wentOut} THEN 'wamid.HBgNNDkxNTEyMzQ1Njc4ORUCABEYEjQ' || lpad(n::text, 24, '0') END,
       CASE WHEN ${wentOut} THEN ${at} END, CASE WHEN ${wentOut} THEN ${at} END,
       CASE WHEN x."state" IN ('delivered', 'read') THEN ${at} END, CASE WHEN x."state" = 'read' THEN ${at} END,
       CASE WHEN NOT (${wentOut}) THEN ${at} END, CASE WHEN NOT (${wentOut}) THEN 'order_placed' END, ${at},
       CASE WHEN $5::boolean THEN ${uuidSql("n", sentMs)} END, CASE WHEN ${wentOut} THEN '49151' END,
       CASE WHEN x."state" IN ('delivered', 'read') THEN jsonb_build_object('type', 'regular', 'category',
         CASE WHEN n % 3 = 0 THEN 'marketing' ELSE 'utility' END) END
     ${ofShop}
     CROSS JOIN LATERAL (SELECT CASE
       WHEN n / ${shops} % 20 < 9 THEN 'read' WHEN n / ${shops} % 20 < 14 THEN 'delivered' WHEN n / ${shops} % 20 < 15 THEN 'sent'
       WHEN n / ${shops} % 20 < 16 THEN 'accepted' WHEN n / ${shops} % 20 < 17 THEN 'failed'
       WHEN n / ${shops} % 20 < 18 THEN 'cancelled' ELSE 'suppressed' END AS "state") x`,
    JSON.stringify(confirmationContent("#1000")),
    withCauses,
  );
  if (withCauses) {
    await write(
      messages,
      `INSERT INTO "StoreEvent" ("shopId", "id", "kind", "subjectKind", "subjectId", "occurrence", "contactId", "occurredAt",
         "recordedAt", "outcome", "details")
       SELECT s."shopId", ${uuidSql("n", sentMs)}, CASE WHEN n % 4 = 0 THEN 'checkout_updated' ELSE 'order_created' END,
         CASE WHEN n % 4 = 0 THEN 'checkout' ELSE 'order' END, n::text, '', ${recipient}, ${at}, ${at},
         CASE WHEN n % 50 = 0 THEN 'no_contact' ELSE 'applied' END,
         jsonb_build_object('name', '#' || n, 'totalMinor', '4990', 'currency', 'EUR')
       ${ofShop}`,
    );
    await write(
      messages,
      `INSERT INTO "AutomationRun" ("shopId", "id", "automationId", "contactId", "storeEventId", "definition", "subjectKind",
         "subjectId", "cancelKey", "state", "startedAt", "endedAt")
       SELECT s."shopId", ${uuidSql("n", sentMs)}, s."automations"[1 + n / ${shops} % 15], ${recipient},
         ${uuidSql("n", sentMs)}, '{}', 'order', n::text, 'order:' || n, 'finished', ${at}, ${at}
       ${ofShop}`,
    );
  }
  const receivedMs = `($1::bigint + n * ${Math.floor(historyMs / deliveries)})`;
  await write(
    deliveries,
    `INSERT INTO "WebhookDelivery" ("id", "source", "externalId", "shopDomain", "topic", "apiVersion", "receivedAt", "body",
       "state", "attempts", "nextAttemptAt", "outcome", "settledAt")
     SELECT ${uuidSql("n", receivedMs)}, 'shopify', gen_random_uuid()::text, 'shop-' || n % ${shops} || '.myshopify.com',
       'orders/create', '2026-10', to_timestamp(${receivedMs} / 1000.0), convert_to(repeat('order ', 50), 'UTF8'), 'done', 1,
       to_timestamp(${receivedMs} / 1000.0), 'applied', to_timestamp(${receivedMs} / 1000.0)
     FROM generate_series($2::bigint, $3::bigint) n`,
  );
  await sql("SET session_replication_role = origin");
}
