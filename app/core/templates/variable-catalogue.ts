import { formatMoney, type Money } from "../shared/money.ts";
import { cleanValue, isolateDirection } from "./clean-value.ts";
import { formattingLocale } from "./languages.ts";
import { textsFor } from "./library/texts.ts";
import { listItems } from "./list-items.ts";
import type { FactLineItem, GivenDiscount, VariableFacts } from "./variable-facts.ts";
import type { VariableKey } from "./variable-keys.ts";

/** A variable of a text: header or body. */
export type TextVariable = {
  kind: "text";
  /** i18n key of what a merchant reads in the list of variables. */
  descriptionKey: string;
  example: string;
  /** The longest value it gives, in UTF-16 units. */
  maxLength: number;
  /** The value as `language` (a template's Meta code) writes it, fit for a parameter. Null: not known. */
  resolve(facts: VariableFacts, language: string): string | null;
};

/** A variable of a URL button: where on the shop's own site it leads. */
export type LinkVariable = {
  kind: "link";
  descriptionKey: string;
  /** As it stands behind "https://<storefrontHost>/". */
  example: string;
  /** The whole link, or a path of the shop's; what is no link of the shop's is refused later. Null: not known. */
  link(facts: VariableFacts): string | null;
};

/** What a merchant can put into a template. Unknown first names, carriers and tracking numbers have neutral words. */
export const variableCatalogue: Readonly<Record<VariableKey, TextVariable | LinkVariable>> = {
  "customer.first_name": text(
    "customer_first_name",
    "Ada",
    60,
    (facts, language, max) => written(facts.contact.firstName, language, max) ?? textsFor(language).words.firstName,
  ),
  "customer.preferences_path": link(
    "customer_preferences_path",
    "apps/tidings/preferences/0123456789abcdef",
    (facts) => facts.contact.preferencesUrl,
  ),
  // An address that is cut, or stands between marks of direction, leads nowhere.
  "customer.preferences_url": text(
    "customer_preferences_url",
    "https://shop.example/apps/tidings/preferences/0123456789abcdef",
    200,
    (facts, _language, max) => {
      const url = facts.contact.preferencesUrl ?? null;
      return url !== null && url.length <= max ? url : null;
    },
  ),
  "shop.name": text("shop_name", "Oak & Co", 60, (facts, language, max) => written(facts.shop.name, language, max)),
  "order.name": text("order_name", "#1001", 30, (facts, language, max) => written(facts.order?.name, language, max)),
  "order.total": amount("order_total", "€49.90", (facts) => facts.order?.total),
  "order.outstanding": amount("order_outstanding", "€49.90", (facts) => facts.order?.outstanding ?? facts.order?.total),
  "order.items": items("order_items", (facts) => facts.order?.items),
  "order.date": text("order_date", "November 21, 2026", 40, (facts, language) =>
    facts.order ? writeDate(facts.order.createdAt, facts, language) : null,
  ),
  "order.status_path": link(
    "order_status_path",
    "548380009/orders/b1946ac92492d234",
    (facts) => facts.order?.statusUrl,
  ),
  "order.review_path": link(
    "order_review_path",
    "products/oak-bowl",
    (facts) => facts.product?.url ?? facts.order?.statusUrl,
  ),
  "order.reorder_path": link("order_reorder_path", "cart/70881412:1?storefront=true", (facts) =>
    facts.order ? withCode(cartPermalink(facts.order.items), facts) : null,
  ),
  "checkout.total": amount("checkout_total", "€49.90", (facts) => facts.checkout?.total),
  "checkout.items": items("checkout_items", (facts) => facts.checkout?.items),
  "checkout.recovery_path": link(
    "checkout_recovery_path",
    "548380009/checkouts/ac/b1946ac92492/recover?key=d234",
    (facts) => withCode(facts.checkout?.recoveryUrl, facts),
  ),
  "cart.total": amount("cart_total", "€49.90", (facts) => facts.cart?.total),
  "cart.items": items("cart_items", (facts) => facts.cart?.items),
  "cart.recovery_path": link("cart_recovery_path", "cart/70881412:1?storefront=true", (facts) =>
    facts.cart ? withCode(cartPermalink(facts.cart.items), facts) : null,
  ),
  "fulfillment.carrier": text("fulfillment_carrier", "DHL", 60, (facts, language, max) =>
    facts.fulfillment ? (written(facts.fulfillment.carrier, language, max) ?? textsFor(language).words.carrier) : null,
  ),
  "fulfillment.tracking_number": text(
    "fulfillment_tracking_number",
    "1Z999AA10123456784",
    60,
    (facts, language, max) =>
      facts.fulfillment
        ? (written(facts.fulfillment.trackingNumber, language, max) ?? textsFor(language).words.trackingNumber)
        : null,
  ),
  "refund.amount": amount("refund_amount", "€49.90", (facts) => facts.refund?.amount),
  // Never isolated nor cut: what stands here is copied into a checkout as it is.
  "discount.code": text("discount_code", "THANKS-7GK2M4QP", 40, (facts) => facts.discount?.code ?? null),
  "discount.value": text("discount_value", "10%", 60, (facts, language, max) =>
    facts.discount ? writeDiscount(facts.discount.value, facts, language, max) : null,
  ),
  "discount.expires_on": text("discount_expires_on", "November 28, 2026", 40, (facts, language) =>
    // The last instant it works, so that the day is one on which it does.
    facts.discount ? writeDate(new Date(facts.discount.expiresAt.getTime() - 1), facts, language) : null,
  ),
  "product.title": text("product_title", "Oak bowl", 100, (facts, language, max) =>
    facts.product ? written(productTitle(facts.product), language, max) : null,
  ),
  "product.path": link("product_path", "products/oak-bowl", (facts) => facts.product?.url),
  "price.old": amount("product_old_price", "€49.90", (facts) => facts.product?.oldPrice),
  "price.new": amount("product_new_price", "€39.90", (facts) => facts.product?.newPrice),
  "tag.name": text("tag_name", "VIP Gold", 60, (facts, language, max) => written(facts.tag?.name, language, max)),
};

