import { noteScopes } from "../access/note-scopes.ts";
import type { IntakeResult } from "./outcomes.ts";
import { toldAt, type IntakeCtx } from "./intake-ctx.ts";
import type { ScopesPayload, ShopPayload, VariantPayload } from "./payloads/shop.ts";
import { at, recordEvent } from "./record-event.ts";

/** `shop/update`: name, currency, time zone and so on, if they are newer than what is known. */
export async function applyShop(ctx: IntakeCtx, it: ShopPayload): Promise<IntakeResult> {
  const versionAt = it.updatedAt ?? toldAt(ctx);
  const { count } = await ctx.tx.shop.updateMany({
    where: { id: ctx.shop.id, OR: [{ shopifyUpdatedAt: null }, { shopifyUpdatedAt: { lte: versionAt } }] },
    data: { ...it.changes, shopifyUpdatedAt: versionAt },
  });
  return shopEvent(ctx, "shop_updated", versionAt, count === 0);
}

/** `app/scopes_update`: what the merchant lets the app do now. */
export async function applyScopes(ctx: IntakeCtx, it: ScopesPayload): Promise<IntakeResult> {
  const versionAt = it.updatedAt ?? toldAt(ctx);
  const { noted } = await noteScopes(ctx, ctx.shop.id, { scopes: it.scopes, at: versionAt });
  return shopEvent(ctx, "scopes_updated", versionAt, !noted);
}

function shopEvent(ctx: IntakeCtx, kind: "shop_updated" | "scopes_updated", occurredAt: Date, stale: boolean) {
  return recordEvent(ctx, {
    kind,
    subjectKind: "shop",
    subjectId: ctx.shop.domain,
    occurrence: at(occurredAt),
    contactId: null,
    occurredAt,
    held: stale ? "stale" : undefined,
  });
}

/** `variants/in_stock` and `out_of_stock`: automations know who waits for which variant. */
export function applyVariant(
  ctx: IntakeCtx,
  it: VariantPayload,
  kind: "variant_in_stock" | "variant_out_of_stock",
): Promise<IntakeResult> {
  const occurredAt = it.updatedAt ?? toldAt(ctx);
  return recordEvent(ctx, {
    kind,
    subjectKind: "variant",
    subjectId: it.id,
    occurrence: at(occurredAt),
    contactId: null,
    variantId: it.id,
    occurredAt,
    details: it.title ? { title: it.title } : {},
  });
}
