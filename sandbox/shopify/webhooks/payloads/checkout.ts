import { totalsOf, taxRate } from "../../state/totals.ts";
import type { Checkout, Customer, Line, Shop } from "../../state/types.ts";
import {
  addressPayload,
  amount,
  embeddedCustomer,
  idNumber,
  shopTime,
  shopTimeOrNull,
  type Json,
  type JsonObject,
} from "./common.ts";

export function recoveryUrl(checkout: Checkout, shop: Shop): string {
  const locale = checkout.locale ? `&locale=${checkout.locale}` : "";
  return `https://${shop.storefrontHost}/${shop.id}/checkouts/${checkout.token}/recover?key=${checkout.recoverKey}${locale}`;
}

/** checkouts/create, checkouts/update. Since 2026-04 without `id`: `token` and `cart_token` are what joins. */
export function checkoutPayload(checkout: Checkout, customer: Customer | null, shop: Shop): JsonObject {
  const currencies = { currency: shop.currency, presentmentCurrency: checkout.presentmentCurrency };
  const totals = totalsOf(checkout.lines, 0);
  const tax = amount(totals.taxMinor, currencies);
  return {
    token: checkout.token,
    cart_token: checkout.cartToken,
    email: checkout.email,
    gateway: null,
    buyer_accepts_marketing: false,
    created_at: shopTime(checkout.createdAt, shop),
    updated_at: shopTime(checkout.updatedAt, shop),
    landing_site: "/",
    note: null,
    note_attributes: [],
    referring_site: "",
    shipping_lines: [],
    taxes_included: true,
    total_weight: totals.weightGrams,
    currency: shop.currency,
    completed_at: shopTimeOrNull(checkout.completedAt, shop),
    closed_at: null,
    user_id: null,
    location_id: null,
    source_identifier: null,
    source_url: null,
    device_id: null,
    phone: checkout.phone,
    customer_locale: checkout.locale,
    line_items: checkout.lines.map((line) => checkoutLine(line, shop)),
    name: checkout.name,
    source: null,
    abandoned_checkout_url: recoveryUrl(checkout, shop),
    discount_codes: checkout.discounts.map((discount) => ({
      code: discount.code,
      amount: amount(totals.discountMinor, currencies),
      type: "percentage",
    })),
    tax_lines: [{ price: tax, rate: taxRate, title: "DE MwSt", channel_liable: false }],
    source_name: "web",
    presentment_currency: checkout.presentmentCurrency,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    total_discounts: amount(totals.discountMinor, currencies),
    total_line_items_price: amount(totals.linesMinor, currencies),
    total_price: amount(totals.totalMinor, currencies),
    total_tax: tax,
    subtotal_price: amount(totals.subtotalMinor, currencies),
    total_duties: null,
    reservation_token: null,
    ...(checkout.billingAddress ? { billing_address: addressPayload(checkout.billingAddress) } : {}),
    ...(checkout.shippingAddress ? { shipping_address: addressPayload(checkout.shippingAddress) } : {}),
    ...(customer ? { customer: embeddedCustomer(customer, shop) } : {}),
  };
}

/** checkouts/delete: the little Shopify still says of it. */
export function deletedCheckoutPayload(checkout: Checkout, shop: Shop): JsonObject {
  const totals = totalsOf(checkout.lines, 0);
  return {
    id: idNumber(checkout.id),
    presentment_currency: checkout.presentmentCurrency,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    total_discounts: amount(totals.discountMinor, shop),
    total_line_items_price: amount(totals.linesMinor, shop),
    total_price: amount(totals.totalMinor, shop),
    total_tax: amount(totals.taxMinor, shop),
    subtotal_price: amount(totals.subtotalMinor, shop),
    cart_token: checkout.cartToken,
    total_duties: null,
    reservation_token: null,
  };
}

function checkoutLine(line: Line, shop: Shop): Json {
  const whole = line.priceMinor * line.quantity - line.discountMinor;
  return {
    applied_discounts: [],
    discount_allocations: [],
    key: line.id,
    destination_location_id: null,
    fulfillment_service: "manual",
    gift_card: false,
    grams: line.grams,
    origin_location_id: null,
    presentment_title: line.title,
    presentment_variant_title: line.variantTitle ?? "",
    product_id: idNumber(line.productId),
    properties: null,
    quantity: line.quantity,
    requires_shipping: true,
    sku: line.sku,
    tax_lines: [],
    taxable: true,
    title: line.title,
    variant_id: idNumber(line.variantId),
    variant_title: line.variantTitle ?? "",
    variant_price: amount(line.priceMinor, shop),
    vendor: line.vendor,
    user_id: null,
    unit_price_measurement: {
      measured_type: null,
      quantity_value: null,
      quantity_unit: null,
      reference_value: null,
      reference_unit: null,
    },
    rank: null,
    compare_at_price: null,
    line_price: amount(whole, shop),
    price: amount(line.priceMinor, shop),
  };
}
