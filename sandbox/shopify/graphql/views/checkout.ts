import { findVariant } from "../../state/store.ts";
import { taxRate, totalsOf } from "../../state/totals.ts";
import type { Checkout, Line } from "../../state/types.ts";
import type { World } from "../../world.ts";
import { recoveryUrl } from "../../webhooks/payloads/checkout.ts";
import { connection, type PageArgs } from "../connection.ts";
import { addressView, gid, moneyBag, time, timeOrNull } from "./common.ts";
import type { Views } from "./views.ts";

/** GraphQL's abandoned checkout has neither token nor phone of its own: the token is in its link, the phone in its address. */
export function checkoutView(world: World, views: Views, checkout: Checkout): object {
  const currencies = { currency: world.state.shop.currency, presentmentCurrency: checkout.presentmentCurrency };
  const totals = totalsOf(checkout.lines, 0);
  const customer = world.state.customers.find(({ id, deletedAt }) => id === checkout.customerId && deletedAt === null);
  return {
    __typename: "AbandonedCheckout",
    id: gid("AbandonedCheckout", checkout.id),
    name: checkout.name,
    note: "",
    abandonedCheckoutUrl: recoveryUrl(checkout, world.state.shop),
    createdAt: time(checkout.createdAt),
    updatedAt: time(checkout.updatedAt),
    completedAt: timeOrNull(checkout.completedAt),
    customAttributes: [],
    discountCodes: checkout.discounts.map((discount) => discount.code),
    defaultCursor: checkout.id,
    taxesIncluded: true,
    customer: () => (customer ? views.customer(customer) : null),
    billingAddress: checkout.billingAddress ? addressView(checkout.billingAddress, checkout.id) : null,
    shippingAddress: checkout.shippingAddress ? addressView(checkout.shippingAddress, checkout.id) : null,
    subtotalPriceSet: moneyBag(totals.subtotalMinor, currencies),
    totalPriceSet: moneyBag(totals.totalMinor, currencies),
    totalTaxSet: moneyBag(totals.taxMinor, currencies),
    totalDiscountSet: moneyBag(totals.discountMinor, currencies),
    totalLineItemsPriceSet: moneyBag(totals.linesMinor, currencies),
    totalDutiesSet: null,
    taxLines: () => [
      {
        __typename: "TaxLine",
        title: "DE MwSt",
        rate: taxRate,
        ratePercentage: taxRate * 100,
        priceSet: moneyBag(totals.taxMinor, currencies),
        channelLiable: false,
        source: null,
      },
    ],
    lineItems: (args: PageArgs) =>
      connection(
        args,
        checkout.lines,
        (line) => ({ value: 0, id: line.id }),
        (line) => checkoutLineView(world, views, line, currencies),
      ),
  };
}

function checkoutLineView(world: World, views: Views, line: Line, currencies: Parameters<typeof moneyBag>[1]): object {
  const found = findVariant(world.state, line.variantId);
  const whole = line.priceMinor * line.quantity;
  const unit = line.priceMinor - Math.round(line.discountMinor / line.quantity);
  return {
    __typename: "AbandonedCheckoutLineItem",
    id: gid("AbandonedCheckoutLineItem", line.id),
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    quantity: line.quantity,
    customAttributes: [],
    components: null,
    parentRelationship: null,
    image: null,
    originalUnitPriceSet: moneyBag(line.priceMinor, currencies),
    originalTotalPriceSet: moneyBag(whole, currencies),
    discountedUnitPriceSet: moneyBag(unit, currencies),
    discountedTotalPriceSet: moneyBag(whole - line.discountMinor, currencies),
    discountedUnitPriceWithCodeDiscount: moneyBag(unit, currencies),
    discountedTotalPriceWithCodeDiscount: moneyBag(whole - line.discountMinor, currencies),
    product: () => (found ? views.product(found.product) : null),
    variant: () => (found ? views.variant(found.product, found.variant) : null),
  };
}
