import type { ExecuteSql } from "../adapters/db/open-database.ts";
import type { Clock, Ids } from "../core/ports.ts";

export type NewDelivery = {
  source: "shopify" | "whatsapp";
  externalId: string;
  shopDomain: string;
  topic: string;
  apiVersion: string | null;
  eventId: string | null;
  triggeredAt: Date | null;
  body: Buffer;
};

export type DeliveryInbox = {
  /** Resolves when the delivery is durably in the database, once or again; rejects when the database can not be reached. */
  store(delivery: NewDelivery): Promise<void>;
};

const columns = 11;
/** PostgreSQL takes 65,535 parameters a statement; this stays far below and keeps one flush short. */
const maxRowsPerInsert = 256;
const maxBytesPerInsert = 8 * 1024 * 1024;

type Waiting = { delivery: NewDelivery; resolve(): void; reject(error: unknown): void };

/**
 * Writes deliveries as a group commit: what arrives while an insert is under way goes into the next one, together. A lone
 * delivery is written at once. ON CONFLICT DO NOTHING makes a redelivery a success that changes nothing.
 */
export function createDeliveryInbox(executeSql: ExecuteSql, clock: Clock, ids: Ids): DeliveryInbox {
  let waiting: Waiting[] = [];
  let flushing = false;

  async function flush(): Promise<void> {
    flushing = true;
    while (waiting.length > 0) {
      const batch = takeBatch(waiting);
      waiting = waiting.slice(batch.length);
      try {
        await insert(batch.map(({ delivery }) => delivery));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    flushing = false;
  }

  async function insert(deliveries: NewDelivery[]): Promise<void> {
    const now = clock.now();
    const values = deliveries.flatMap((delivery) => [
      ids.next(),
      delivery.source,
      delivery.externalId,
      delivery.shopDomain,
      delivery.topic,
      delivery.apiVersion,
      delivery.eventId,
      delivery.triggeredAt,
      now,
      delivery.body,
      now,
    ]);
    await executeSql(insertStatement(deliveries.length), values);
  }

  return {
    store: (delivery) =>
      new Promise((resolve, reject) => {
        waiting.push({ delivery, resolve, reject });
        if (!flushing) void flush();
      }),
  };
}

function takeBatch(waiting: Waiting[]): Waiting[] {
  let bytes = 0;
  let rows = 0;
  for (const { delivery } of waiting) {
    bytes += delivery.body.length;
    if (rows > 0 && (rows >= maxRowsPerInsert || bytes > maxBytesPerInsert)) break;
    rows += 1;
  }
  return waiting.slice(0, rows);
}

const statements = new Map<number, string>();

function insertStatement(rows: number): string {
  const known = statements.get(rows);
  if (known) return known;
  const tuples = Array.from({ length: rows }, (_, row) => {
    const at = (column: number) => `$${row * columns + column}`;
    return `(${at(1)}::uuid, ${at(2)}::"DeliverySource", ${at(3)}, ${at(4)}, ${at(5)}, ${at(6)}, ${at(7)}, ${at(8)}::timestamptz, ${at(9)}::timestamptz, ${at(10)}::bytea, 'pending', ${at(11)}::timestamptz)`;
  });
  const statement = `INSERT INTO "WebhookDelivery" ("id", "source", "externalId", "shopDomain", "topic", "apiVersion", "eventId", "triggeredAt", "receivedAt", "body", "state", "nextAttemptAt") VALUES ${tuples.join(", ")} ON CONFLICT ("source", "externalId") DO NOTHING`;
  statements.set(rows, statement);
  return statement;
}
