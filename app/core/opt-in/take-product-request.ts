import type { RequestKind } from "#prisma/generated/enums.ts";
import { proofOf, type Shown } from "../consent/proof-of.ts";
import { findOrMakeContact } from "../contacts/find-or-make-contact.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import { recipientCountry } from "../policy/recipient-country.ts";
import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin, StoreVariant } from "../ports-shopify.ts";
import { keepProductRequest } from "../product-requests/keep-product-request.ts";
import { parseMoney } from "../shared/money.ts";

type Asking = {
  shop: { id: string; domain: string; storefrontHost: string; currency: string };
  /** As it was written; read with `country` when it has no country of its own. */
  phone: string;
  country: string | null;
  locale: string | null;
  kind: RequestKind;
  /** Digits. */
  variantId: string;
  shown: Shown;
  occurredAt: Date;
};

export type TakenProductRequest =
  /** Kept, or kept already. */
  | { outcome: "requested" }
  | { outcome: "invalid_phone" }
  /** There is no such variant. */
  | { outcome: "unknown_variant" }
  /** It can be bought now: there is nothing to wait for. */
  | { outcome: "available" }
  /** Shopify did not say what the variant is; nothing is kept. */
  | { outcome: "unavailable"; cause: string };

/**
 * Somebody asks in a form to be told once about a variant. What it is called and costs is Shopify's word, never the form's:
 * the message will quote it. Asking is consent to that one message and recorded nowhere as more.
 */
export async function takeProductRequest(
  ctx: Ctx,
  shopify: Pick<ShopifyAdmin, "storeVariant">,
  asking: Asking,
): Promise<TakenProductRequest> {
  const { shop, kind, variantId, locale, shown, occurredAt } = asking;
  const phone = normalizePhone(asking.phone, asking.country);
  if (!phone) return { outcome: "invalid_phone" };
  const answer = await shopify.storeVariant(shop.domain, variantId);
  if (answer.outcome !== "ok") return { outcome: "unavailable", cause: answer.outcome };
  const { variant } = answer;
  if (!variant) return { outcome: "unknown_variant" };
  if (kind === "back_in_stock" && variant.available) return { outcome: "available" };
  const price = parseMoney(variant.price, shop.currency);
  if (!price) return { outcome: "unavailable", cause: "price" };

  const { clock, ids, log } = ctx;
  await ctx.db.$transaction(async (tx) => {
    const inTx = { tx, clock, ids, log };
    const person = await findOrMakeContact(inTx, shop.id, {
      phones: [{ raw: phone.e164 }],
      locale,
      country: recipientCountry({ phone: phone.e164 }),
    });
    if (!person) return;
    await keepProductRequest(inTx, shop.id, {
      ...(kind === "price_drop" ? { kind, price } : { kind }),
      contactId: person.contactId,
      variantId,
      productTitle: variant.productTitle,
      variantTitle: variant.variantTitle,
      productUrl: productUrl(shop.storefrontHost, variant, variantId),
      requestedAt: occurredAt,
      evidence: await proofOf(shown),
    });
  });
  return { outcome: "requested" };
}

function productUrl(host: string, { productHandle }: StoreVariant, variantId: string): string {
  const page = new URL(`https://${host}/products/${encodeURIComponent(productHandle)}`);
  page.searchParams.set("variant", variantId);
  return page.href;
}
