import type { Prisma } from "#prisma/generated/client.ts";
import type { RequestKind } from "#prisma/generated/enums.ts";
import type { TxCtx } from "../ports.ts";
import type { Money } from "../shared/money.ts";

export type NewProductRequest = {
  contactId: string;
  /** Shopify's variant id as digits. */
  variantId: string;
  productTitle: string;
  variantTitle: string | null;
  productUrl: string;
  /** When the person asked: it is their consent to this one message. */
  requestedAt: Date;
  /** The proof of it: what was shown, in which version, on which page; or what they wrote. */
  evidence: Prisma.InputJsonObject;
} & (
  | { kind: Extract<RequestKind, "back_in_stock"> }
  /** In the shop's currency: a drop is a drop below it. */
  | { kind: Extract<RequestKind, "price_drop">; price: Money }
);

/** "already": they wait for it as it is; the newest asking, and its price, stands. */
export type KeptProductRequest = { outcome: "requested" | "already"; requestId: string };

/**
 * Somebody wants to be told once: when a variant is back, or costs less than it does now. Whoever asks again while they wait
 * has one request, whatever door they came through, with the proof of the newest asking. In the caller's transaction.
 */
export async function keepProductRequest(
  ctx: TxCtx,
  shopId: string,
  wanted: NewProductRequest,
): Promise<KeptProductRequest> {
  const { contactId, kind, variantId, productTitle, variantTitle, productUrl, requestedAt, evidence } = wanted;
  const price = wanted.kind === "price_drop" ? wanted.price : null;
  const id = ctx.ids.next();
  // Prices told of before the asking are older than what the person saw: seenAt begins with it.
  const rows = await ctx.tx.$queryRaw<{ id: string; inserted: boolean }[]>`
    INSERT INTO "ProductRequest" AS r ("shopId", "id", "contactId", "kind", "variantId", "productTitle", "variantTitle",
      "productUrl", "askedPriceMinor", "seenPriceMinor", "currency", "seenAt", "requestedAt", "evidence")
    VALUES (${shopId}::uuid, ${id}::uuid, ${contactId}::uuid, ${kind}::"RequestKind", ${variantId}, ${productTitle},
      ${variantTitle}, ${productUrl}, ${price?.minor ?? null}::bigint, ${price?.minor ?? null}::bigint,
      ${price?.currency ?? null}, ${price ? requestedAt : null}::timestamptz, ${requestedAt},
      ${JSON.stringify(evidence)}::jsonb)
    ON CONFLICT ("shopId", "contactId", "variantId", "kind") WHERE "notifiedAt" IS NULL DO UPDATE SET
      "requestedAt" = GREATEST(r."requestedAt", EXCLUDED."requestedAt"),
      "askedPriceMinor" = CASE WHEN EXCLUDED."requestedAt" >= r."requestedAt" THEN EXCLUDED."askedPriceMinor"
        ELSE r."askedPriceMinor" END,
      "evidence" = CASE WHEN EXCLUDED."requestedAt" >= r."requestedAt" THEN EXCLUDED."evidence" ELSE r."evidence" END,
      "currency" = CASE WHEN EXCLUDED."requestedAt" >= r."requestedAt" THEN EXCLUDED."currency" ELSE r."currency" END
    RETURNING r."id", (xmax = 0) AS "inserted"`;
  const row = rows[0];
  return { outcome: row?.inserted === false ? "already" : "requested", requestId: row?.id ?? id };
}
