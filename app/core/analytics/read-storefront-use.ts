import type { RequestKind } from "#prisma/generated/enums.ts";
import type { Ctx } from "../ports.ts";
import { firstIdAt } from "../shared/first-id-at.ts";

/** Where on the storefront and on an order's page somebody can agree to messages. */
export const optInPlaces = ["footer", "page", "cart", "product", "account", "thank_you", "order_status"] as const;
export type OptInPlace = (typeof optInPlaces)[number];

export type StorefrontUse = {
  /** Chats that somebody came into by a link of the storefront for the first time, and by one on a product's page. */
  chats: { begun: number; lastAt: Date | null; aboutProducts: number; lastAboutProductAt: Date | null };
  /** Who asked to be told about a variant, in a form or in the chat. */
  productRequests: Record<RequestKind, { asked: number; told: number; lastAt: Date | null }>;
  /** People who left their number, and those of them who have agreed since; places that nobody used are left out. */
  optIns: { place: OptInPlace; asked: number; agreed: number; lastAt: Date }[];
};

const shownDays = 30;
const dayMs = 24 * 3_600_000;

/**
 * What the blocks of the storefront brought in the last 30 days. Ids are UUID v7, so tables are read at the end of a key:
 * ProductRequest by its primary key, ConsentEntry by (shopId, source, id), and whether somebody has agreed since by (shopId,
 * contactId, purpose, occurredAt).
 */
export async function readStorefrontUse(ctx: Ctx, shopId: string): Promise<StorefrontUse> {
  const since = new Date(ctx.clock.now().getTime() - shownDays * dayMs);
  const first = firstIdAt(since);
  const [chats, productRequests, optIns] = await Promise.all([
    readChats(ctx, shopId, since),
    readProductRequests(ctx, shopId, first),
    readOptIns(ctx, shopId, first),
  ]);
  return { chats, productRequests, optIns };
}

/**
 * By arrivals, not by the chat's origin: that is of its latest link, and a chat may be older than its first link. Indexes:
 * PageArrival (shopId, lastAt), and its key for what somebody came by before.
 */
async function readChats({ db }: Ctx, shopId: string, since: Date): Promise<StorefrontUse["chats"]> {
  const [row] = await db.$queryRaw<StorefrontUse["chats"][]>`
    SELECT (count(*) FILTER (WHERE c."firstAt" >= ${since}))::int AS "begun", max(c."lastAt") AS "lastAt",
      (count(*) FILTER (WHERE c."firstAboutProductAt" >= ${since}))::int AS "aboutProducts",
      max(c."lastAboutProductAt") FILTER (WHERE c."lastAboutProductAt" >= ${since}) AS "lastAboutProductAt"
    FROM (
      SELECT DISTINCT "conversationId" FROM "PageArrival" WHERE "shopId" = ${shopId}::uuid AND "lastAt" >= ${since}
    ) recent
    CROSS JOIN LATERAL (
      SELECT min("firstAt") AS "firstAt", max("lastAt") AS "lastAt",
        min("firstAt") FILTER (WHERE "page" = 'product') AS "firstAboutProductAt",
        max("lastAt") FILTER (WHERE "page" = 'product') AS "lastAboutProductAt"
      FROM "PageArrival" a WHERE a."shopId" = ${shopId}::uuid AND a."conversationId" = recent."conversationId"
    ) c`;
  return row ?? { begun: 0, lastAt: null, aboutProducts: 0, lastAboutProductAt: null };
}

type RequestRow = { kind: RequestKind; asked: number; told: number; lastAt: Date };

async function readProductRequests(
  { db }: Ctx,
  shopId: string,
  first: string,
): Promise<StorefrontUse["productRequests"]> {
  const rows = await db.$queryRaw<RequestRow[]>`
    SELECT "kind", count(*)::int AS "asked", count("notifiedAt")::int AS "told", max("requestedAt") AS "lastAt"
    FROM "ProductRequest"
    WHERE "shopId" = ${shopId}::uuid AND "id" >= ${first}::uuid
    GROUP BY "kind"`;
  const of = (kind: RequestKind) => {
    const { asked, told, lastAt } = rows.find((row) => row.kind === kind) ?? { asked: 0, told: 0, lastAt: null };
    return { asked, told, lastAt };
  };
  return { back_in_stock: of("back_in_stock"), price_drop: of("price_drop") };
}

type OptInRow = { place: string; asked: number; agreed: number; lastAt: Date };

/** One person who ticks two boxes of a form, or sends it twice, is one person. */
async function readOptIns({ db }: Ctx, shopId: string, first: string): Promise<StorefrontUse["optIns"]> {
  const rows = await db.$queryRaw<OptInRow[]>`
    SELECT e."evidence" ->> 'place' AS "place", count(DISTINCT e."contactId")::int AS "asked",
      (count(DISTINCT e."contactId") FILTER (WHERE agreed."is"))::int AS "agreed", max(e."recordedAt") AS "lastAt"
    FROM "ConsentEntry" e
    CROSS JOIN LATERAL (SELECT EXISTS (
      SELECT 1 FROM "ConsentEntry" n
      WHERE n."shopId" = e."shopId" AND n."contactId" = e."contactId" AND n."purpose" = e."purpose"
        AND n."state" = 'granted' AND n."occurredAt" >= e."occurredAt") AS "is") agreed
    WHERE e."shopId" = ${shopId}::uuid AND e."source" IN ('form', 'account', 'thank_you', 'order_status')
      AND e."id" >= ${first}::uuid AND e."state" IN ('pending', 'granted')
    GROUP BY 1`;
  return optInPlaces.flatMap((place) => rows.flatMap((row) => (row.place === place ? [{ ...row, place }] : [])));
}
