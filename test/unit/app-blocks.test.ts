import { describe, expect, it } from "vitest";
import { linksIn } from "#test/support/links-in.ts";
import {
  extension,
  languages,
  origin,
  renderBlock,
  shop,
  tote,
  type BlockPage,
} from "#test/support/storefront-blocks.ts";

const large = {
  id: "44012345678902",
  title: "Natur / XL",
  price: 5990,
  available: false,
  url: "/products/linen-tote?variant=44012345678902",
};
const small = { ...tote.selected_or_first_available_variant, url: tote.selected_variant.url };

function productPage(chosen: typeof small, more: Partial<BlockPage> = {}): BlockPage {
  const product = { ...tote, variants: [small, large], selected_or_first_available_variant: chosen };
  return { type: "product", path: tote.url, objects: { product }, ...more };
}

const field = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];

describe("the question about a product", () => {
  it("knows the variant the page was opened with, and the others for the script", async () => {
    const html = await renderBlock("ask-product", productPage(large));
    const [link] = linksIn(html);
    expect(link?.text).toBe(
      `Hallo ${shop.name}! Ich habe eine Frage zu ${tote.title} – Natur / XL: ${origin}/products/linen-tote?variant=44012345678902 (ref: product-linen-tote.44012345678902)`,
    );
    const variants = /data-variants="([^"]*)"/.exec(html)?.[1]?.replaceAll("&#34;", '"') ?? "";
    expect(JSON.parse(variants)).toEqual({
      [small.id]: ["Natur / L", "49,90\u00a0€", 1],
      [large.id]: ["Natur / XL", "59,90\u00a0€", 0],
    });
  });

  it("takes the merchant's words", async () => {
    const settings = { message: "[product]|[variant]|[price]|[shop]", label: "Fragen <hier>" };
    const html = await renderBlock("ask-product", productPage(small, { settings }));
    expect(linksIn(html)[0]?.text.replace("\u00a0", " ")).toContain(
      `${tote.title}|Natur / L|49,90 €|${shop.name} (ref: `,
    );
    expect(html).toContain("Fragen &lt;hier&gt;");
  });

  it("is not there without a usable number, and says so in the editor", async () => {
    const page = productPage(small, { settings: { number: "12" } });
    expect((await renderBlock("ask-product", page)).trim()).toBe("");
    expect(await renderBlock("ask-product", { ...page, designMode: true })).toContain("WhatsApp-Nummer");
  });
});

it.each(["ask-product", "back-in-stock", "price-drop"])(
  "%s stands beside a product that a page shows of itself, and nowhere without one",
  async (handle) => {
    const home = { type: "index", path: "/" };
    expect((await renderBlock(handle, home)).trim()).toBe("");
    const product = { ...tote, variants: [small, large], selected_or_first_available_variant: small };
    expect(await renderBlock(handle, { ...home, settings: { product } })).toContain(tote.handle);
  },
);

it.each(["ask-product", "back-in-stock", "price-drop", "opt-in-form"])(
  "%s brings its stylesheet where it stands: in the head, as Shopify would put it, the page would wait for it",
  async (handle) => {
    expect(extension.blocks.find((block) => block.handle === handle)?.schema.stylesheet).toBeUndefined();
    const html = await renderBlock(handle, productPage(handle === "back-in-stock" ? large : small));
    expect(html.trim()).toMatch(/^<link rel="stylesheet" href="\/blocks\.css">/);
    expect(html).not.toMatch(/<style|style=/);
  },
);

