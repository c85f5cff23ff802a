import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startShopifyForTest, type ShopifyForTest } from "../testing.ts";

/** A theme app extension that uses what ours may: settings, snippets, translations, assets, a schema of its own. */
const files: Record<string, string> = {
  "chat/shopify.extension.toml": 'name = "Chat"\nhandle = "chat-button"\ntype = "theme"\n',
  "chat/blocks/chat.liquid": `
{%- liquid
  assign text = 'chat.ask' | t: shop: shop.name
  if product
    assign text = text | append: ' ' | append: product.title
  endif
-%}
<a id="chat-{{ block.id }}" {{ block.shopify_attributes }} href="https://wa.me/{{ block.settings.number | remove: '+' }}?text={{ text | url_encode }}"
  data-page="{{ request.page_type }}" data-lang="{{ localization.language.iso_code }}">{{ block.settings.label | escape }}</a>
{% render 'dot', colour: block.settings.colour %}
{% schema %}
{ "name": "Chat", "target": "body", "stylesheet": "chat.css", "settings": [
  { "type": "text", "id": "number", "label": "Number" },
  { "type": "text", "id": "label", "label": "Label", "default": "Chat <now>" },
  { "type": "color", "id": "colour", "label": "Colour", "default": "#25d366" } ] }
{% endschema %}`,
  "chat/blocks/stock.liquid": `<p class="stock">{{ product.title | escape }}</p>
{% schema %}
{ "name": "Stock", "target": "section", "enabled_on": { "templates": ["product"] }, "settings": [] }
{% endschema %}`,
  "chat/snippets/dot.liquid": '<i style="color:{{ colour }}"></i>',
  "chat/assets/chat.css": ".chat{position:fixed}",
  "chat/locales/en.default.json": '{"chat":{"ask":"A question for {{ shop }}:"}}',
  "chat/locales/de.json": '{"chat":{"ask":"Eine Frage an {{ shop }}:"}}',
  "pixel/shopify.extension.toml": 'type = "web_pixel_extension"\n',
};

let shopify: ShopifyForTest;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "extensions-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  shopify = await startShopifyForTest({ extensionPath: folder, whatsAppNumber: "+4915550001111" });
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await shopify.close();
});

async function page(path: string) {
  const response = await fetch(`${shopify.origin}/store${path}`);
  return { status: response.status, html: await response.text() };
}

it("sends pages compressed to who reads that, as Shopify does", async () => {
  const asked = (encoding: string) => fetch(`${shopify.origin}/store/`, { headers: { "accept-encoding": encoding } });
  const [packed, plain] = [await asked("br, gzip"), await asked("identity")];
  expect([packed, plain].map(({ headers }) => headers.get("content-encoding"))).toEqual(["gzip", null]);
  expect(await packed.text()).toBe(await plain.text());
});

