import { readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { languages, renderBlock, type BlockPage } from "#test/support/storefront-blocks.ts";
import { writtenAssets } from "./storefront-assets.ts";

const root = resolve(import.meta.dirname, "..");
export const previewsFile = join(root, "app/pages/block-previews.json");

/** What the page that shows a preview fills in. */
const placeholders = { shop: "{shop}", country: "{country}" };

/** Something to sell, in each language: a title and a variant. */
const samples: Record<string, [title: string, variant: string]> = {
  en: ["Linen tote", "Natural"],
  de: ["Leinentasche", "Natur"],
  es: ["Bolso de lino", "Natural"],
  "pt-BR": ["Bolsa de linho", "Natural"],
  fr: ["Sac en lin", "Naturel"],
  it: ["Borsa di lino", "Naturale"],
  tr: ["Keten çanta", "Doğal"],
  ar: ["حقيبة كتان", "طبيعي"],
  ja: ["リネントート", "ナチュラル"],
  hi: ["लिनेन टोट बैग", "नैचुरल"],
};

/**
 * The blocks as the theme app extension draws them, in every language: their own Liquid, their own words, their own styles. The
 * admin shows them beside each block (app/pages/storefront.ts); kept in the repository, because the app runs without Liquid.
 */
export async function blockPreviews(): Promise<string> {
  const assets = await writtenAssets();
  const orderWords = await wordsOfOrderPage();
  const drawn: Record<string, Record<string, string>> = {};
  for (const locale of languages) {
    drawn[locale] = {
      "chat-button": await draw("chat-button", locale, { type: "index", path: "/" }),
      "ask-product": await draw("ask-product", locale, productPage(locale, true)),
      "back-in-stock": await draw("back-in-stock", locale, productPage(locale, false)),
      "price-drop": (await draw("price-drop", locale, productPage(locale, true))).replace(
        "<details>",
        "<details open>",
      ),
      "opt-in-form": await draw("opt-in-form", locale, { type: "page", path: "/pages/contact" }),
      "order-page": drawOrderPage(orderWords.get(locale) ?? {}),
    };
  }
  const styles = { chat: (assets.get("chat.css") ?? "").trim(), blocks: (assets.get("blocks.css") ?? "").trim() };
  return `${JSON.stringify({ styles, drawn }, null, 2)}\n`;
}

async function draw(handle: string, locale: string, page: BlockPage): Promise<string> {
  const countries = [
    { iso_code: "1", name: placeholders.country },
    { iso_code: "2", name: "…" },
  ];
  const localization = { country: countries[0], available_countries: countries };
  const objects = { shop: { name: placeholders.shop }, localization, ...page.objects };
  const html = await renderBlock(handle, { ...page, locale, objects });
  return html
    .replace(/<link [^>]*>|<script[^]*?<\/script>|<noscript>[^]*?<\/noscript>|<!--[^]*?-->/g, "")
    .replace(/ (?:data-[a-z]+|action|target)="[^"]*"/g, "")
    .replace(/ href="[^"]*"/g, ' href="#"')
    .replace(/<button /g, '<button type="button" ')
    .replace(/ value="(?!1")[^"]*"/g, "")
    .replace(/<input type="hidden"[^>]*>/g, "")
    .replace(/\s*\n\s*/g, "");
}

function productPage(locale: string, available: boolean): BlockPage {
  const [title = "", variantTitle = ""] = samples[locale] ?? [];
  const variant = { id: "1", title: variantTitle, price: 4900, available };
  const product = {
    ...{ title, handle: "tote", url: "/products/tote", has_only_default_variant: false },
    ...{ variants: [variant], selected_variant: variant, selected_or_first_available_variant: variant },
  };
  return { type: "product", path: "/products/tote", objects: { product } };
}

type Words = Record<string, string>;

async function wordsOfOrderPage(): Promise<Map<string, Words>> {
  const folder = join(root, "extensions/tidings-opt-in/locales");
  const found = new Map<string, Words>();
  for (const name of await readdir(folder)) {
    const [locale = ""] = name.split(".");
    found.set(locale, JSON.parse(await readFile(join(folder, name), "utf8")) as Words);
  }
  return found;
}

/** Shopify draws this one from its own parts, in the style of the shop's checkout; this is what stands where. */
function drawOrderPage(words: Words): string {
  const say = (key: string) => (words[key] ?? "").replace(/\{\{\s*shop\s*\}\}/g, placeholders.shop);
  return (
    `<section class="order"><h2>${say("heading")}</h2>` +
    `<label>${say("number")}<input type="tel" dir="ltr"></label>` +
    `<label class="tick"><input type="checkbox"><span>${say("marketing")}</span></label>` +
    `<p>${say("consent")}</p><button type="button">${say("turn_on")}</button></section>`
  );
}
