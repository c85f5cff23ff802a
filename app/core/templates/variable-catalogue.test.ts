import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleFacts } from "./example-facts.fixture.ts";
import { libraryLanguages } from "./languages.ts";
import { variableCatalogue } from "./variable-catalogue.ts";
import type { VariableFacts } from "./variable-facts.ts";
import { variableKeys, type VariableKey } from "./variable-keys.ts";

function write(key: VariableKey, language: string, facts: VariableFacts = exampleFacts()): string | null {
  const variable = variableCatalogue[key];
  if (variable.kind !== "text") throw new Error(`${key} is a link`);
  return variable.resolve(facts, language);
}

/** Without the marks that only steer direction, and with plain spaces. */
function plain(text: string | null): string | null {
  return text?.replace(/[\u2066-\u2069\u200E\u200F\u061C]/g, "").replace(/[\u00a0\u202f]/g, " ") ?? null;
}

function withTotal(minor: bigint, currency: string): VariableFacts {
  const facts = exampleFacts();
  return facts.order ? { ...facts, order: { ...facts.order, total: { minor, currency } } } : facts;
}

describe("amounts", () => {
  it.each([
    ["en", "€1,234.56", "¥1,235", "KWD 1.234", "₹12,345.60"],
    ["de", "1.234,56 €", "1.235 ¥", "1,234 KWD", "12.345,60 ₹"],
    ["es", "1234,56 €", "1235 JPY", "1,234 KWD", "12.345,60 INR"],
    ["pt_BR", "€ 1.234,56", "JP¥ 1.235", "KWD 1,234", "₹ 12.345,60"],
    ["fr", "1 234,56 €", "1 235 JPY", "1,234 KWD", "12 345,60 ₹"],
    ["it", "1234,56 €", "1235 JPY", "1,234 KWD", "12.345,60 INR"],
    ["tr", "€1.234,56", "¥1.235", "KWD 1,234", "₹12.345,60"],
    ["ar", "1,234.56 €", "1,235 JP¥", "1.234 د.ك.", "12,345.60 ₹"],
    ["ja", "€1,234.56", "￥1,235", "KWD 1.234", "₹12,345.60"],
    ["hi", "€1,234.56", "JP¥1,235", "KWD 1.234", "₹12,345.60"],
  ])("are written in %s as the language and the currency write them", (language, eur, jpy, kwd, inr) => {
    expect(plain(write("order.total", language, withTotal(123456n, "EUR")))).toBe(eur);
    expect(plain(write("order.total", language, withTotal(1235n, "JPY")))).toBe(jpy);
    expect(plain(write("order.total", language, withTotal(1234n, "KWD")))).toBe(kwd);
    expect(plain(write("order.total", language, withTotal(1234560n, "INR")))).toBe(inr);
  });

  it("follow the contact's variety of the template's language, and no other language", () => {
    const mexican = { ...withTotal(123456n, "MXN"), contact: { firstName: "Ada", locale: "es-MX" } };
    expect(plain(write("order.total", "es", mexican))).toBe("$1,234.56");
    expect(plain(write("order.total", "de", mexican))).toBe("1.234,56 MX$");
  });

  it("have Latin digits in Arabic and Hindi, whatever the region's habit", () => {
    const egyptian = { ...exampleFacts(), contact: { firstName: null, locale: "ar-EG" } };
    expect(plain(write("order.total", "ar", egyptian))).toMatch(/^1,234\.56 €$/);
    const marathi = { ...exampleFacts(), contact: { firstName: null, locale: "hi-IN-u-nu-deva" } };
    expect(plain(write("order.total", "hi", marathi))).toBe("€1,234.56");
  });

  it("are not known in a currency that does not exist", () => {
    expect(write("order.total", "en", withTotal(1n, "EURO"))).toBeNull();
  });

  it("still to pay are the total when nothing says less", () => {
    const facts = exampleFacts();
    expect(plain(write("order.outstanding", "en", facts))).toBe("€49.90");
    if (facts.order) facts.order.outstanding = null;
    expect(plain(write("order.outstanding", "en", facts))).toBe("€1,234.56");
  });
});

describe("dates", () => {
  it.each([
    ["en", "November 21, 2026"],
    ["de", "21. November 2026"],
    ["es", "21 de noviembre de 2026"],
    ["pt_BR", "21 de novembro de 2026"],
    ["fr", "21 novembre 2026"],
    ["it", "21 novembre 2026"],
    ["tr", "21 Kasım 2026"],
    ["ar", "21 نوفمبر 2026"],
    ["ja", "2026年11月21日"],
    ["hi", "21 नवंबर 2026"],
  ])("are written in %s on the shop's day", (language, expected) => {
    expect(plain(write("order.date", language))).toBe(expected);
  });

  it("follow the contact's variety, and survive a time zone nobody knows", () => {
    const facts = exampleFacts();
    facts.contact.locale = "en-GB";
    facts.shop.timeZone = "Middle/Earth";
    expect(write("order.date", "en", facts)).toBe("20 November 2026");
  });
});

