import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { libraryTemplate } from "./library/library-template.ts";
import type { DraftButton, TemplateDraft } from "./model.ts";
import { findPlaceholders } from "./placeholders.ts";
import { templateRules } from "./problem.ts";
import { validateTemplate } from "./validate-template.ts";
import { variableCatalogue } from "./variable-catalogue.ts";

const sentences = z
  .object({ templateProblems: z.record(z.string(), z.string()), templateVariables: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL("../../i18n/locales/en/templates.json", import.meta.url), "utf8")));

/** The sentence's placeholders that a problem leaves unfilled. */
function unfilled({ rule, values }: { rule: string; values: Record<string, unknown> }): string[] {
  return findPlaceholders(sentences.templateProblems[rule] ?? "{{sentence}}")
    .map(({ name }) => name)
    .filter((name) => !(name in values));
}

function draft(overrides: Partial<TemplateDraft> = {}): TemplateDraft {
  return {
    name: "parcel_news",
    language: "en",
    category: "utility",
    body: "Hi {{customer.first_name}}, your order {{order.name}} has news for you today.",
    buttons: [],
    samples: {
      "customer.first_name": "Ada",
      "order.name": "#1001",
      "shop.name": "Oak & Co",
      "order.status_path": "orders/1",
      "order.total": "€1.00",
    },
    ...overrides,
  };
}

/** Ties a message to an order, so that nothing is said about its category. */
const orderLink: DraftButton[] = [
  { type: "url", text: "Order", base: "https://{storefrontHost}/", variable: "order.status_path" },
];

const reply = (text: string): DraftButton => ({ type: "quick_reply", text });
const link = (base: string, variable?: string, text = "Open"): DraftButton => ({ type: "url", text, base, variable });
const store = "https://{storefrontHost}/";

const broken: [rule: string, overrides: Partial<TemplateDraft>, where: object][] = [
  ["name_format", { name: "Parcel news" }, { part: "name" }],
  ["name_format", { name: "a".repeat(513) }, { part: "name" }],
  ["language_unsupported", { language: "de-DE" }, { part: "language" }],
  ["body_missing", { body: " \n" }, { part: "body" }],
  ["text_too_long", { body: "word ".repeat(205) }, { part: "body" }],
  ["text_too_long", { header: "x".repeat(61) }, { part: "header" }],
  ["text_too_long", { footer: "x".repeat(61) }, { part: "footer" }],
  ["variable_unknown", { body: "Hi {{customer.shoe_size}}, nice to hear from you." }, { part: "body", offset: 3 }],
  ["variable_numbered", { body: "Hi {{1}}, nice to hear from you." }, { part: "body", offset: 3 }],
  ["variable_malformed", { body: "Hi {{shop.name}, nice to hear from you." }, { part: "body", offset: 3 }],
  ["header_too_many_variables", { header: "{{shop.name}} and {{order.name}}" }, { part: "header" }],
  ["footer_variable", { footer: "Your {{shop.name}} team" }, { part: "footer", offset: 5 }],
  ["variable_first", { body: "{{shop.name}} has news about your order for you." }, { part: "body", offset: 0 }],
  ["variable_first", { body: "¡{{shop.name}} has news about your order for you!" }, { part: "body", offset: 1 }],
  ["variable_last", { body: "There is news about your order from {{shop.name}}." }, { part: "body", offset: 36 }],
  [
    "variables_adjacent",
    { body: "There is news about {{order.name}} {{shop.name}} for you today, dear." },
    { offset: 35 },
  ],
  [
    "variables_adjacent",
    { body: "There is news from {{shop.name}}: {{order.name}} is a fine order indeed." },
    { offset: 34 },
  ],
  ["variables_too_dense", { body: "Hi {{customer.first_name}}, order {{order.name}} shipped." }, { part: "body" }],
  ["link_variable_in_text", { body: "You will find it under {{order.status_path}} any time." }, { part: "body" }],
  ["sample_missing", { samples: { "order.name": "#1001" } }, { part: "body", offset: 3 }],
  ["line_break_run", { body: "Your order has news.\n\n\nHave a look." }, { part: "body", offset: 20 }],
  ["space_run", { body: "Your order     has news." }, { part: "body", offset: 10 }],
  ["line_break_not_allowed", { header: "Two\nlines" }, { part: "header", offset: 3 }],
  ["line_break_not_allowed", { footer: "Two\nlines" }, { part: "footer", offset: 3 }],
  ["line_break_not_allowed", { buttons: [reply("Two\nlines")] }, { part: "button", index: 0 }],
  ["emoji_not_allowed", { header: "Hello 👋" }, { part: "header", offset: 6 }],
  ["emoji_not_allowed", { buttons: [reply("Hello 👋")] }, { part: "button", index: 0 }],
  ["formatting_not_allowed", { header: "*Hello*" }, { part: "header", offset: 0 }],
  ["formatting_not_allowed", { buttons: [reply("_Hello_")] }, { part: "button", index: 0 }],
  ["too_many_emojis", { body: `Your order has news ${"🎉".repeat(11)}` }, { part: "body" }],
  ["too_many_buttons", { buttons: Array.from({ length: 11 }, (_, n) => reply(`Answer ${n}`)) }, { part: "button" }],
  ["too_many_buttons_of_type", { buttons: ["a", "b", "c"].map((name) => link(store, undefined, name)) }, {}],
  ["quick_replies_split", { buttons: [reply("Yes"), link(store), reply("No")] }, { part: "button" }],
  ["button_label_missing", { buttons: [reply(" ")] }, { part: "button", index: 0 }],
  ["text_too_long", { buttons: [reply("x".repeat(26))] }, { part: "button", index: 0 }],
  ["button_label_duplicate", { buttons: [reply("Yes"), reply("Yes")] }, { part: "button", index: 1 }],
  ["button_label_variable", { buttons: [reply("Pay {{order.total}}")] }, { part: "button", index: 0 }],
  ["button_label_reserved", { buttons: [reply("Opt-in:yes:marketing")] }, { part: "button", index: 0 }],
  ["url_not_https", { buttons: [link("http://shop.example/")] }, { part: "button", index: 0 }],
  ["url_not_https", { buttons: [link("shop.example")] }, { part: "button", index: 0 }],
  ["url_variable_position", { buttons: [link("https://shop.example/{{order.name}}/x")] }, { index: 0 }],
  ["text_variable_in_link", { buttons: [link(store, "order.name")] }, { part: "button", index: 0 }],
  ["sample_missing", { buttons: [link(store, "product.path")] }, { part: "button", index: 0 }],
  ["text_too_long", { buttons: [link(`https://shop.example/${"x".repeat(1980)}`)] }, { part: "button", index: 0 }],
  ["phone_not_international", { buttons: [{ type: "phone", text: "Call", phone: "030 901820" }] }, { index: 0 }],
  ["text_too_long", { buttons: [{ type: "copy_code", code: "x".repeat(16) }] }, { index: 0 }],
];

