import { join } from "node:path";
import type { World } from "../world.ts";
import { placesOf, type BlockPlace } from "./block-places.ts";
import { readThemeExtensions, translate, type ThemeBlock, type ThemeExtension } from "./extensions.ts";
import { createEngine } from "./liquid.ts";

/** Settings that hold the shop's number, whatever the block calls them. */
const numberSettings = new Set(["number", "phone", "phone_number", "whatsapp_number"]);

export type PlacedBlocks = Record<BlockPlace, string>;

/**
 * The app's blocks on one page. Embeds (head, body) are on every page. A section block made for some templates stands in
 * their main section; one that is made for all stands in the footer, or where the sandbox's control has put it.
 */
export function renderAppBlocks(
  world: World,
  page: { locale: string; template: string; objects: Record<string, unknown> },
): PlacedBlocks {
  const places: PlacedBlocks = { head: "", body: "", main: "", form: "", apps: "", footer: "" };
  const linked = new Set<string>();
  for (const extension of readThemeExtensions(world.options.extensionPath)) {
    const assetBase = `/extensions/${extension.handle}/assets/`;
    const engine = createEngine({
      snippets: [join(extension.folder, "snippets")],
      locale: page.locale,
      shop: world.state.shop,
      locales: extension.locales,
      assetBase,
      timeZone: world.state.shop.timeZone,
      now: world.options.clock.now(),
    });
    for (const block of extension.blocks) {
      for (const place of placesOf(world, block, page.template)) {
        const id = `sandbox${extension.handle}${block.handle}${place}`.replace(/[^a-z0-9]/gi, "");
        const settings = blockSettings(world, extension, block, page.locale);
        const inner = String(
          engine.parseAndRenderSync(
            block.source,
            {
              block: { id, settings, shopify_attributes: "", type: block.handle },
              section: { id: place, location: place === "footer" ? "footer" : "template" },
            },
            // Snippets see the page's own objects too.
            { globals: page.objects },
          ),
        );
        places.head += linksOf(block, assetBase, linked);
        const comment = `app block: shopify://apps/${extension.handle}/blocks/${block.handle}/sandbox`;
        places[place] +=
          place === "head"
            ? `<!-- BEGIN ${comment} -->${inner}<!-- END app block -->`
            : `<div id="shopify-block-${id}" class="shopify-block shopify-app-block"><!-- BEGIN ${comment} -->${inner}<!-- END app block --></div>`;
      }
    }
  }
  return places;
}

/** The block's stylesheet and script, once on a page however many blocks name them. */
function linksOf(block: ThemeBlock, assetBase: string, linked: Set<string>): string {
  const { stylesheet, javascript } = block.schema;
  const isNew = (name: string | undefined): name is string => name !== undefined && !linked.has(name);
  const links =
    (isNew(stylesheet) ? `<link rel="stylesheet" media="all" href="${assetBase}${stylesheet}">` : "") +
    (isNew(javascript) ? `<script src="${assetBase}${javascript}" defer="defer"></script>` : "");
  for (const name of [stylesheet, javascript]) if (name !== undefined) linked.add(name);
  return links;
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
