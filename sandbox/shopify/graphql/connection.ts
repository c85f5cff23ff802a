import { GraphQLError } from "graphql";

export type PageArgs = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
};

type Key = { value: number | string; id: string };

const largestPage = 250;

/**
 * One page of things, by a cursor that names the last one's sort value and id: what changes between two pages neither
 * repeats nor skips the others, as at Shopify.
 */
export function connection<T>(args: PageArgs, items: T[], keyOf: (item: T) => Key, view: (item: T) => unknown) {
  const first = args.first ?? null;
  const last = args.last ?? null;
  const afterCursor = args.after ?? null;
  const beforeCursor = args.before ?? null;
  if (first === null && last === null) throw badRequest("you must provide one of first or last");
  if (first !== null && last !== null) throw badRequest("providing both first and last is not supported");
  const size = first ?? last ?? 0;
  if (size < 0) throw badRequest("first and last must be zero or more");
  if (size > largestPage) {
    throw badRequest(`${first === null ? "last" : "first"} must be less than or equal to ${largestPage}`);
  }
  const direction = args.reverse ? -1 : 1;
  const sorted = [...items].sort((a, b) => direction * compareKeys(keyOf(a), keyOf(b)));
  const after = afterCursor === null ? null : readCursor(afterCursor);
  const before = beforeCursor === null ? null : readCursor(beforeCursor);
  const between = sorted.filter(
    (item) =>
      (!after || direction * compareKeys(keyOf(item), after) > 0) &&
      (!before || direction * compareKeys(keyOf(item), before) < 0),
  );
  const page = first === null ? between.slice(Math.max(0, between.length - size)) : between.slice(0, size);
  const edges = page.map((item) => ({ cursor: writeCursor(keyOf(item)), node: () => view(item) }));
  return {
    edges: () => edges,
    nodes: () => edges.map((edge) => edge.node()),
    pageInfo: () => ({
      hasNextPage: first === null ? before !== null : between.length > page.length,
      hasPreviousPage: first === null ? between.length > page.length : after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    }),
    totalCount: items.length,
  };
}

function compareKeys(a: Key, b: Key): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  const [left, right] = [BigInt(a.id), BigInt(b.id)];
  return left === right ? 0 : left < right ? -1 : 1;
}

function writeCursor(key: Key): string {
  return Buffer.from(JSON.stringify({ last_id: key.id, last_value: key.value })).toString("base64");
}

function readCursor(cursor: string): Key {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64").toString("utf8"));
    if (typeof value === "object" && value !== null && "last_id" in value && "last_value" in value) {
      const { last_id: id, last_value: sortValue } = value;
      if (typeof id === "string" && (typeof sortValue === "number" || typeof sortValue === "string")) {
        return { id, value: sortValue };
      }
    }
  } catch {
    // Falls through to the refusal below.
  }
  throw badRequest("Invalid cursor for current pagination sort.");
}

export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}
