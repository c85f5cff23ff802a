import { describe, expect, it } from "vitest";
import { templateContentSchema } from "../outbox/message-content.ts";
import { buildTemplateContent, type FillableTemplate } from "./build-template-content.ts";
import { compileComponents } from "./compile-components.ts";
import { exampleFacts } from "./example-facts.fixture.ts";
import { libraryTemplate } from "./library/library-template.ts";
import { unmappedVariables, type MetaComponent, type TemplateDraft } from "./model.ts";

const shop = { storefrontHost: "shop.example" };

function approved(overrides: { components?: unknown; variables?: unknown } = {}): FillableTemplate {
  return { ...compileComponents(libraryTemplate("order_confirmed", "en"), shop), ...overrides };
}

function rules(template: FillableTemplate, facts = exampleFacts(), buttonPayloads = {}): string[] {
  const built = buildTemplateContent(template, facts, { buttonPayloads });
  return built.outcome === "mismatch" ? built.problems.map(({ rule }) => rule) : [];
}

const edit = (change: (components: MetaComponent[]) => MetaComponent[]): FillableTemplate =>
  approved({ components: change(compileComponents(libraryTemplate("order_confirmed", "en"), shop).components) });

const withBody = (text: string) => edit((all) => all.map((each) => (each.type === "BODY" ? { ...each, text } : each)));

