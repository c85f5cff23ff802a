import type { Cart, Line, Shop } from "../../state/types.ts";
import { amount, idNumber, moneySet, type Json, type JsonObject } from "./common.ts";

/** carts/create, carts/update: no customer, no phone, no currency of its own; times in UTC with milliseconds. */
export function cartPayload(cart: Cart, shop: Shop): JsonObject {
  return {
    id: cart.token,
    token: cart.token,
    line_items: cart.lines.map((line) => cartLine(line, shop)),
    note: cart.note,
    updated_at: new Date(cart.updatedAt).toISOString(),
    created_at: new Date(cart.createdAt).toISOString(),
  };
}

function cartLine(line: Line, shop: Shop): Json {
  const currencies = { currency: shop.currency, presentmentCurrency: shop.currency };
  const whole = line.priceMinor * line.quantity;
  return {
    id: idNumber(line.variantId),
    properties: null,
    quantity: line.quantity,
    variant_id: idNumber(line.variantId),
    key: `${line.variantId}:${line.id}`,
    discounted_price: amount(line.priceMinor, currencies),
    discounts: [],
    gift_card: false,
    grams: line.grams,
    line_price: amount(whole, currencies),
    original_line_price: amount(whole, currencies),
    original_price: amount(line.priceMinor, currencies),
    price: amount(line.priceMinor, currencies),
    product_id: idNumber(line.productId),
    sku: line.sku,
    taxable: true,
    title: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    total_discount: amount(0, currencies),
    vendor: line.vendor,
    discounted_price_set: moneySet(line.priceMinor, currencies),
    line_price_set: moneySet(whole, currencies),
    original_line_price_set: moneySet(whole, currencies),
    price_set: moneySet(line.priceMinor, currencies),
    total_discount_set: moneySet(0, currencies),
    parent_relationship: null,
  };
}
