import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import type { Cart, Product } from "../state/types.ts";
import type { World } from "../world.ts";
import { readThemeExtensions, translate, type ThemeBlock, type ThemeExtension } from "./extensions.ts";
import { createEngine } from "./liquid.ts";
import { globalObjects, productObject } from "./objects.ts";

const themeFolder = fileURLToPath(new URL("./theme", import.meta.url));
/** Settings that hold the shop's number, whatever the block calls them. */
const numberSettings = new Set(["number", "phone", "phone_number", "whatsapp_number"]);

export type StorefrontPage = { status: number; html: string };
export type Visit = { locale?: string | undefined; cart?: Cart | null; variantId?: string | undefined };

type Template = { name: string; title: string; objects: Record<string, unknown> };

/** A page as Shopify would send it: the theme around it, the app's blocks in it, links on the shop's own host. */
export async function renderStorefront(world: World, path: string, visit: Visit = {}): Promise<StorefrontPage> {
  const { shop } = world.state;
  const found = templateFor(world, path, visit);
  const template: Template = found ?? { name: "404", title: "Nicht gefunden", objects: {} };
  const locale = visit.locale ?? shop.locale;
  const scope = {
    ...globalObjects(world, { path, locale, template: template.name, title: template.title, cart: visit.cart ?? null }),
    ...template.objects,
  };
  const theme = createEngine({
    snippets: [themeFolder],
    locale,
    currency: shop.currency,
    locales: {},
    assetBase: "/assets/",
  });
  const embeds = await renderAppBlocks(world, locale, template.name, scope);
  const content = String(
    await theme.parseAndRender(readTheme(template.name), { ...scope, app_blocks: embeds.section }),
  );
  const html = String(
    await theme.parseAndRender(readTheme("layout"), {
      ...scope,
      content_for_header: embeds.head,
      content_for_layout: content,
    }),
  );
  return { status: found ? 200 : 404, html: html.replace("</body>", `${embeds.body}</body>`) };
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

/** App embeds (head, body) are on every page; section blocks stand where the theme's templates put app blocks. */
async function renderAppBlocks(
  world: World,
  locale: string,
  template: string,
  scope: Record<string, unknown>,
): Promise<{ head: string; body: string; section: string }> {
  const places = { head: "", body: "", section: "" };
  const linked = new Set<string>();
  for (const extension of readThemeExtensions(world.options.extensionPath)) {
    const assetBase = `/extensions/${extension.handle}/assets/`;
    const engine = createEngine({
      snippets: [join(extension.folder, "snippets")],
      locale,
      currency: world.state.shop.currency,
      locales: extension.locales,
      assetBase,
    });
    for (const block of extension.blocks) {
      if (!isShown(block, template)) continue;
      const id = `sandbox${extension.handle}${block.handle}`.replace(/[^a-z0-9]/gi, "");
      const settings = blockSettings(world, extension, block, locale);
      const inner = String(
        await engine.parseAndRender(block.source, {
          ...scope,
          block: { id, settings, shopify_attributes: "", type: block.handle },
        }),
      );
      const { stylesheet, javascript, target } = block.schema;
      if (stylesheet && !linked.has(stylesheet)) {
        places.head += `<link rel="stylesheet" media="all" href="${assetBase}${stylesheet}">`;
        linked.add(stylesheet);
      }
      if (javascript && !linked.has(javascript)) {
        places.head += `<script src="${assetBase}${javascript}" defer="defer"></script>`;
        linked.add(javascript);
      }
      const comment = `app block: shopify://apps/${extension.handle}/blocks/${block.handle}/sandbox`;
      const place = target === "body" || target === "section" ? target : "head";
      places[place] +=
        place === "head"
          ? `<!-- BEGIN ${comment} -->${inner}<!-- END app block -->`
          : `<div id="shopify-block-${id}" class="shopify-block shopify-app-block"><!-- BEGIN ${comment} -->${inner}<!-- END app block --></div>`;
    }
  }
  return places;
}

function isShown(block: ThemeBlock, template: string): boolean {
  const name = template.split(".")[0] ?? template;
  const matches = (templates: string[] | undefined) =>
    templates?.some((wanted) => wanted === "*" || wanted === name) ?? false;
  const { enabled_on: only, disabled_on: never } = block.schema;
  return (only?.templates === undefined || matches(only.templates)) && !matches(never?.templates);
}

/** The schema's defaults, the shop's number, and what the merchant set in the sandbox. */
function blockSettings(
  world: World,
  extension: ThemeExtension,
  block: ThemeBlock,
  locale: string,
): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const { id, default: value } of block.schema.settings) {
    if (id === undefined) continue;
    settings[id] =
      typeof value === "string" && value.startsWith("t:")
        ? translate(extension.schemaLocales, locale, value.slice(2))
        : (value ?? null);
    if (numberSettings.has(id) && world.options.whatsAppNumber !== undefined)
      settings[id] = world.options.whatsAppNumber;
  }
  return { ...settings, ...world.blockSettings[block.handle] };
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
    .replaceAll(`"https://${storefrontHost}/`, '"/store/')
    .replace(/href="https:\/\/wa\.me\/\+?(\d+)(?:\?(?:text=([^"]*))?)?"/g, handsetHref)
    .replace(/href="https:\/\/api\.whatsapp\.com\/send\/?\?phone=\+?(\d+)(?:&(?:amp;)?text=([^"]*))?"/g, handsetHref);
}

function handsetHref(_whole: string, phone: string, text: string | undefined): string {
  return `href="/handset-link?phone=${phone}&amp;text=${text ?? ""}"`;
}
