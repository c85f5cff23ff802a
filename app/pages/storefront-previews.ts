import { escapeHtml } from "../i18n/escape-html.ts";
import { directionOf, type Locale } from "../i18n/locales.ts";
import previews from "./block-previews.json" with { type: "json" };

const around = `
  body{margin:0;padding:16px;background:#fff;color:#1a1a1a;font:16px/1.5 system-ui,sans-serif}
  body>.tidings-block{margin-block:0}`;

/** Roughly what Shopify's checkout draws of it; the shop's own style of the checkout is known to Shopify only. */
const orderPageStyles = `
  .order{max-width:28rem;padding:16px;border:1px solid #dedede;border-radius:8px;font-size:14px}
  .order *{box-sizing:border-box}
  .order h2{margin:0 0 12px;font-size:16px}
  .order label:not(.tick){display:block}
  .order input[type=tel]{display:block;width:100%;min-height:44px;margin-block:4px 12px;padding:8px 12px;border:1px solid #767676;border-radius:6px;font:inherit}
  .order:dir(rtl) input[type=tel]{text-align:end}
  .order .tick{display:flex;gap:8px;align-items:flex-start}
  .order .tick input{flex:none;width:18px;height:18px;margin:2px 0 0}
  .order p{margin:12px 0;color:#545454}
  .order button{width:100%;min-height:44px;border:0;border-radius:6px;background:#005bd1;color:#fff;font:inherit;font-weight:600}`;

export type PreviewedBlock = keyof (typeof previews.drawn)["en"];
export type Previews = Record<PreviewedBlock, string>;

type PreviewShop = { name: string; country: string | null };

/**
 * A document of its own for each block, to be shown in a frame that runs no script: what the block draws on the storefront
 * with the words it brings along, in this language, and the shop's name in them.
 */
export function drawPreviews(shop: PreviewShop, locale: Locale): Previews {
  const names = new Intl.DisplayNames([locale], { type: "region" });
  const country = shop.country === null ? "" : (names.of(shop.country) ?? shop.country);
  const fill = (html: string) =>
    html.replaceAll("{shop}", () => escapeHtml(shop.name)).replaceAll("{country}", () => escapeHtml(country));
  const page = (styles: string, html: string) =>
    `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"><head><meta charset="utf-8">` +
    `<title>${escapeHtml(shop.name)}</title><style>${around}${styles}</style></head><body>${fill(html)}</body></html>`;
  const drawn = previews.drawn[locale];
  const { chat, blocks } = previews.styles;
  return {
    "chat-button": page(chat, drawn["chat-button"]),
    "ask-product": page(blocks, drawn["ask-product"]),
    "back-in-stock": page(blocks, drawn["back-in-stock"]),
    "price-drop": page(blocks, drawn["price-drop"]),
    "opt-in-form": page(blocks, drawn["opt-in-form"]),
    "order-page": page(orderPageStyles, drawn["order-page"]),
  };
}
