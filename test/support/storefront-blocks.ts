import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { readThemeExtensions } from "#sandbox/shopify/storefront/extensions.ts";
import { createEngine } from "#sandbox/shopify/storefront/liquid.ts";

/** Renders the blocks of extensions/tidings-chat as Shopify would on a page that the test describes. */

export const extensionFolder = fileURLToPath(new URL("../../extensions/tidings-chat", import.meta.url));
export const languages = ["en", "de", "es", "pt-BR", "fr", "it", "tr", "ar", "ja", "hi"];
export const shop = { name: "Lindenholz & Söhne" };
export const origin = "https://lindenholz.example";

const found = readThemeExtensions().find(({ handle }) => handle === "tidings-chat");
if (!found) throw new Error("the extension is missing");
export const extension = found;

export const tote = {
  title: 'Tote "Grün" <Leinen> & Söhne’s +1',
  handle: "linen-tote",
  url: "/products/linen-tote",
  has_only_default_variant: false,
  selected_variant: {
    ...{ id: "44012345678901", title: "Natur / L", price: 4990, available: true },
    url: "/products/linen-tote?variant=44012345678901",
  },
  selected_or_first_available_variant: { id: "44012345678901", title: "Natur / L", price: 4990, available: true },
};

export type BlockPage = {
  type: string;
  path: string;
  objects?: Record<string, unknown>;
  locale?: string;
  settings?: Record<string, unknown>;
  designMode?: boolean;
  /** When the page is made; a Monday, 10:00 in Berlin, unless told. */
  at?: string;
  /** What stands before the name of a file of the extension. */
  assetBase?: string;
  /** As the shop writes money, in HTML. */
  moneyFormat?: string;
};

export async function renderBlock(handle: string, page: BlockPage): Promise<string> {
  const { type, path, objects, locale = "de", settings, designMode = false, at = "2026-11-23T09:00:00Z" } = page;
  const { assetBase = "/", moneyFormat } = page;
  const block = extension.blocks.find((candidate) => candidate.handle === handle);
  if (!block) throw new Error(`there is no block ${handle}`);
  const engine = createEngine({
    snippets: [join(extensionFolder, "snippets")],
    locale,
    shop: { currency: "EUR", moneyFormat },
    locales: extension.locales,
    assetBase,
    timeZone: "Europe/Berlin",
    now: Date.parse(at),
  });
  const defaults = Object.fromEntries(
    block.schema.settings.flatMap(({ id, default: value }) => (id ? [[id, value ?? ""]] : [])),
  );
  const given = { ...defaults, number: "+49 (0) 30 90 18-20", ...settings };
  return String(
    await engine.parseAndRender(
      block.source,
      { block: { id: "x", shopify_attributes: "", settings: given } },
      {
        globals: {
          shop,
          canonical_url: `${origin}${path}`,
          request: { page_type: type, path, origin, design_mode: designMode, locale: { iso_code: locale } },
          localization: {
            country: { iso_code: "DE" },
            available_countries: [
              { iso_code: "AT", name: "Österreich" },
              { iso_code: "DE", name: "Deutschland" },
            ],
          },
          ...objects,
        },
      },
    ),
  );
}
