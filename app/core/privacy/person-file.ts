/** Kinds of data in the file about a person, in the order in which they are told. */
export const fileSections = [
  "person",
  "identities",
  "consent",
  "messages",
  "replies",
  "conversations",
  "orders",
  "fulfillments",
  "refunds",
  "returns",
  "checkouts",
  "carts",
  "requests",
  "orderUpdates",
  "links",
  "automations",
  "credits",
  "events",
  "told",
  "limits",
  "looks",
  "asked",
  "webhooks",
] as const;
export type FileSection = (typeof fileSections)[number];

export type FileValue = string | number | boolean | null | FileValue[] | { [key: string]: FileValue };
export type FileRow = Record<string, FileValue>;

/** Everything held about a person, as plain JSON. Times are ISO 8601, amounts in minor units as text. */
export type PersonFile = {
  format: "tidings-person-1";
  shop: { domain: string; name: string };
  requestedAt: string;
  madeAt: string;
  sections: Record<FileSection, FileRow[]>;
};

/** Rows as the database gives them, without the shop's own id: dates as text, big numbers as text. */
export function plainRows(rows: readonly Record<string, unknown>[]): FileRow[] {
  return rows.map((row) => JSON.parse(JSON.stringify(row, plain)) as FileRow);
}

function plain(key: string, value: unknown): unknown {
  if (key === "shopId") return undefined;
  return typeof value === "bigint" ? value.toString() : value;
}

/** Whom whoever downloads a file looked at: each person in it; of somebody who is no contact the request says whose it was. */
export function seenIn(file: PersonFile, requestId: string): string[] {
  const people = file.sections.person.flatMap(({ id }) => (typeof id === "string" ? [id] : []));
  return people.length > 0 ? people : [requestId];
}
