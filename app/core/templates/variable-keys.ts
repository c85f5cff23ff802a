/** Every variable a template may hold, as {{key}}. What each means is in variable-catalogue.ts. */
export const variableKeys = [
  "customer.first_name",
  "customer.preferences_path",
  "customer.preferences_url",
  "shop.name",
  "order.name",
  "order.total",
  "order.outstanding",
  "order.items",
  "order.date",
  "order.status_path",
  "order.review_path",
  "order.reorder_path",
  "checkout.total",
  "checkout.items",
  "checkout.recovery_path",
  "cart.total",
  "cart.items",
  "cart.recovery_path",
  "fulfillment.carrier",
  "fulfillment.tracking_number",
  "refund.amount",
  "discount.code",
  "discount.value",
  "discount.expires_on",
  "product.title",
  "product.path",
  "price.old",
  "price.new",
  "tag.name",
] as const;

export type VariableKey = (typeof variableKeys)[number];

export function isVariableKey(text: string): text is VariableKey {
  return (variableKeys as readonly string[]).includes(text);
}

/** Links are told by their name, so that a browser can check a draft without the catalogue's words in ten languages. */
export function isLinkVariable(key: string): boolean {
  return /[._]path$/.test(key);
}