function text(
  name: string,
  example: string,
  maxLength: number,
  resolve: (facts: VariableFacts, language: string, maxLength: number) => string | null,
): TextVariable {
  return {
    kind: "text",
    descriptionKey: `templateVariables.${name}`,
    example,
    maxLength,
    resolve: (facts, language) => resolve(facts, language, maxLength),
  };
}

function link(name: string, example: string, read: (facts: VariableFacts) => string | null | undefined): LinkVariable {
  return { kind: "link", descriptionKey: `templateVariables.${name}`, example, link: (facts) => read(facts) ?? null };
}

function amount(name: string, example: string, read: (facts: VariableFacts) => Money | null | undefined): TextVariable {
  return text(name, example, 60, (facts, language, max) => {
    const money = read(facts);
    return money ? writeMoney(money, facts, language, max) : null;
  });
}

function items(name: string, read: (facts: VariableFacts) => FactLineItem[] | undefined): TextVariable {
  return text(name, "Oak bowl, Tray and 3 more", 120, (facts, language, max) =>
    listItems(read(facts) ?? [], language, facts.contact.locale ?? null, max),
  );
}

/** Cleaned, cut and kept from turning the sentence around; two units are left for the isolates. */
function written(raw: string | null | undefined, language: string, maxLength: number): string | null {
  const value = cleanValue(raw, maxLength - 2);
  return value === null ? null : isolateDirection(value, language);
}

function writeMoney(money: Money, facts: VariableFacts, language: string, maxLength: number): string | null {
  let formatted: string;
  try {
    formatted = formatMoney(money, formattingLocale(language, facts.contact.locale));
  } catch {
    return null; // No currency code at all: better no message than "49.90 ???".
  }
  return written(formatted, language, maxLength);
}

function writeDiscount(
  value: GivenDiscount["value"],
  facts: VariableFacts,
  language: string,
  maxLength: number,
): string | null {
  if ("amount" in value) return writeMoney(value.amount, facts, language, maxLength);
  const locale = formattingLocale(language, facts.contact.locale);
  return written(new Intl.NumberFormat(locale, { style: "percent" }).format(value.percent / 100), language, maxLength);
}

function writeDate(date: Date, facts: VariableFacts, language: string): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const locale = formattingLocale(language, facts.contact.locale);
  const format = (timeZone: string) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(date);
  let formatted: string;
  try {
    formatted = format(facts.shop.timeZone ?? "UTC");
  } catch {
    formatted = format("UTC"); // A zone the runtime does not know.
  }
  return written(formatted, language, 40);
}

/** Shopify, "Create checkout permalinks" and "Customizing abandoned checkout emails": the link applies the code itself. */
function withCode(link: string | null | undefined, { discount }: VariableFacts): string | null {
  if (!link) return null;
  return discount ? `${link}${link.includes("?") ? "&" : "?"}discount=${encodeURIComponent(discount.code)}` : link;
}

function productTitle(product: { title: string; variantTitle?: string | null }): string {
  // Shopify's name for the only variant of a product.
  const variant = product.variantTitle && product.variantTitle !== "Default Title" ? product.variantTitle : null;
  return variant ? `${product.title} – ${variant}` : product.title;
}

/**
 * The phone has not the cookie of the browser that filled the cart, so the link fills it again (Shopify, "Cart permalinks";
 * storefront=true opens the cart instead of the checkout). Items without a variant id leave the plain cart page.
 */
function cartPermalink(lines: FactLineItem[]): string {
  const parts = lines
    .filter((item) => item.variantId && /^\d+$/.test(item.variantId) && item.quantity > 0)
    .map((item) => `${item.variantId}:${Math.trunc(item.quantity)}`);
  const path = `/cart/${parts.join(",")}?storefront=true`;
  return parts.length === 0 || path.length > 1500 ? "/cart" : path;
}
