import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import type { Cart, Product } from "../state/types.ts";
import type { World } from "../world.ts";
import { createEngine } from "./liquid.ts";
import { globalObjects, productObject } from "./objects.ts";
import { renderAppBlocks } from "./render-blocks.ts";
import { themeWords } from "./theme-words.ts";

const themeFolder = fileURLToPath(new URL("./theme", import.meta.url));

export type StorefrontPage = { status: number; html: string };
export type Visit = {
  locale?: string | undefined;
  cart?: Cart | null;
  variantId?: string | undefined;
  liquid?: string;
};

type Template = { name: string; title: string; objects: Record<string, unknown> };

/** A page as Shopify would send it: the theme around it, the app's blocks in it, links on the shop's own host. */
export function renderStorefront(world: World, path: string, visit: Visit = {}): StorefrontPage {
  const { shop } = world.state;
  // What an app answers as application/liquid stands where a template would.
  const found =
    visit.liquid === undefined ? templateFor(world, path, visit) : { name: "page", title: shop.name, objects: {} };
  const template: Template = found ?? { name: "404", title: "Nicht gefunden", objects: {} };
  const locale = visit.locale ?? shop.locale;
  const scope = {
    ...globalObjects(world, { path, locale, template: template.name, title: template.title, cart: visit.cart ?? null }),
    ...template.objects,
  };
  const theme = createEngine({
    snippets: [themeFolder],
    locale,
    shop,
    locales: themeWords(),
    assetBase: "/assets/",
    timeZone: shop.timeZone,
    now: world.options.clock.now(),
  });
  const blocks = renderAppBlocks(world, { locale, template: template.name, objects: scope });
  const content = String(
    theme.parseAndRenderSync(
      visit.liquid ?? readTheme(template.name),
      { app_blocks: blocks.main, form_blocks: blocks.form, ...template.objects },
      { globals: scope },
    ),
  );
  const html = String(
    theme.parseAndRenderSync(
      readTheme("layout"),
      {
        ...{ content_for_header: blocks.head, content_for_layout: content },
        ...{ apps_section: blocks.apps, footer_blocks: blocks.footer },
      },
      { globals: scope },
    ),
  );
  return { status: found ? 200 : 404, html: html.replace("</body>", () => `${blocks.body}</body>`) };
}

function templateFor(world: World, path: string, visit: Visit): Template | null {
  const { products } = world.state;
  const list = () => products.map((product) => productObject(product));
  if (path === "/") return { name: "index", title: world.state.shop.name, objects: { products: list() } };
  if (path === "/collections/all") {
    return {
      name: "collection",
      title: "Alle Produkte",
      objects: { collection: { title: "Alle Produkte", handle: "all", url: path, products: list() } },
    };
  }
  if (path === "/cart") return { name: "cart", title: "Warenkorb", objects: {} };
  if (path === "/pages/contact") {
    const page = {
      title: "Kontakt",
      handle: "contact",
      url: path,
      content: "<p>Schreib uns, wir antworten werktags.</p>",
    };
    return { name: "page", title: page.title, objects: { page } };
  }
  const handle = /^\/products\/([^/]+)$/.exec(path)?.[1];
  const product = products.find((candidate) => candidate.handle === handle);
  return product ? productTemplate(product, visit) : null;
}

function productTemplate(product: Product, visit: Visit): Template {
  const selected = product.variants.find((variant) => variant.id === visit.variantId);
  const name = product.templateSuffix === null ? "product" : `product.${product.templateSuffix}`;
  return { name, title: product.title, objects: { product: productObject(product, selected) } };
}

function readTheme(name: string): string {
  return readFileSync(join(themeFolder, `${name}.liquid`), "utf8");
}

/**
 * What the sandbox changes on a rendered page before serving it: the shop lives under /store here, and WhatsApp's links
 * open the pretend handset.
 */
export function rewriteForSandbox(html: string, storefrontHost: string): string {
  return html
    .replace(/(href|src|action)="\/(?!\/|store\/|handset-link)/g, '$1="/store/')
    .replaceAll(new RegExp(`(href|src|action)="https://${storefrontHost}/`, "g"), '$1="/store/')
    .replace(/href="https:\/\/wa\.me\/\+?(\d+)(?:\?(?:text=([^"]*))?)?"/g, handsetHref)
    .replace(/href="https:\/\/api\.whatsapp\.com\/send\/?\?phone=\+?(\d+)(?:&(?:amp;)?text=([^"]*))?"/g, handsetHref);
}

function handsetHref(_whole: string, phone: string, text: string | undefined): string {
  return `href="/handset-link?phone=${phone}&amp;text=${text ?? ""}"`;
}