describe("validateTemplate", () => {
  it("finds nothing wrong with a good draft", () => {
    const buttons = [reply("Yes"), reply("No"), link(store, "order.status_path")];
    expect(validateTemplate(draft({ header: "Order {{order.name}}", footer: "Thank you", buttons }))).toEqual([]);
  });

  it.each(broken)("says %s, and where", (rule, overrides, where) => {
    const problems = validateTemplate(draft(overrides));
    const found = problems.find((each) => each.rule === rule);
    expect(found).toMatchObject({ rule, severity: "error", where });
    for (const each of problems) expect(unfilled(each)).toEqual([]);
  });

  it("counts the body as Meta does, with numbers for variables", () => {
    const words = "word ".repeat(202); // 1010 characters
    expect(validateTemplate(draft({ body: `${words}{{customer.first_name}} words`, buttons: orderLink }))).toEqual([]);
    expect(
      validateTemplate(draft({ body: `${words}{{customer.first_name}} words and`, buttons: orderLink })),
    ).toMatchObject([{ rule: "text_too_long", values: { length: 1025, max: 1024 } }]);
  });

  it("counts the words of languages that write without spaces", () => {
    expect(validateTemplate(draft({ language: "ja", body: "ご注文{{order.name}}の商品を発送しました。" }))).toEqual([]);
  });

  it.each([
    ["en", "Your order comes with 20% off."],
    ["en", "Use this coupon for your next order."],
    ["de", "Mit Ihrer Bestellung kommt ein Gutschein."],
    ["es", "Con tu pedido llega un descuento."],
    ["pt_BR", "Com o seu pedido vem um cupom."],
    ["fr", "Avec votre commande, une remise."],
    ["it", "Con il tuo ordine arriva uno sconto."],
    ["tr", "Siparişinizle birlikte size indirimli bir ürün."],
    ["ar", "مع طلبك خصم جديد لك."],
    ["ja", "ご注文でクーポンを差し上げます。"],
    ["hi", "आपके ऑर्डर पर छूट है।"],
  ])("advises against offers in utility (%s), and leaves marketing alone", (language, body) => {
    expect(validateTemplate(draft({ language, body, buttons: orderLink }))).toMatchObject([
      { rule: "offer_in_utility", severity: "advice", where: { part: "body" } },
    ]);
    expect(validateTemplate(draft({ language, body, category: "marketing" }))).toEqual([]);
  });

  it("says why a utility message without an order may become marketing", () => {
    const rules = (overrides: Partial<TemplateDraft>) => validateTemplate(draft(overrides)).map(({ rule }) => rule);
    const body = "Thank you for being with us all these years.";
    expect(rules({ body })).toEqual(["no_order_in_utility"]);
    const shopLink: DraftButton = { type: "url", text: "Look", base: "https://shop.example/collections/new" };
    expect(rules({ buttons: [shopLink] })).toEqual(["shop_link_in_utility"]);
    expect(rules({ body, buttons: [shopLink], category: "marketing" })).toEqual([]);
  });

  it("does not see offers inside other words", () => {
    expect(
      validateTemplate(draft({ body: "The wholesale dealer has your order in good shape.", buttons: orderLink })),
    ).toEqual([]);
  });

  it("has a sentence for every rule and every variable, and none too many", () => {
    expect(Object.keys(sentences.templateProblems).toSorted()).toEqual([...templateRules].toSorted());
    const described = Object.values(variableCatalogue).map(({ descriptionKey }) => descriptionKey);
    expect(
      Object.keys(sentences.templateVariables)
        .map((key) => `templateVariables.${key}`)
        .toSorted(),
    ).toEqual(described.toSorted());
  });

  it("finds what a merchant breaks in a library template", () => {
    const library = libraryTemplate("order_confirmed", "de");
    expect(validateTemplate({ ...library, body: `${library.body} {{order.name}}` })).toMatchObject([
      { rule: "variable_last" },
    ]);
  });
});
