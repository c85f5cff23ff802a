import type { EventOutcome, IntakeResult } from "./outcomes.ts";
import { findPerson } from "./find-person.ts";
import { toldAt, type IntakeCtx } from "./intake-ctx.ts";
import type { CheckoutPayload } from "./payloads/checkout.ts";
import { at, recordEvent } from "./record-event.ts";

/**
 * Keeps the newest version of a checkout. One whose order came first (its webhook was late), or that was deleted, is kept too
 * but tells no automation: nothing was abandoned.
 */
export async function applyCheckout(ctx: IntakeCtx, checkout: CheckoutPayload): Promise<IntakeResult> {
  const contactId = await findPerson(ctx, checkout.person);
  const row = await keep(ctx, checkout, contactId);
  if (row?.contactId && checkout.cartToken) await giveCart(ctx, checkout.cartToken, row.contactId);
  const { total } = checkout.basketIn(ctx.shop.currency);
  return recordEvent(ctx, {
    kind: "checkout_updated",
    subjectKind: "checkout",
    subjectId: checkout.token,
    occurrence: at(checkout.versionAt),
    contactId: row?.contactId ?? contactId,
    checkoutToken: checkout.token,
    cartToken: checkout.cartToken ?? undefined,
    occurredAt: checkout.versionAt,
    details: { totalMinor: total.minor.toString(), currency: total.currency },
    held: heldBack(row),
  });
}

type Kept = { contactId: string | null; completedAt: Date | null; deletedAt: Date | null };

function heldBack(row: Kept | undefined): EventOutcome | undefined {
  if (!row) return "stale";
  if (row.deletedAt) return "deleted";
  return row.completedAt ? "completed" : undefined;
}

async function keep(ctx: IntakeCtx, it: CheckoutPayload, contactId: string | null): Promise<Kept | undefined> {
  const { total, lineItems } = it.basketIn(ctx.shop.currency);
  const [row] = await ctx.tx.$queryRaw<Kept[]>`
    INSERT INTO "Checkout" AS c ("shopId", "token", "cartToken", "contactId", "currency", "totalMinor", "recoveryUrl",
      "locale", "country", "lineItems", "discounts", "createdAt", "completedAt", "versionAt")
    VALUES (${ctx.shop.id}::uuid, ${it.token}, ${it.cartToken}, ${contactId}::uuid, ${total.currency}, ${total.minor},
      ${it.recoveryUrl}, ${it.locale}, ${it.country}, ${JSON.stringify(lineItems)}::jsonb,
      ${JSON.stringify(it.discounts)}::jsonb, ${it.createdAt},
      COALESCE(${it.completedAt}::timestamptz, (
        SELECT min("createdAt") FROM "Order" WHERE "shopId" = ${ctx.shop.id}::uuid
          AND ("checkoutToken" = ${it.token} OR "cartToken" = ${it.cartToken}))),
      ${it.versionAt})
    ON CONFLICT ("shopId", "token") DO UPDATE SET
      "cartToken" = COALESCE(EXCLUDED."cartToken", c."cartToken"),
      "contactId" = COALESCE(EXCLUDED."contactId", c."contactId"),
      "currency" = EXCLUDED."currency", "totalMinor" = EXCLUDED."totalMinor", "recoveryUrl" = EXCLUDED."recoveryUrl",
      "locale" = COALESCE(EXCLUDED."locale", c."locale"), "country" = COALESCE(EXCLUDED."country", c."country"),
      "lineItems" = EXCLUDED."lineItems",
      "discounts" = EXCLUDED."discounts", "createdAt" = EXCLUDED."createdAt",
      "completedAt" = LEAST(c."completedAt", EXCLUDED."completedAt"), "versionAt" = EXCLUDED."versionAt"
      WHERE c."versionAt" <= EXCLUDED."versionAt"
    RETURNING "contactId", "completedAt", "deletedAt"`;
  return row;
}

async function giveCart(ctx: IntakeCtx, cartToken: string, contactId: string): Promise<void> {
  await ctx.tx.cart.updateMany({
    where: { shopId: ctx.shop.id, token: cartToken, contactId: null },
    data: { contactId },
  });
}

/**
 * `checkouts/delete`. A checkout not seen yet leaves a tombstone, so that its late webhook does not bring it to life; told by
 * its cart only, there is nothing to hold on to.
 */
export async function deleteCheckout(
  ctx: IntakeCtx,
  deleted: { token: string | null; cartToken: string | null },
): Promise<IntakeResult> {
  const deletedAt = toldAt(ctx);
  const rows = await markDeleted(ctx, deleted, deletedAt);
  if (rows.length === 0 && deleted.token !== null) {
    await leaveTombstone(ctx, deleted.token, deleted.cartToken, deletedAt);
    rows.push({ token: deleted.token, contactId: null });
  }
  let outcome: IntakeResult = "ignored:unknown_checkout";
  for (const { token, contactId } of rows) {
    const told = await recordEvent(ctx, {
      kind: "checkout_deleted",
      subjectKind: "checkout",
      subjectId: token,
      occurrence: "",
      contactId,
      checkoutToken: token,
      cartToken: deleted.cartToken ?? undefined,
      occurredAt: deletedAt,
    });
    outcome = told === "no_contact" ? "applied" : told;
  }
  return outcome;
}

function markDeleted(
  ctx: IntakeCtx,
  { token, cartToken }: { token: string | null; cartToken: string | null },
  at: Date,
) {
  return ctx.tx.$queryRaw<{ token: string; contactId: string | null }[]>`
    UPDATE "Checkout" SET "deletedAt" = LEAST("deletedAt", ${at}::timestamptz)
    WHERE "shopId" = ${ctx.shop.id}::uuid
      AND CASE WHEN ${token}::text IS NULL THEN "cartToken" = ${cartToken} ELSE "token" = ${token} END
    RETURNING "token", "contactId"`;
}

async function leaveTombstone(ctx: IntakeCtx, token: string, cartToken: string | null, deletedAt: Date): Promise<void> {
  await ctx.tx.checkout.create({
    data: {
      shopId: ctx.shop.id,
      token,
      cartToken,
      currency: ctx.shop.currency,
      totalMinor: 0n,
      lineItems: [],
      discounts: [],
      createdAt: new Date(0),
      deletedAt,
      // Older than any version, so that the checkout's own webhook still tells what it was.
      versionAt: new Date(0),
    },
  });
}
