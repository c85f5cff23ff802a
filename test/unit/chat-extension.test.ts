import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { themeCheckRun } from "@shopify/theme-check-node";
import { afterAll, describe, expect, it, vi } from "vitest";
import { readPageReference } from "#app/core/conversations/page-reference.ts";
import { readThemeExtensions } from "#sandbox/shopify/storefront/extensions.ts";
import { createEngine } from "#sandbox/shopify/storefront/liquid.ts";

/** Theme check would fetch Shopify's newest definitions; the ones it brings along do, and no test needs the network. */
const cache = vi.hoisted(() => {
  const folder = `${process.env.TMPDIR ?? "/tmp"}/theme-check-${process.pid}`;
  process.env.XDG_CACHE_HOME = folder;
  process.env.SHOPIFY_TLD_ROOT = `${folder}/nothing-here`;
  return folder;
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const folder = fileURLToPath(new URL("../../extensions/tidings-chat", import.meta.url));
const extension = readThemeExtensions().find(({ handle }) => handle === "tidings-chat");
const block = extension?.blocks.find(({ handle }) => handle === "chat-button");
if (!extension || !block) throw new Error("the extension or its block is missing");

const languages = ["en", "de", "es", "pt-BR", "fr", "it", "tr", "ar", "ja", "hi"];
const shop = { name: "Lindenholz & Söhne" };
const origin = "https://lindenholz.example";

const tote = {
  title: 'Tote "Grün" <Leinen> & Söhne’s +1',
  handle: "linen-tote",
  url: "/products/linen-tote",
  has_only_default_variant: false,
  selected_variant: { id: "44012345678901", title: "Natur / L", url: "/products/linen-tote?variant=44012345678901" },
};

type Page = {
  type: string;
  path: string;
  objects?: Record<string, unknown>;
  locale?: string;
  settings?: Record<string, unknown>;
  designMode?: boolean;
};

const pages = {
  product: { type: "product", path: "/products/linen-tote", objects: { product: tote } },
  "product without a chosen variant": {
    type: "product",
    path: "/products/linen-tote",
    objects: { product: { ...tote, selected_variant: null } },
  },
  collection: {
    type: "collection",
    path: "/collections/summer",
    objects: { collection: { title: "Sommer", handle: "summer" } },
  },
  page: { type: "page", path: "/pages/contact", objects: { page: { title: "Kontakt", handle: "contact" } } },
  article: {
    type: "article",
    path: "/blogs/news/hello",
    objects: { article: { title: "Hello", handle: "news/hello" } },
  },
  cart: { type: "cart", path: "/cart" },
  home: { type: "index", path: "/" },
  search: { type: "search", path: "/search" },
  "not found": { type: "404", path: "/nowhere" },
} satisfies Record<string, Page>;

async function render({ type, path, objects, locale = "de", settings, designMode = false }: Page): Promise<string> {
  const engine = createEngine({
    snippets: [],
    locale,
    currency: "EUR",
    locales: extension?.locales ?? {},
    assetBase: "/",
  });
  const defaults = Object.fromEntries(
    (block?.schema.settings ?? []).flatMap(({ id, default: value }) => (id ? [[id, value ?? ""]] : [])),
  );
  return String(
    await engine.parseAndRender(block?.source ?? "", {
      shop,
      canonical_url: `${origin}${path}`,
      request: { page_type: type, origin, design_mode: designMode },
      block: { id: "x", shopify_attributes: "", settings: { ...defaults, number: "+49 (0) 30 90 18-20", ...settings } },
      ...objects,
    }),
  );
}

/** What WhatsApp makes of the link. */
function readLink(html: string): { phone: string; text: string } {
  const href = /<a [^>]*href="([^"]*)"/.exec(html)?.[1] ?? "";
  const url = new URL(href);
  expect(url.origin).toBe("https://wa.me");
  expect(href).not.toContain("+");
  return { phone: url.pathname.slice(1), text: url.searchParams.get("text") ?? "" };
}

describe("theme check", () => {
  const judge = async (root: string) => {
    const { offenses, theme } = await themeCheckRun(root, "theme-check:theme-app-extension");
    return { offenses: offenses.map(({ check, message }) => `${check}: ${message}`), files: theme.length };
  };

  it("finds nothing to say at its strictest", async () => {
    expect(await judge(folder)).toEqual({ offenses: [], files: 1 + 2 * languages.length });
  }, 30_000);

  it("would say so if there were something", async () => {
    const copy = mkdtempSync(join(tmpdir(), "chat-"));
    cpSync(folder, copy, { recursive: true });
    const file = join(copy, "blocks/chat-button.liquid");
    const broken = readFileSync(file, "utf8")
      .replace("'button.label' | t", "'button.nope' | t")
      .replace("t:chat.side_info", "t:chat.nope");
    writeFileSync(file, `{% include 'x' %}${broken}`);
    const { offenses } = await judge(copy);
    rmSync(copy, { recursive: true });
    for (const check of ["TranslationKeyExists", "AppBlockValidTags", "ValidSchemaTranslations"]) {
      expect(
        offenses.some((offense) => offense.startsWith(check)),
        offenses.join("\n"),
      ).toBe(true);
    }
  }, 30_000);
});

