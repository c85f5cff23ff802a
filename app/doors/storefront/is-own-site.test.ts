import { describe, expect, it } from "vitest";
import { isOwnSite } from "./is-own-site.ts";

describe("isOwnSite", () => {
  const own = ["lindenholz.example", "lindenholz.myshopify.com"];

  it.each([
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "same-site", origin: "https://lindenholz.example" }, false],
    [{ "sec-fetch-site": "cross-site" }, false],
    [{ "sec-fetch-site": "none" }, false],
    [{ origin: "https://LINDENHOLZ.example" }, true],
    [{ origin: "https://lindenholz.example.evil.example" }, false],
    [{ origin: "null" }, false],
    [{ referer: "https://lindenholz.myshopify.com/products/x" }, true],
    [{ referer: "https://evil.example/?lindenholz.example" }, false],
    [{}, true],
  ])("%o: %s", (headers, expected) => {
    expect(isOwnSite(headers, own)).toBe(expected);
  });
});
