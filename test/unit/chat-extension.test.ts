import { describe, expect, it } from "vitest";
import { readPageReference } from "#app/core/conversations/page-reference.ts";
import { appProxyPath } from "#app/core/shared/app-proxy-path.ts";
import { fullChatButton } from "#test/support/full-chat-button.ts";
import { languages, origin, renderBlock, shop, tote, type BlockPage } from "#test/support/storefront-blocks.ts";
import { linksIn } from "#test/support/links-in.ts";

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
} satisfies Record<string, BlockPage>;

const render = (page: BlockPage) => renderBlock("chat-button", page);

/** What WhatsApp makes of the only link. */
async function linkOn(page: BlockPage): Promise<{ phone: string; text: string }> {
  const [link, ...others] = linksIn(await render(page));
  if (!link || others.length > 0) throw new Error("not one link");
  return link;
}

describe("the link", () => {
  it("opens a chat with the number's digits and a message about the product, with its variant and address", async () => {
    const { phone, text } = await linkOn(pages.product);
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
  ] as const)(
    "carries a reference that take-in reads: %s",
    async (name, reference) => {
      for (const locale of languages) {
        const { text } = await linkOn({ ...pages[name], locale });
        expect(readPageReference(text)?.reference).toBe(reference);
        expect(text).toContain(shop.name);
        expect(text).not.toMatch(/Translation missing|undefined|\[\w+\]/);
      }
    },
    20_000,
  );

  it("takes the merchant's own words, filled in", async () => {
    const settings = { message_collection: "Moin [shop]! Wegen [page] ([link])", label: 'Frag <b>"uns"</b>' };
    const html = await render({ ...pages.collection, settings });
    expect(linksIn(html)[0]?.text).toBe(
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
    expect((await linkOn({ ...pages.home, settings: { number } })).phone).toBe(digits);
  });
});

describe("on something sold out", () => {
  const soldOut = { ...tote.selected_or_first_available_variant, ...tote.selected_variant, available: false };
  const product = { ...tote, selected_variant: soldOut, selected_or_first_available_variant: soldOut };
  const page = (more: object) => ({ ...pages.product, objects: { product: { ...product, ...more } } });

  it("the chosen variant is asked for", async () => {
    const { text } = await linkOn(page({}));
    expect(text).toContain("Bitte sagt mir Bescheid, wenn");
    expect(text).toContain("– Natur / L");
    expect(text).toMatch(/\(ref: restock-linen-tote\.44012345678901\.de\)$/);
  });

  it("a variant that nobody has chosen is not: of ten sizes, the first is not everybody's", async () => {
    const { text } = await linkOn(page({ selected_variant: null }));
    expect(text).toContain("Ich habe eine Frage zu");
    expect(text).not.toContain("Natur / L");
    expect(text).toMatch(/\(ref: product-linen-tote\)$/);
  });

  it("the only variant there is needs no choosing", async () => {
    const { text } = await linkOn(page({ selected_variant: null, has_only_default_variant: true }));
    expect(text).toContain("Bitte sagt mir Bescheid, wenn");
    expect(text).toMatch(/\(ref: restock-linen-tote\.44012345678901\.de\)$/);
  });
});

describe("the same link without the variant, for when another is chosen", () => {
  const withoutVariant = (html: string) => linksIn(html.replaceAll(/href="[^"]*" data-any=/g, "href="));

  it("asks about the product, also where the chosen variant is sold out", async () => {
    const soldOut = { ...tote.selected_variant, price: 4990, available: false };
    for (const selected_variant of [tote.selected_variant, soldOut]) {
      const html = await render({ ...pages.product, objects: { product: { ...tote, selected_variant } } });
      expect(withoutVariant(html).map(({ text }) => text)).toEqual([
        `Hallo ${shop.name}! Ich habe eine Frage zu ${tote.title}: ${origin}/products/linen-tote (ref: product-linen-tote)`,
      ]);
    }
  });

  it("takes the merchant's words, calls people by name, and says between what prices", async () => {
    const settings = { ...fullChatButton, message_product: "[agent]: [product][variant], [price], [link]" };
    const product = { ...tote, price_varies: true, price_min: 2990, price_max: 4990 };
    const html = await render({ ...pages.product, objects: { product }, settings });
    const [first] = withoutVariant(html);
    expect(first?.text.replaceAll("\u00a0", " ")).toBe(
      `Anna Berger: ${tote.title}, 29,90 € – 49,90 €, ${origin}/products/linen-tote (ref: product-linen-tote)`,
    );
    expect(linksIn(html)[0]?.text.replaceAll("\u00a0", " ")).toContain(`Natur / L, 49,90 €, `);
  });

  it("is not there where nothing else can be chosen", async () => {
    const only = { ...tote, has_only_default_variant: true };
    expect(await render({ ...pages.product, objects: { product: only } })).not.toContain("data-any");
    expect(await render(pages["product without a chosen variant"])).not.toContain("data-any");
    expect(await render(pages.home)).not.toContain("data-any");
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

describe("the texts of its pages", () => {
  const settings = {
    message_product: "[product] / [variant] / [price] / [page] / [link]",
    message_collection: "Kategorie [page]",
    message_cart: "Korb von [shop]",
    message: "Sonst: [page]",
  };

  it.each([
    [
      "product",
      `${tote.title} / Natur / L / 49,90 € / ${tote.title} – Natur / L / ${origin}${tote.selected_variant.url}`,
    ],
    ["collection", "Kategorie Sommer"],
    ["cart", `Korb von ${shop.name}`],
    ["home", `Sonst: ${shop.name}`],
    ["page", "Sonst: Kontakt"],
  ] as const)("are the merchant's: %s", async (name, wanted) => {
    const { text } = await linkOn({ ...pages[name], settings });
    expect(text.replaceAll("\u00a0", " ").split(" (ref: ")[0]).toBe(wanted);
  });

  it.each([
    ["&pound;{{amount}}", "£49.90"],
    ["&euro;{{amount_with_comma_separator}}", "€49,90"],
    ["{{ amount }} &#xe3f;", "49.90 ฿"],
    ['<span class="money">{{amount_with_apostrophe_separator}}&nbsp;"CHF"</span>', '49.90\u00a0"CHF"'],
  ])("say a price as people write it, whatever the shop's format has of HTML: %s", async (moneyFormat, wanted) => {
    const page = { ...pages.product, moneyFormat, settings: { message_product: "[price] & more" } };
    expect((await linkOn(page)).text).toMatch(new RegExp(`^${wanted} & more \\(ref: `));
    const asked = { ...page, settings: { message: "[price] & more" } };
    const [link] = linksIn(await renderBlock("ask-product", asked));
    expect(link?.text).toMatch(new RegExp(`^${wanted} & more \\(ref: `));
  });

  it("keep lines, percent signs and everything else an address would take for its own", async () => {
    const message = "100 % sicher?\nA&B #1 1+1=2 ©";
    expect((await linkOn({ ...pages.home, settings: { message } })).text).toBe(`${message} (ref: home)`);
  });

  it.each([
    ["on_product", "product"],
    ["on_collection", "collection"],
    ["on_cart", "cart"],
    ["on_other", "home"],
    ["on_other", "search"],
  ] as const)("and it is not where the merchant does not want it: %s, %s", async (setting, name) => {
    expect((await render({ ...pages[name], settings: { [setting]: false } })).trim()).toBe("");
    const elsewhere = name === "cart" ? pages.product : pages.cart;
    expect(linksIn(await render({ ...elsewhere, settings: { [setting]: false } }))).toHaveLength(1);
  });

  it("and it is not on somebody's own page, where they say what not to send", async () => {
    for (const path of [`${appProxyPath}/preferences/abc-def`, `/de${appProxyPath}/preferences/abc-def`])
      for (const type of ["page", "index", "404"]) expect((await render({ type, path })).trim()).toBe("");
    expect(linksIn(await render({ type: "page", path: `${appProxyPath}/opt-in` }))).toHaveLength(1);
    expect(linksIn(await render({ type: "page", path: "/pages/preferences" }))).toHaveLength(1);
  });
});

describe("opening hours", () => {
  const closed = "Gerade zu";
  const isClosed = (html: string) => {
    const note = /<(?:div|p) dir="auto"( hidden)? data-hours>([^<]*)</.exec(html);
    expect(note?.[2]).toBe(closed);
    return note?.[1] === undefined;
  };
  /** 2026-11-23 is a Monday; Berlin is an hour ahead of UTC then, two in summer. */
  it.each([
    [{ hours_monday: "9:00-18:00" }, "2026-11-23T07:59:00Z", true],
    [{ hours_monday: "9:00-18:00" }, "2026-11-23T08:00:00Z", false],
    [{ hours_monday: "9:00-18:00" }, "2026-11-23T17:00:00Z", true],
    [{ hours_monday: "9:00-18:00" }, "2026-07-13T07:30:00Z", false],
    [{ hours_tuesday: "9-18" }, "2026-11-23T10:00:00Z", true],
    [{ hours_monday: "9.00 – 12.30, 14-18" }, "2026-11-23T12:00:00Z", true],
    [{ hours_monday: "9.00 – 12.30, 14-18" }, "2026-11-23T13:00:00Z", false],
    [{ hours_monday: "9am-5pm" }, "2026-11-23T15:30:00Z", false],
    [{ hours_monday: "12pm-12am" }, "2026-11-23T10:30:00Z", true],
    [{ hours_monday: "0:00-24:00" }, "2026-11-23T22:59:00Z", false],
    [{ hours_monday: "22:00-2:00" }, "2026-11-24T00:30:00Z", false],
    [{ hours_sunday: "22:00-2:00" }, "2026-11-23T00:30:00Z", false],
    [{ hours_sunday: "22:00-2:00" }, "2026-11-23T01:30:00Z", true],
  ])("are the shop's: %o at %s", async (settings, at, wanted) => {
    expect(isClosed(await render({ ...pages.home, at, settings: { ...settings, closed } }))).toBe(wanted);
    expect(
      isClosed(await render({ ...pages.home, at, settings: { ...fullChatButton, ...noHours, ...settings, closed } })),
    ).toBe(wanted);
  });

  const noHours = { hours_monday: "", hours_tuesday: "", hours_wednesday: "", hours_thursday: "", hours_friday: "" };

  it("say nothing when there are none", async () => {
    expect(await render(pages.home)).not.toMatch(/data-hours(?!="95,0-168,")/);
  });

  it.each(["9-18-20", "nine to five", "9:00", "25:00-26:00", "9:75-10", "9:5x-10"])(
    "that cannot be read are told to the merchant, and to nobody else: %s",
    async (hours_monday) => {
      const page = { ...pages.home, settings: { hours_monday } };
      expect(await render({ ...page, designMode: true })).toContain("nicht lesbar");
      const html = await render(page);
      expect(html).not.toContain("nicht lesbar");
      expect(html).not.toContain("?,");
    },
  );

  it("go to the script in hours of the week, with the hour its first week began in the shop's zone", async () => {
    const settings = { hours_monday: "9:20-10:30", hours_sunday: "22-2" };
    const html = await render({ ...pages.home, settings });
    expect(html).toContain('data-hours="95,9.333-10.5,166-170,0-2,"');
    expect(await render({ ...pages.home, settings, at: "2026-07-13T07:30:00Z" })).toContain('data-hours="94,9.333-');
    expect(await render(pages.home)).toContain('data-hours="95,0-168,"');
  });
});

describe("people", () => {
  const page = { ...pages.product, settings: fullChatButton };

  it("each have a link that calls them by name, and stand in a panel that opens without script", async () => {
    const html = await render(page);
    expect(html).toMatch(/<details><summary>/);
    const links = linksIn(html);
    expect(links.map(({ text }) => /^Hallo (.+?)!/.exec(text)?.[1])).toEqual(["Anna Berger", "Mehmet Kaya", "Sofia"]);
    for (const { text } of links) expect(readPageReference(text)?.reference).toBe("product-linen-tote.44012345678901");
    for (const part of ["Beratung", "Türkçe, Deutsch", 'alt=""', 'loading="lazy"', 'width="48" height="48"'])
      expect(html).toContain(part);
  });

  it("are away outside their own hours; when the shop is closed, it says so for all of them", async () => {
    const settings = { ...fullChatButton, agent_2_hours: "12-18" };
    const away = async (at: string) =>
      [...(await render({ ...page, settings, at })).matchAll(/<small( hidden)? data-hours/g)].map(
        ([, hidden]) => !hidden,
      );
    expect(await away("2026-11-23T09:00:00Z")).toEqual([false, true, true]);
    expect(await away("2026-11-23T13:00:00Z")).toEqual([true, false, false]);
    expect(await away("2026-11-23T18:00:00Z")).toEqual([false, false, false]);
    expect(await render({ ...page, settings, at: "2026-11-23T18:00:00Z" })).toContain('<p dir="auto" data-hours>');
  });

  it("are named in the merchant's own text too", async () => {
    const settings = { ...fullChatButton, message_product: "Servus [agent], zu [product]" };
    expect(linksIn(await render({ ...pages.product, settings }))[1]?.text).toContain("Servus Mehmet Kaya, zu Tote");
  });
});

describe("its look", () => {
  it("takes place, device and colours from the settings", async () => {
    const settings = { side: "start", offset_bottom: 64, offset_side: 8, devices: "phone", colours: "theme" };
    const html = await render({ ...pages.home, settings });
    expect(html).toContain('<link rel="stylesheet" href="/chat-hidden.css" media="(min-width: 750px)">');
    expect(await render({ ...pages.home, settings: { devices: "desktop" } })).toContain('media="(max-width: 749px)"');
    expect(await render(pages.home)).not.toContain("chat-hidden");
    expect(html).toContain('style="bottom:64px;inset-inline:8px auto;--tidings-panel:0 auto;');
    expect(html).toContain("--tidings-paper:var(--color-primary-button-background,rgb(var(--color-button,0 0 0)));");
    const moved = await render({ ...pages.home, settings: { offset_side: 8 } });
    expect(moved).toContain('style="inset-inline:auto 8px;"');
    expect(await render(pages.home)).not.toContain("style=");
  });

  it.each([
    ["#075e54", "#fff"],
    ["#25d366", "#000"],
    ["#ffee00", "#000"],
    ["#767676", "#fff"],
  ])("writes on a chosen colour what can be read: %s", async (colour, ink) => {
    const html = await render({ ...pages.home, settings: { colours: "own", colour } });
    expect(html).toContain(`--tidings-paper:${colour};color:${ink};`);
  });

  it.each(["bubble", "dots", "question"])("has the chosen icon: %s", async (icon) => {
    expect(await render({ ...pages.home, settings: { icon } })).toContain('aria-hidden="true"');
    expect(await render({ ...pages.home, settings: { icon: "none" } })).not.toContain("<svg");
  });

  it("carries nothing inline that a strict policy forbids, and nothing of other hosts but the link", async () => {
    const html = await render({ ...pages.product, settings: { hours_monday: "9-18" } });
    expect(html).not.toMatch(/<style|style=|@import|url\(|\son\w+=|<script(?! src="[^"]+" defer><\/script>)/i);
    const hosts = [...html.matchAll(/https?:\/\/[^\s"'%]+/g)].map(([url]) => new URL(url).host);
    expect([...new Set(hosts)]).toEqual(["wa.me", "lindenholz.example"]);
  });
});
