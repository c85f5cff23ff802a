import { describe, expect, it } from "vitest";
import { cameBy } from "./came-by.ts";

const at = "2026-11-22T10:00:00.000Z";
const referral = {
  source_url: "https://fb.me/3cr4Wqqkv",
  source_id: "120226305854810726",
  source_type: "ad",
  headline: "Chat with us",
  body: "Summer Succulents are here!",
  ctwa_clid: "Aff-n8",
};

describe("what brought somebody into the chat", () => {
  it("is a product's page, with where it stands", () => {
    const origin = {
      ...{ reference: "product-linen-tote.44012345678901", page: "product", at },
      product: { handle: "linen-tote", variantId: "44012345678901" },
    };
    const path = "/products/linen-tote?variant=44012345678901";
    expect(cameBy(origin)).toEqual({
      page: { kind: "product", name: "linen-tote", path, at },
      campaign: null,
      advert: null,
    });
  });

  it.each([
    [{ reference: "L-AB12CD", page: "link" }, "link", "AB12CD"],
    [{ reference: "page-über-uns", page: "page" }, "page", "über-uns"],
    [{ reference: "cart", page: "cart" }, "cart", null],
  ])("is %j", (origin, kind, name) => {
    expect(cameBy(origin)?.page).toEqual({ kind, name, path: null, at: null });
  });

  it("is an advert, with Meta's words of it and without the click", () => {
    expect(cameBy({ referral, referralAt: at })).toEqual({
      page: null,
      campaign: null,
      advert: {
        ...{
          headline: "Chat with us",
          body: "Summer Succulents are here!",
          sourceId: "120226305854810726",
          kind: "ad",
        },
        ...{ url: "https://fb.me/3cr4Wqqkv", at },
      },
    });
  });

  it("is a campaign", () => {
    expect(cameBy({ campaign: "spring", campaignAt: at })).toEqual({
      page: null,
      campaign: { name: "spring", at },
      advert: null,
    });
  });

  it("leads nowhere but to the web, and takes whatever Meta leaves out or changes", () => {
    for (const source_url of ["javascript:alert(1)", "http://fb.me/x", 7, "fb.me"])
      expect(cameBy({ referral: { source_url, headline: { de: "x" } } })?.advert).toEqual({
        ...{ headline: null, body: null, sourceId: null, kind: "ad", url: null, at: null },
      });
  });

  it("is not known without a word of it", () => {
    for (const origin of [null, undefined, {}, [], "x", { page: 7 }]) expect(cameBy(origin)).toBeNull();
  });
});
