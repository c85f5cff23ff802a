import type { EventOutcome, IntakeResult } from "./outcomes.ts";
import type { IntakeCtx } from "./intake-ctx.ts";
import type { CartPayload } from "./payloads/cart.ts";
import { at, recordEvent } from "./record-event.ts";

/** A cart knows no person: it is whose checkout came of it, or whom it was given to otherwise. */
export async function applyCart(ctx: IntakeCtx, cart: CartPayload): Promise<IntakeResult> {
  const { total, lineItems } = cart.basketIn(ctx.shop.currency);
  const [row] = await ctx.tx.$queryRaw<{ contactId: string | null; movedOn: boolean }[]>`
    INSERT INTO "Cart" AS c ("shopId", "token", "contactId", "lineItems", "totalMinor", "currency", "versionAt")
    VALUES (${ctx.shop.id}::uuid, ${cart.token},
      (SELECT "contactId" FROM "Checkout"
       WHERE "shopId" = ${ctx.shop.id}::uuid AND "cartToken" = ${cart.token} AND "contactId" IS NOT NULL
       ORDER BY "versionAt" DESC LIMIT 1),
      ${JSON.stringify(lineItems)}::jsonb, ${total.minor}, ${total.currency}, ${cart.versionAt})
    ON CONFLICT ("shopId", "token") DO UPDATE SET
      "contactId" = COALESCE(c."contactId", EXCLUDED."contactId"), "lineItems" = EXCLUDED."lineItems",
      "totalMinor" = EXCLUDED."totalMinor", "currency" = EXCLUDED."currency", "versionAt" = EXCLUDED."versionAt"
      WHERE c."versionAt" <= EXCLUDED."versionAt"
    RETURNING "contactId", EXISTS (
      SELECT 1 FROM "Checkout" k WHERE k."shopId" = ${ctx.shop.id}::uuid AND k."cartToken" = ${cart.token}
        AND GREATEST(k."versionAt", k."deletedAt") >= ${cart.versionAt}::timestamptz) AS "movedOn"`;
  return recordEvent(ctx, {
    kind: "cart_updated",
    subjectKind: "cart",
    subjectId: cart.token,
    occurrence: at(cart.versionAt),
    contactId: row?.contactId ?? null,
    cartToken: cart.token,
    occurredAt: cart.versionAt,
    details: { totalMinor: total.minor.toString(), currency: total.currency },
    held: heldBack(row),
  });
}

/** "checkout_followed": told late, this was before the checkout that came of it. */
function heldBack(row: { contactId: string | null; movedOn: boolean } | undefined): EventOutcome | undefined {
  if (!row) return "stale";
  if (row.movedOn) return "checkout_followed";
  return row.contactId ? undefined : "no_contact";
}