describe("items", () => {
  const items = (...titles: string[]) => titles.map((title) => ({ title, quantity: 1 }));
  const listed = (language: string, lines: { title: string; quantity: number }[]) => {
    const facts = exampleFacts();
    if (facts.order) facts.order.items = lines;
    return plain(write("order.items", language, facts));
  };

  it.each([
    ["en", "Oak bowl, Tray and 3 more"],
    ["de", "Oak bowl, Tray und 3 weitere Artikel"],
    ["es", "Oak bowl, Tray y 3 más"],
    ["pt_BR", "Oak bowl, Tray e mais 3"],
    ["fr", "Oak bowl, Tray et 3 autres articles"],
    ["it", "Oak bowl, Tray e altri 3 articoli"],
    ["tr", "Oak bowl, Tray ve 3 ürün daha"],
    ["ar", "Oak bowl، Tray و3 منتجات أخرى"],
    ["ja", "Oak bowl、Tray ほか3点"],
    ["hi", "Oak bowl, Tray और 3 अन्य"],
  ])("are shortened in %s", (language, expected) => {
    expect(listed(language, items("Oak bowl", "Tray", "Cup", "Lamp", "Mat"))).toBe(expected);
  });

  it("are all named when they are few, with how many of each", () => {
    expect(listed("de", items("Schale", "Tablett", "Becher"))).toBe("Schale, Tablett und Becher");
    expect(listed("en", [{ title: "Tray", quantity: 2 }])).toBe("2 × Tray");
  });

  it("keep to 120 characters with long titles and 300 lines", () => {
    const long = "Hand-turned bowl of solid Bavarian oak, oiled, 32 cm, with lid";
    for (const language of libraryLanguages) {
      const text = listed(language, items(...Array.from({ length: 300 }, () => long)));
      expect(text).toContain("…");
      expect(text?.length).toBeLessThanOrEqual(120);
    }
  });

  it("keep an Arabic title from turning an English list around", () => {
    const facts = exampleFacts();
    if (facts.order) facts.order.items = items("صينية", "Oak bowl");
    expect(write("order.items", "en", facts)).toBe("\u2068صينية\u2069 and Oak bowl");
  });

  it("are not known when none has a name", () => {
    expect(listed("en", items(" ", "\u200B"))).toBeNull();
    expect(listed("en", [])).toBeNull();
  });
});

describe("names", () => {
  it.each([
    ["en", "there"],
    ["ja", "お客"],
    ["nl", "there"],
    ["de_AT", "und guten Tag"],
  ])("have a neutral word in %s when unknown", (language, expected) => {
    const facts = { ...exampleFacts(), contact: { firstName: " " } };
    expect(write("customer.first_name", language, facts)).toBe(expected);
  });

  it("keep their emoji and lose their line breaks", () => {
    const facts = { ...exampleFacts(), contact: { firstName: "Ada 🌿\n(new)" } };
    expect(write("customer.first_name", "en", facts)).toBe("Ada 🌿 (new)");
  });
});

describe("links", () => {
  const linkOf = (key: VariableKey, facts: VariableFacts) => {
    const variable = variableCatalogue[key];
    return variable.kind === "link" ? variable.link(facts) : null;
  };

  it("fill the cart again on a phone that never saw it", () => {
    expect(linkOf("cart.recovery_path", exampleFacts())).toBe(
      "/cart/11:1,12:2?storefront=true&discount=DANKE-7GK2M4QP",
    );
    const { discount: _, ...withoutCode } = exampleFacts();
    expect(linkOf("cart.recovery_path", withoutCode)).toBe("/cart/11:1,12:2?storefront=true");
    const nameless = exampleFacts({ cart: { items: [{ title: "Tray", quantity: 1 }] } });
    expect(linkOf("cart.recovery_path", nameless)).toBe("/cart?discount=DANKE-7GK2M4QP");
    const huge = exampleFacts({
      cart: { items: Array.from({ length: 300 }, () => ({ title: "x", quantity: 1, variantId: "70881412" })) },
    });
    expect(linkOf("cart.recovery_path", huge)).toBe("/cart?discount=DANKE-7GK2M4QP");
  });

  it("lead to the product for a review, else to the order", () => {
    const facts = exampleFacts();
    expect(linkOf("order.review_path", facts)).toBe(facts.product?.url);
    expect(linkOf("order.review_path", { ...facts, product: undefined })).toBe(facts.order?.statusUrl);
  });
});

describe("every text variable", () => {
  const anyText = fc.string({ unit: "binary", maxLength: 200 });

  it("gives a parameter Meta takes, within its length, or nothing, for any text a shop can hold", () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.constantFrom(...libraryLanguages),
        (one, two, minor, language) => {
          const items = [one, two, one, two].map((title) => ({ title, quantity: 3, variantId: two }));
          const money = { minor, currency: "KWD" };
          const facts: VariableFacts = {
            shop: { name: one, storefrontHost: "shop.example", locale: "en", currency: "KWD", timeZone: two },
            contact: { firstName: two, locale: one },
            order: {
              name: one,
              total: money,
              outstanding: money,
              items,
              statusUrl: two,
              createdAt: new Date("2026-11-21"),
            },
            checkout: { total: money, items, recoveryUrl: one },
            cart: { total: money, items },
            fulfillment: { carrier: one, trackingNumber: two },
            refund: { amount: money },
            product: { title: one, variantTitle: two, url: two },
          };
          for (const key of variableKeys) {
            const variable = variableCatalogue[key];
            const value = variable.kind === "text" ? variable.resolve(facts, language) : null;
            if (variable.kind !== "text" || value === null) continue;
            expect(value.length).toBeLessThanOrEqual(variable.maxLength);
            expect(value.trim()).not.toBe("");
            expect(value).not.toMatch(/[\n\r\t]| {5,}/);
            expect(value.isWellFormed()).toBe(true);
            const opened = value.match(/[\u2066-\u2068]/g)?.length ?? 0;
            expect(value.match(/\u2069/g)?.length ?? 0).toBe(opened);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
