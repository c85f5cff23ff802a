import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPageReference } from "./page-reference.ts";

describe("readPageReference", () => {
  it.each([
    [
      "Hi! Is this in stock? (ref: product-linen-tote.44012345678901)",
      { page: "product", handle: "linen-tote", variantId: "44012345678901" },
    ],
    ["Hallo\n(ref: collection-summer-2026)", { page: "collection", handle: "summer-2026" }],
    ["(ref: cart)", { page: "cart" }],
    ["مرحبا (ref: product-حقيبة-كتان)\u200f", { page: "product", handle: "حقيبة-كتان" }],
    ["( Ref:  product-麻のトート.1 )  ", { page: "product", handle: "麻のトート", variantId: "1" }],
    [
      "Hi (ref: restock-linen-tote.44.pt-BR)",
      { page: "restock", handle: "linen-tote", variantId: "44", language: "pt-BR" },
    ],
    [
      "Hi (ref: restock-linen-tote.44.pt-BR~Frühling 2026)",
      { handle: "linen-tote", variantId: "44", language: "pt-BR", campaign: "Frühling 2026" },
    ],
    ["(ref: home~spring-sale)", { reference: "home", page: "home", campaign: "spring-sale" }],
  ])("%s", (text, expected) => {
    expect(readPageReference(text)).toMatchObject(expected);
  });

  it.each([
    "Hello",
    "(ref: product-linen-tote) and one more question",
    "see (ref: )",
    "(ref: p)",
    "(ref: product-<script>)",
    "(ref: product-a b)",
    `(ref: product-${"x".repeat(300)})`,
    "(ref: home~anna@example.com)",
    `(ref: home~${"x".repeat(41)})`,
  ])("finds none in %s", (text) => {
    expect(readPageReference(text)).toBeNull();
  });

  it("reads back what it was written as, after any text", () => {
    const handle = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/);
    fc.assert(
      fc.property(
        fc.string(),
        handle,
        fc.option(fc.bigInt({ min: 1n, max: 10n ** 18n }), { nil: null }),
        (before, name, variant) => {
          const reference = `product-${name}${variant === null ? "" : `.${variant}`}`;
          expect(readPageReference(`${before} (ref: ${reference})`)?.reference).toBe(reference);
        },
      ),
    );
  });

  it("answers quickly to hostile text", () => {
    expect(readPageReference(`(ref: product-${"-".repeat(50_000)}`)).toBeNull();
    expect(readPageReference("(ref: product-a".repeat(5_000))).toBeNull();
    expect(readPageReference(`(ref: product-a~${" ".repeat(50_000)}`)).toBeNull();
  });
});
