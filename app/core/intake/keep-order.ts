import { Prisma } from "#prisma/generated/client.ts";
import type { IntakeCtx } from "./intake-ctx.ts";
import type { OrderPayload } from "./payloads/order.ts";

/** What was known of the order until now. */
export type OrderBefore = { financialStatus: string; cancelledAt: Date | null };

export type KeptOrder = {
  /** Null: first sight. */
  before: OrderBefore | null;
  contactId: string | null;
  /** False: a newer version was there already, and stays. */
  kept: boolean;
};

/**
 * Writes this version of an order over older ones. Shopify's versions are whole seconds, and an order is often created and
 * paid within one: of two versions of the same second the one further along stands.
 */
export async function keepOrder(ctx: IntakeCtx, it: OrderPayload, contactId: string | null): Promise<KeptOrder> {
  const { total, outstanding, inShop, lineItems, breakdown } = it.amountsIn(ctx.shop.currency);
  // "before" reads the snapshot of this statement: the row as it was. The caller holds the order's lock (open-shop.ts).
  const rows = await ctx.tx.$queryRaw<
    (Partial<OrderBefore> & { contactId: string | null; kept: boolean; known: boolean })[]
  >`
    WITH before AS (
      SELECT "financialStatus", "cancelledAt", "contactId" FROM "Order"
      WHERE "shopId" = ${ctx.shop.id}::uuid AND "id" = ${it.id}
    ), written AS (
      INSERT INTO "Order" AS o ("shopId", "id", "name", "checkoutToken", "cartToken", "landingMessageId", "contactId", "currency", "totalMinor",
        "outstandingMinor", "financialStatus", "fulfillmentStatus", "paymentKind", "isFirstOrder", "statusUrl", "locale",
        "country", "tags", "lineItems", "discounts", "shopCurrency", "shopTotalMinor", "shopCurrentMinor", "breakdown",
        "createdAt", "cancelledAt", "cancelReason", "versionAt")
      VALUES (${ctx.shop.id}::uuid, ${it.id}, ${it.name}, ${it.checkoutToken}, ${it.cartToken}, ${it.landingMessageId}::uuid, ${contactId}::uuid,
        ${total.currency}, ${total.minor}, ${outstanding.minor}, ${it.financialStatus}, ${it.fulfillmentStatus},
        ${it.paymentKind}, ${it.isFirstOrder}, ${it.statusUrl}, ${it.locale}, ${it.country}, ${it.tags}::text[],
        ${JSON.stringify(lineItems)}::jsonb, ${JSON.stringify(it.discounts)}::jsonb, ${inShop.total.currency},
        ${inShop.total.minor}, ${inShop.current.minor}, ${breakdown === null ? null : JSON.stringify(breakdown)}::jsonb,
        ${it.createdAt}, ${it.cancelledAt}, ${it.cancelReason}, ${it.versionAt})
      ON CONFLICT ("shopId", "id") DO UPDATE SET
        "name" = EXCLUDED."name",
        "checkoutToken" = COALESCE(EXCLUDED."checkoutToken", o."checkoutToken"),
        "cartToken" = COALESCE(EXCLUDED."cartToken", o."cartToken"),
        "landingMessageId" = COALESCE(EXCLUDED."landingMessageId", o."landingMessageId"),
        "contactId" = COALESCE(EXCLUDED."contactId", o."contactId"),
        "currency" = EXCLUDED."currency", "totalMinor" = EXCLUDED."totalMinor",
        "outstandingMinor" = EXCLUDED."outstandingMinor", "financialStatus" = EXCLUDED."financialStatus",
        "fulfillmentStatus" = EXCLUDED."fulfillmentStatus", "paymentKind" = EXCLUDED."paymentKind",
        "isFirstOrder" = COALESCE(EXCLUDED."isFirstOrder", o."isFirstOrder"),
        "statusUrl" = COALESCE(EXCLUDED."statusUrl", o."statusUrl"), "locale" = COALESCE(EXCLUDED."locale", o."locale"),
        "country" = COALESCE(EXCLUDED."country", o."country"), "tags" = EXCLUDED."tags",
        "lineItems" = EXCLUDED."lineItems", "discounts" = EXCLUDED."discounts",
        "shopCurrency" = EXCLUDED."shopCurrency", "shopTotalMinor" = EXCLUDED."shopTotalMinor",
        "shopCurrentMinor" = EXCLUDED."shopCurrentMinor",
        "breakdown" = COALESCE(EXCLUDED."breakdown", o."breakdown"), "createdAt" = EXCLUDED."createdAt",
        "cancelledAt" = EXCLUDED."cancelledAt", "cancelReason" = EXCLUDED."cancelReason", "versionAt" = EXCLUDED."versionAt"
        WHERE (o."versionAt", ${progress(Prisma.sql`o`)}) <= (EXCLUDED."versionAt", ${progress(Prisma.sql`EXCLUDED`)})
      RETURNING "contactId"
    )
    SELECT before."financialStatus", before."cancelledAt", COALESCE(written."contactId", before."contactId") AS "contactId",
           EXISTS (SELECT 1 FROM written) AS "kept", before."financialStatus" IS NOT NULL AS "known"
    FROM (SELECT 1) one LEFT JOIN before ON TRUE LEFT JOIN written ON TRUE`;
  const row = rows[0];
  if (!row) return { before: null, contactId, kept: true };
  const before = row.known
    ? { financialStatus: row.financialStatus ?? "", cancelledAt: row.cancelledAt ?? null }
    : null;
  return { before, contactId: row.contactId, kept: row.kept };
}

/** How far along an order is, as a row that compares: cancelled, money, parcels. Unknown words count as the beginning. */
function progress(row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${row}."cancelledAt" IS NOT NULL,
    COALESCE(array_position(ARRAY['pending','authorized','partially_paid','paid','partially_refunded','refunded','voided'], ${row}."financialStatus"), 0),
    COALESCE(array_position(ARRAY['partial','fulfilled','restocked'], ${row}."fulfillmentStatus"), 0)`;
}
