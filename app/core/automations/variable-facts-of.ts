import type { Contact } from "#prisma/generated/client.ts";
import type { Money } from "../shared/money.ts";
import type { FactLineItem, GivenDiscount, VariableFacts } from "../templates/variable-facts.ts";
import { readLineItems } from "./condition-facts.ts";
import type { ShopFacts } from "./load-facts.ts";
import type { SubjectFacts } from "./subject-facts.ts";

/** The rows of a subject as templates speak of them. `preferencesUrl`: the person's own page, or one that is nobody's. */
export function variableFactsOf(
  shop: ShopFacts,
  contact: Contact,
  facts: SubjectFacts,
  discount: GivenDiscount | null,
  preferencesUrl: string,
): VariableFacts {
  const { order, checkout, cart, fulfillment, refund, productRequest, tag } = facts;
  return {
    shop: {
      name: shop.name,
      storefrontHost: shop.storefrontHost,
      domain: shop.domain,
      locale: shop.locale,
      currency: shop.currency,
      timeZone: shop.timeZone,
    },
    contact: { firstName: contact.firstName, locale: contact.locale, preferencesUrl },
    ...(order && {
      order: {
        id: order.id,
        name: order.name,
        total: { minor: order.totalMinor, currency: order.currency },
        outstanding: { minor: order.outstandingMinor, currency: order.currency },
        items: items(order.lineItems),
        statusUrl: order.statusUrl,
        createdAt: order.createdAt,
      },
    }),
    ...(checkout && {
      checkout: {
        total: { minor: checkout.totalMinor, currency: checkout.currency },
        items: items(checkout.lineItems),
        recoveryUrl: checkout.recoveryUrl,
      },
    }),
    ...(cart && { cart: { total: { minor: cart.totalMinor, currency: cart.currency }, items: items(cart.lineItems) } }),
    ...(fulfillment && {
      fulfillment: { carrier: fulfillment.trackingCompany, trackingNumber: fulfillment.trackingNumber },
    }),
    ...(refund && { refund: { amount: { minor: refund.amountMinor, currency: refund.currency } } }),
    ...(productRequest && {
      product: {
        title: productRequest.productTitle,
        variantTitle: productRequest.variantTitle,
        url: productRequest.productUrl,
        oldPrice: priceOf(productRequest.askedPriceMinor, productRequest.currency),
        newPrice: priceOf(productRequest.seenPriceMinor, productRequest.currency),
      },
    }),
    ...(tag && { tag }),
    ...(discount && { discount }),
  };
}

function priceOf(minor: bigint | null, currency: string | null): Money | null {
  return minor === null || currency === null ? null : { minor, currency };
}

function items(json: unknown): FactLineItem[] {
  return readLineItems(json).map(({ title, quantity, variantTitle, variantId }) => ({
    title,
    quantity,
    variantTitle,
    variantId,
  }));
}
