import { describe, expect, it } from "vitest";
import { originAfter } from "./origin.ts";
import { readPageReference } from "./page-reference.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 10, minute));
const product = readPageReference("(ref: product-linen-tote.7)");
const cart = readPageReference("(ref: cart)");

describe("originAfter", () => {
  it("knows the page and the product", () => {
    expect(originAfter(null, { reference: product, occurredAt: at(1) })).toMatchObject({
      reference: "product-linen-tote.7",
      page: "product",
      product: { handle: "linen-tote", variantId: "7" },
    });
  });

  it("keeps the newest page, whatever order messages come in", () => {
    const first = originAfter(null, { reference: product, occurredAt: at(1) });
    expect(originAfter(first, { reference: cart, occurredAt: at(2) })).toMatchObject({ page: "cart" });
    const second = originAfter(null, { reference: cart, occurredAt: at(2) });
    expect(originAfter(second, { reference: product, occurredAt: at(1) })).toBeNull();
  });

  it("keeps the campaign when a later page has none, and the newest of several", () => {
    const spring = readPageReference("(ref: product-linen-tote.7~spring)");
    const summer = readPageReference("(ref: home~summer)");
    const first = originAfter(null, { reference: spring, occurredAt: at(2) });
    expect(originAfter(first, { reference: cart, occurredAt: at(3) })).toMatchObject({
      page: "cart",
      campaign: "spring",
    });
    expect(originAfter(first, { reference: cart, occurredAt: at(3) })?.product).toBeUndefined();
    expect(originAfter(first, { reference: summer, occurredAt: at(1) })).toBeNull();
    const later = originAfter(null, { reference: cart, occurredAt: at(5) });
    expect(originAfter(later, { reference: summer, occurredAt: at(4) })).toMatchObject({
      page: "cart",
      at: at(5).toISOString(),
      campaign: "summer",
    });
  });

  it("keeps the advert beside the page", () => {
    const advert = originAfter(null, { reference: null, referral: { source_type: "ad" }, occurredAt: at(1) });
    expect(originAfter(advert, { reference: cart, occurredAt: at(2) })).toMatchObject({
      page: "cart",
      referral: { source_type: "ad" },
    });
  });

  it("changes nothing for a message without either, and survives what is no origin", () => {
    expect(originAfter({ page: "cart" }, { reference: null, occurredAt: at(1) })).toBeNull();
    expect(originAfter("nonsense", { reference: cart, occurredAt: at(1) })).toMatchObject({ page: "cart" });
  });
});