describe("the forms", () => {
  it.each([
    ["back-in-stock", "back_in_stock", large],
    ["price-drop", "price_drop", small],
  ] as const)("%s asks for one message about the chosen variant", async (handle, kind, chosen) => {
    const html = await renderBlock(handle, productPage(chosen));
    expect(html).not.toMatch(/<tidings-notify[^>]* hidden/);
    expect(html).toContain('method="post" action="/apps/tidings/notify"');
    expect(field(html, "kind")).toBe(kind);
    expect(field(html, "product")).toBe(tote.handle);
    expect(field(html, "variant")).toBe(chosen.id);
    expect(field(html, "place")).toBe("product");
    expect(field(html, "page")).toBe(tote.url);
    expect(field(html, "rendered")).toBe(String(Date.parse("2026-11-23T09:00:00Z") / 1000));
    expect(field(html, "locale")).toBe("de");
  });

  it.each([
    ["back-in-stock", small],
    ["price-drop", large],
  ] as const)("%s is hidden while the chosen variant is of the other sort", async (handle, chosen) => {
    expect(await renderBlock(handle, productPage(chosen))).toMatch(/<tidings-notify[^>]* hidden/);
  });

  it("back in stock is not there when nothing is sold out", async () => {
    const product = { ...tote, variants: [small], selected_or_first_available_variant: small };
    const page = { ...productPage(small), objects: { product } };
    expect((await renderBlock("back-in-stock", page)).trim()).toBe("");
    expect(await renderBlock("back-in-stock", { ...page, designMode: true })).toContain("Nur du siehst diesen Hinweis");
  });

  it.each([
    ["back-in-stock", large, small],
    ["price-drop", small, large],
  ] as const)("%s tells the merchant, and nobody else, why it is not seen", async (handle, shown, hidden) => {
    const inEditor = async (chosen: typeof small) => renderBlock(handle, productPage(chosen, { designMode: true }));
    expect(await inEditor(hidden)).toContain("Nur du siehst diesen Hinweis");
    expect(await inEditor(shown)).not.toContain("Nur du");
    expect(await renderBlock(handle, productPage(hidden))).not.toContain("Nur du");
  });

  it("ask for a chosen variant that is beyond those Shopify lists", async () => {
    const product = { ...tote, variants: [small], selected_or_first_available_variant: large };
    const html = await renderBlock("back-in-stock", { ...productPage(large), objects: { product } });
    expect(html).not.toMatch(/<tidings-notify[^>]* hidden/);
    expect(field(html, "variant")).toBe(large.id);
  });

  it.each(["opt-in-form", "back-in-stock", "price-drop"])(
    "ask nothing of who buys where a theme puts %s into its own form: each field names another form, and none is required",
    async (handle) => {
      const html = await renderBlock(handle, productPage(handle === "back-in-stock" ? large : small));
      const outside = html.replace(/<noscript>.*?<\/noscript>/g, "");
      expect(outside).not.toMatch(/<\/?form| required/);
      for (const [field] of outside.matchAll(/<(?:input|select|button) [^>]*>/g))
        expect(field).toContain('form="tidings-x"');
      expect(html).toMatch(/<object hidden><\/form><form id="tidings-x" [^>]*><\/form><\/object>/);
    },
  );

  it("knows the chosen variant that is beyond those Shopify lists", async () => {
    const product = { ...tote, variants: [small], selected_or_first_available_variant: large };
    const html = await renderBlock("ask-product", { ...productPage(large), objects: { product } });
    const variants = /data-variants="([^"]*)"/.exec(html)?.[1]?.replaceAll("&#34;", '"') ?? "";
    expect(Object.keys(JSON.parse(variants) as object)).toEqual([small.id, large.id]);
  });

  it.each([
    ["footer", "index", "footer"],
    ["template", "page", "page"],
    ["template", "cart", "cart"],
    ["template", "product", "product"],
    ["template", "customers/account", "account"],
  ])("the opt-in form knows its place: %s, %s", async (location, type, wanted) => {
    const html = await renderBlock("opt-in-form", { type, path: "/x", objects: { section: { location } } });
    expect(field(html, "place")).toBe(wanted);
  });

  it.each(languages)("send the very consent text that is shown: %s", async (locale) => {
    for (const [handle, page] of [
      ["opt-in-form", { type: "page", path: "/pages/news", locale }],
      ["back-in-stock", productPage(large, { locale })],
      ["price-drop", productPage(small, { locale })],
    ] as const) {
      const html = await renderBlock(handle, page);
      expect(html).not.toMatch(/Translation missing|\[\w+\]/);
      const shown = /class="tidings-consent">.*?<span dir="auto">([^<]*)<\/span>/s.exec(html)?.[1];
      expect(shown).toContain("Lindenholz &amp; Söhne");
      expect(field(html, "wording")).toBe(shown);
    }
  });

  it("take the merchant's consent text, and no more than fits the proof", async () => {
    const page = { type: "page", path: "/", settings: { wording: `Ja, [shop]! ${"x".repeat(2000)}` } };
    const wording = field(await renderBlock("opt-in-form", page), "wording") ?? "";
    expect(wording).toContain("Ja, Lindenholz &amp; Söhne!");
    expect(wording.replaceAll("&amp;", "&").length).toBeLessThanOrEqual(1000);
  });
});
