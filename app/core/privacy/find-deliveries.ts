import { readJson } from "../intake/payloads/read-json.ts";
import type { Db } from "../ports.ts";
import type { PrivacySubject } from "../shared/privacy-subject.ts";
import { mentionsOf, phoneEnding, type Mentions } from "./mentions.ts";
import { aboutOthers } from "./about-others.ts";
import type { OwnShop } from "./recognise.ts";

/** A webhook, as it came, that speaks of a person. */
export type TheirDelivery = {
  id: string;
  source: "shopify" | "whatsapp";
  topic: string;
  state: "pending" | "done" | "dead";
  receivedAt: Date;
  /** Null: what came is no JSON. */
  json: Record<string, unknown> | null;
  /** What it is about is somebody else's: an order with this person's address, say. */
  ofAnother: boolean;
};

const perPage = 1_000;
const firstId = "00000000-0000-0000-0000-000000000000";

/**
 * Page by page, the webhooks of a shop that speak of a person. The database sorts out by bare digits and words, so that few
 * bodies travel; what is left is read as JSON and looked at exactly. Index: WebhookDelivery (shopDomain, id).
 */
export async function* findDeliveries(
  db: Db,
  shop: OwnShop,
  owners: readonly string[],
  person: PrivacySubject,
): AsyncGenerator<TheirDelivery[]> {
  const mentions = mentionsOf(person, shop.country);
  const wanted = wantedOf(person);
  for (const owner of owners) {
    for (let after: string | null = firstId; after !== null;) {
      const page: Row[] = await readPage(db, owner, after, wanted);
      const found = page.flatMap((row) => theirs(row, mentions));
      const others = await aboutOthers(db, shop.id, person, found);
      yield found.map((delivery) => ({ ...delivery, ofAnother: others.has(delivery.id) }));
      after = page.length === perPage ? (page.at(-1)?.id ?? null) : null;
    }
  }
}

type Found = Omit<TheirDelivery, "ofAnother">;
type Row = Omit<Found, "json"> & { body: Uint8Array | null };

/**
 * Bytes above ASCII come out as octal digits: they stand between what is looked for, never in it. Each body is written out
 * once (OFFSET 0 keeps the planner from doing it again for every use), and looked through once for all names together.
 */
function readPage(db: Db, owner: string, after: string, wanted: Wanted): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    WITH page AS MATERIALIZED (
      SELECT "id", "source", "topic", "state", "receivedAt", "body" FROM "WebhookDelivery"
      WHERE "shopDomain" = ${owner} AND "id" > ${after}::uuid ORDER BY "id" LIMIT ${perPage})
    SELECT p."id", p."source"::text AS "source", p."topic", p."state"::text AS "state", p."receivedAt",
      CASE WHEN n."named" THEN p."body" END AS "body"
    FROM page p,
      LATERAL (SELECT lower(encode(p."body", 'escape')) AS "text" OFFSET 0) t,
      LATERAL (SELECT (${wanted.digits} <> '' AND regexp_replace(t."text", '[^0-9]', '', 'g') ~ ${wanted.digits})
        OR (${wanted.words} <> '' AND t."text" ~ ${wanted.words}) AS "named" OFFSET 0) n
    ORDER BY p."id"`;
}

/** Regular expressions, each of all that may name the person; "": nothing does. */
type Wanted = { digits: string; words: string };

function wantedOf(person: PrivacySubject): Wanted {
  const digits = [...person.phones.map(phoneEnding), ...person.customerIds, ...person.orderIds];
  const words = [...person.emails, ...person.userIds, ...person.tokens].map((word) => word.toLowerCase());
  return {
    digits: [...new Set(digits.map((one) => one.replace(/\D/g, "")).filter(Boolean))].join("|"),
    words: [...new Set(words.filter(Boolean).map((word) => asEncoded(word).replace(/[^a-z0-9]/g, "\\$&")))].join("|"),
  };
}

/** As PostgreSQL's encode(…, 'escape') writes it. */
function asEncoded(word: string): string {
  return [...new TextEncoder().encode(word)].map(encodedByte).join("");
}

function encodedByte(byte: number): string {
  if (byte === 0 || byte > 127) return `\\${byte.toString(8).padStart(3, "0")}`;
  return byte === 92 ? "\\\\" : String.fromCharCode(byte);
}

function theirs({ body, ...row }: Row, mentions: Mentions): Found[] {
  if (!body || body.length === 0) return [];
  const json = readJson(body);
  // What is no JSON cannot be looked at closely; it holds the person's number, id or address.
  return json === null || mentions.inWhole(json, row.topic) ? [{ ...row, json }] : [];
}