describe("the app's blocks", () => {
  it("stand at the end of the body with settings, snippet and the page's facts", async () => {
    const { html } = shopify.sandbox.renderStorefront("/products/salatbesteck-olive");
    const text = encodeURIComponent("Eine Frage an Lindenholz: Salatbesteck Olive 🥗").replaceAll("%20", "+");
    expect(html).toContain(`href="https://wa.me/4915550001111?text=${text}"`);
    expect(html).toContain('data-page="product" data-lang="de"');
    expect(html).toContain("Chat &lt;now&gt;</a>");
    expect(html).toContain('<i style="color:#25d366"></i>');
    expect(html).toMatch(/class="shopify-block shopify-app-block"><!-- BEGIN app block: [\s\S]*<\/div><\/body>/);
    expect(html).not.toContain("schema");
  });

  it("are told the page's language and link their stylesheet once in the head", async () => {
    const { html } = shopify.sandbox.renderStorefront("/", { locale: "fr" });
    expect(decodeURIComponent(html)).toContain("A+question+for+Lindenholz:");
    expect(html.split("</head>")[0]).toContain(
      '<link rel="stylesheet" media="all" href="/extensions/chat-button/assets/chat.css">',
    );
  });

  it("take the merchant's settings", async () => {
    shopify.controls.storefrontSettings({ blocks: { chat: { label: "Frag uns" } } });
    expect((await page("/")).html).toContain("Frag uns</a>");
  });

  it("appear only on the templates they are made for", async () => {
    expect((await page("/products/hocker-linde")).html).toContain('<p class="stock">Hocker „Linde“</p>');
    expect((await page("/")).html).not.toContain('class="stock"');
  });

  it("open the pretend handset when served", async () => {
    const { html } = await page("/products/oud-box");
    expect(html).not.toContain("wa.me");
    expect(html).toMatch(/href="\/handset-link\?phone=4915550001111&amp;text=Eine\+Frage/);
    expect((await page("/extensions/chat-button/assets/chat.css")).html).toBe(".chat{position:fixed}");
  });
});

describe("the theme", () => {
  it("has three differing product pages, with titles escaped and laid out right to left where needed", async () => {
    const pages = await Promise.all(
      ["schneidebrett-eiche", "wandregal-esche", "oud-box"].map((handle) => page(`/products/${handle}`)),
    );
    expect(pages.map(({ html }) => /<article class="(\w+)">/.exec(html)?.[1])).toEqual(["product", "story", "gallery"]);
    expect(pages[1]?.html).toContain("Wandregal Esche &amp; Messing &lt;80 cm&gt;</h1>");
    expect(pages[1]?.html).toContain("Ausverkauft</button>");
    expect(pages[2]?.html).toContain('<h1 dir="auto">صندوق');
    expect((await page("/?locale=ar")).html).toContain('<html lang="ar" dir="rtl">');
  });

  it.each([["/nothing"], ["/products/none"], ["/assets/..%2f..%2fREADME.md"], ["/assets/none.css"]])(
    "has no page %s",
    async (path) => {
      expect((await page(path)).status).toBe(404);
    },
  );

  it("serves every other page and picture", async () => {
    for (const path of [
      "/",
      "/collections/all",
      "/cart",
      "/pages/contact",
      "/assets/theme.css",
      "/assets/oud-box.svg",
    ]) {
      expect((await page(path)).status, path).toBe(200);
    }
  });
});

describe("buying on the storefront", () => {
  it("goes from cart to checkout to order through the shop's controls", async () => {
    const { origin } = shopify;
    const form = (path: string, fields: Record<string, string>, cookie = "") =>
      fetch(`${origin}${path}`, {
        method: "POST",
        body: new URLSearchParams(fields),
        redirect: "manual",
        headers: { cookie },
      });
    const variant = shopify.sandbox.state.products[1]?.variants[0]?.id ?? "";

    const added = await form("/store/cart/add", { id: variant, quantity: "2" });
    expect(added.status).toBe(303);
    const cookie = (added.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    await form("/store/cart/add", { id: variant }, cookie);
    const cart = await (await fetch(`${origin}/store/cart`, { headers: { cookie } })).text();
    expect(cart).toContain("Warenkorb (3)");
    expect(cart.replaceAll("\u00a0", " ")).toContain("Summe: 73,50 €");
    shopify.controls.updateShop({ moneyFormat: "&pound;{{amount}}" });
    const { html } = shopify.sandbox.renderStorefront("/products/salatbesteck-olive");
    expect(html).toMatch(/data-price>&pound;\d+\.\d\d</);

    const begun = await form("/store/checkout", { customer: "giulia" }, cookie);
    const recovery = begun.headers.get("location") ?? "";
    expect(await (await fetch(origin + recovery)).text()).toContain("Per Nachnahme bestellen");
    const [checkout] = shopify.sandbox.state.checkouts;
    const paid = await form(`/store/548380009/checkouts/${checkout?.token}/pay`, { kind: "cod" });
    expect(await (await fetch(origin + (paid.headers.get("location") ?? ""))).text()).toContain("Bestellung #1001");
    expect(await (await fetch(origin + recovery)).text()).toContain("abgeschlossen");

    expect(await shopify.topics()).toEqual(
      expect.arrayContaining(["carts/create", "carts/update", "checkouts/create", "orders/create"]),
    );
    expect(shopify.sandbox.state.orders[0]).toMatchObject({
      kind: "cod",
      checkoutToken: checkout?.token,
      phone: "+39 312 345 6789",
    });
  });

  it("lets a guest buy by phone alone, and refuses an empty cart", async () => {
    const empty = await fetch(`${shopify.origin}/store/checkout`, { method: "POST" });
    expect(empty.status).toBe(422);
    const cart = shopify.controls.createCart();
    await fetch(`${shopify.origin}/store/checkout`, {
      method: "POST",
      body: new URLSearchParams({ phone: "0170 1234567", firstName: "Ida" }),
      headers: { cookie: `cart=${cart.token}` },
    });
    expect(shopify.sandbox.state.checkouts[0]).toMatchObject({
      phone: "0170 1234567",
      customerId: null,
      shippingAddress: { firstName: "Ida", countryCode: "DE" },
    });
  });

  it("follows the parcel", async () => {
    const order = shopify.controls.placeOrder({});
    shopify.controls.moveParcel({ orderId: order.id, event: "in_transit" });
    const url = order.fulfillments[0]?.trackingUrl?.replace("https://lindenholz.example", "") ?? "";
    expect((await page(url)).html).toContain("in_transit");
  });
});