describe("the words", () => {
  it.each(["", ".schema"])("are there in the ten languages, all of them, for shoppers and merchants: %s", (kind) => {
    const files = readdirSync(`${folder}/locales`).filter((name) => name.includes(".schema") === (kind === ".schema"));
    expect(files.sort()).toEqual(
      languages.map((language) => `${language}${language === "en" ? ".default" : ""}${kind}.json`).sort(),
    );
    const keysOf = (file: string) => {
      const json = JSON.parse(readFileSync(`${folder}/locales/${file}`, "utf8")) as Record<
        string,
        Record<string, string>
      >;
      return Object.entries(json).flatMap(([group, texts]) =>
        Object.entries(texts).map(([key, text]) => `${group}.${key} ${placeholders(text)}`),
      );
    };
    for (const file of files)
      expect([file, keysOf(file)]).toEqual([file, keysOf(files.find((name) => name.includes("default")) ?? "")]);
  });

  function placeholders(text: string) {
    return [...text.matchAll(/\{\{ \w+ \}\}|\[\w+\]/g)]
      .map(([found]) => found)
      .sort()
      .join();
  }

  it("keep names under Shopify's 25 characters", () => {
    for (const [language, texts] of Object.entries(extension.schemaLocales)) {
      const { chat } = texts;
      const name = typeof chat === "object" ? chat.name : undefined;
      expect([language, typeof name === "string" && name.length < 25]).toEqual([language, true]);
    }
  });
});

describe("the link", () => {
  it("opens a chat with the number's digits and a message about the product, with its variant and address", async () => {
    const { phone, text } = readLink(await render(pages.product));
    expect(phone).toBe("4930901820");
    expect(text).toBe(
      `Hallo Lindenholz & Söhne! Ich habe eine Frage zu Tote "Grün" <Leinen> & Söhne’s +1 – Natur / L: ${origin}/products/linen-tote?variant=44012345678901 (ref: product-linen-tote.44012345678901)`,
    );
  });

  it.each([
    ["product", "product-linen-tote.44012345678901"],
    ["product without a chosen variant", "product-linen-tote"],
    ["collection", "collection-summer"],
    ["page", "page-contact"],
    ["article", "article-news/hello"],
    ["cart", "cart"],
    ["home", "home"],
    ["search", "search"],
    ["not found", "shop"],
  ] as const)("carries a reference that take-in reads: %s", async (name, reference) => {
    for (const locale of languages) {
      const { text } = readLink(await render({ ...pages[name], locale }));
      expect(readPageReference(text)?.reference).toBe(reference);
      expect(text).toContain(shop.name);
      expect(text).not.toMatch(/Translation missing|undefined|\[\w+\]/);
    }
  });

  it("takes the merchant's own words, filled in", async () => {
    const settings = { message: "Moin [shop]! Wegen [page] ([link])", label: 'Frag <b>"uns"</b>' };
    const html = await render({ ...pages.collection, settings });
    expect(readLink(html).text).toBe(
      `Moin ${shop.name}! Wegen Sommer (${origin}/collections/summer) (ref: collection-summer)`,
    );
    expect(html).toContain("Frag &lt;b&gt;");
    expect(html).not.toContain("<b>");
  });

  it.each([
    ["+49 30 901820", "4930901820"],
    ["0049 30 901820", "4930901820"],
    ["+1 (650) 555-0123", "16505550123"],
    ["\u202a+55\u00a011\u00a091234‑5678\u202c", "5511912345678"],
  ])("understands the number written %s", async (number, digits) => {
    expect(readLink(await render({ ...pages.home, settings: { number } })).phone).toBe(digits);
  });
});

describe("without a usable number", () => {
  it.each(["", "   ", "030 901820", "12345", "call me", "+49 30 9018 2000 0000 000"])(
    "nothing is on the page: %s",
    async (number) => {
      expect((await render({ ...pages.home, settings: { number } })).trim()).toBe("");
    },
  );

  it("the theme editor says what is missing", async () => {
    const html = await render({ ...pages.home, settings: { number: "" }, designMode: true });
    expect(html).toContain("WhatsApp-Nummer");
    expect(html).not.toContain("wa.me");
    expect(await render({ ...pages.home, designMode: true })).toContain("wa.me");
  });
});

describe("what it weighs", () => {
  it.each(Object.entries(pages))("is under 1 KB gzip in every language: %s", async (_, page) => {
    for (const locale of languages) expect(gzipSync(await render({ ...page, locale })).length).toBeLessThan(1024);
  });

  it("stays under it with the longest titles", async () => {
    const product = { ...tote, title: "麻のトートバッグ・大容量".repeat(40) };
    const html = await render({ type: "product", path: "/products/linen-tote", objects: { product }, locale: "ja" });
    expect(gzipSync(html).length).toBeLessThan(1024);
  });

  it("has no script, nothing from another host but the link, and nothing that moves", async () => {
    const html = await render(pages.product);
    expect(html).not.toMatch(/<script|@import|url\(|<img|<link|onclick|transition|animation/i);
    expect([...html.matchAll(/https?:\/\/[^\s"']+/g)].map(([url]) => new URL(url).host)).toEqual(["wa.me"]);
  });

  it("can be seen and reached in every way: side by direction, dark, contrast, focus, safe area", async () => {
    const html = await render({ ...pages.home, settings: { side: "start", offset_bottom: 64, offset_side: 8 } });
    expect(html).toContain("inset-inline-start:8px");
    expect(html).toContain("calc(64px + env(safe-area-inset-bottom,0px))");
    for (const part of [
      "prefers-color-scheme:dark",
      "prefers-contrast:more",
      ":focus-visible",
      'aria-hidden="true"',
      'dir="auto"',
    ])
      expect(html).toContain(part);
  });
});