describe("buildTemplateContent", () => {
  it("fills every placeholder in the order of the sentence", () => {
    const built = buildTemplateContent(approved(), exampleFacts());
    expect(built).toEqual({
      outcome: "ok",
      content: {
        kind: "template",
        name: "order_confirmed",
        language: "en",
        header: [],
        body: ["Ada", "#1001", "Lindenholz", "Oak bowl and 2 × Tray", "€1,234.56"].map((text) => ({
          type: "text",
          text,
        })),
        buttons: [{ index: 0, type: "url", value: "55/orders/abc/authenticate?key=def", counted: true }],
      },
    });
    expect(built.outcome === "ok" && templateContentSchema.safeParse(built.content).success).toBe(true);
  });

  it("gives quick replies what they send back", () => {
    const template = compileComponents(libraryTemplate("cod_confirm", "ar"), shop);
    const built = buildTemplateContent(template, exampleFacts(), { buttonPayloads: ["cod:confirm:9", "cod:cancel:9"] });
    expect(built.outcome === "ok" && built.content.buttons).toEqual([
      { index: 0, type: "quick_reply", value: "cod:confirm:9" },
      { index: 1, type: "quick_reply", value: "cod:cancel:9" },
    ]);
  });

  it("fills a header and two links", () => {
    const draft: TemplateDraft = {
      ...libraryTemplate("order_confirmed", "en"),
      header: "Order {{order.name}}",
      buttons: [
        { type: "url", text: "Order", base: "https://{storefrontHost}/", variable: "order.status_path" },
        { type: "url", text: "Product", base: "https://{storefrontHost}/", variable: "product.path" },
      ],
    };
    const built = buildTemplateContent(compileComponents(draft, shop), exampleFacts());
    expect(built).toMatchObject({
      outcome: "ok",
      content: {
        header: [{ text: "#1001" }],
        buttons: [{ index: 0 }, { index: 1, value: "products/oak-bowl" }],
      },
    });
  });

  it("takes links on the myshopify domain and relative ones as the shop's own", () => {
    const facts = exampleFacts();
    if (facts.order) facts.order.statusUrl = "https://LINDENHOLZ.myshopify.com/55/orders/abc?key=%C3%A9";
    expect(buildTemplateContent(approved(), facts)).toMatchObject({
      content: { buttons: [{ value: "55/orders/abc?key=%C3%A9" }] },
    });
    if (facts.order) facts.order.statusUrl = "/orders/abc";
    expect(buildTemplateContent(approved(), facts)).toMatchObject({ content: { buttons: [{ value: "orders/abc" }] } });
  });

  it.each([
    ["link_on_other_host", "https://elsewhere.example/orders/1"],
    ["link_on_other_host", "https://shop.example.evil.example/orders/1"],
    ["link_on_other_host", "//elsewhere.example/orders/1"],
    ["value_missing", "javascript:alert(1)"],
    ["value_missing", "https://shop.example/"],
    ["value_missing", "https://"],
    ["value_missing", null],
    ["parameter_too_long", `https://shop.example/${"x".repeat(2000)}`],
  ])("tells %s for the link %j", (rule, statusUrl) => {
    const facts = exampleFacts();
    if (facts.order) facts.order.statusUrl = statusUrl;
    expect(rules(approved(), facts)).toEqual([rule]);
  });

  it("tells which value is missing", () => {
    const built = buildTemplateContent(approved(), exampleFacts({ order: undefined }));
    expect(built).toMatchObject({
      outcome: "mismatch",
      problems: [
        { rule: "value_missing", where: { part: "body", index: 1 }, values: { variable: "order.name" } },
        { rule: "value_missing", values: { variable: "order.items" } },
        { rule: "value_missing", values: { variable: "order.total" } },
        { rule: "value_missing", where: { part: "button", index: 0 } },
      ],
    });
  });

  it("tells when the approved template takes other parameters than are mapped", () => {
    expect(rules(withBody("Hi {{1}}, your order {{2}} is confirmed."))).toEqual(["parameter_count"]);
    expect(rules(edit((all) => all.filter(({ type }) => type !== "BUTTONS")))).toEqual(["button_parameter_unexpected"]);
    expect(
      rules(
        approved({
          variables: { ...compileComponents(libraryTemplate("order_confirmed", "en"), shop).variables, buttons: [] },
        }),
      ),
    ).toEqual(["button_parameter_missing"]);
    expect(rules(approved(), exampleFacts(), { 0: "x" })).toContain("button_parameter_unexpected");
    expect(rules(approved(), exampleFacts(), { 7: "x" })).toEqual(["button_parameter_unexpected"]);
  });

  it("tells when the shop has moved to another host", () => {
    const facts = exampleFacts();
    facts.shop.storefrontHost = "new.example";
    if (facts.order) facts.order.statusUrl = "https://new.example/orders/1";
    expect(rules(approved(), facts)).toEqual(["button_host_changed"]);
  });

  it("tells when text and values together are too long", () => {
    expect(rules(withBody(`${"x".repeat(980)} {{1}} {{2}} {{3}} {{4}} {{5}} x`))).toEqual(["message_too_long"]);
  });

  it.each<[string, unknown]>([
    ["components_unreadable", null],
    ["components_unreadable", "text"],
    ["components_unreadable", [{ type: "HEADER", format: "TEXT", text: "x" }]],
    [
      "component_unsupported",
      [
        { type: "BODY", text: "x" },
        { type: "HEADER", format: "LOCATION" },
      ],
    ],
    ["component_unsupported", [{ type: "BODY", text: "x" }, { type: "CALL_PERMISSION_REQUEST" }]],
    [
      "component_unsupported",
      [
        { type: "BODY", text: "x" },
        { type: "BUTTONS", buttons: [{ type: "OTP" }] },
      ],
    ],
    ["placeholders_not_numbered", [{ type: "BODY", text: "Hi {{name}} there" }]],
    ["placeholders_out_of_order", [{ type: "BODY", text: "Hi {{1}} and {{3}} there" }]],
  ])("tells %s for what Meta holds", (rule, components) => {
    expect(rules(approved({ components }))).toEqual([rule]);
  });

  it("fills by number where a sentence has them in another order", () => {
    const built = buildTemplateContent(withBody("{{5}} {{4}} for {{1}}: {{2}} from {{3}}"), exampleFacts());
    expect(built).toMatchObject({ outcome: "ok", content: { body: [{ text: "Ada" }, {}, {}, {}, {}] } });
  });

  it("sends no template whose variables nobody mapped", () => {
    expect(rules(approved({ variables: unmappedVariables }))).toEqual(["variables_unmapped"]);
    expect(rules(approved({ variables: { body: ["customer.shoe_size"] } }))).toEqual(["variables_unmapped"]);
  });
});
