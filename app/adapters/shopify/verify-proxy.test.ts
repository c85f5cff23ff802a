import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { verifyProxyRequest } from "./verify-proxy.ts";

/** Shopify's own example ("Authenticate app proxies"), with a shop that has a myshopify domain. */
const example =
  "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555";

test("Shopify's example is believed, and whose it is", () => {
  // HMAC-SHA256 with "hush" over extra=1,2logged_in_customer_id=1path_prefix=/apps/awesome_reviewsshop=shop-name.myshopify.comtimestamp=1317327555
  const signature = "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb";
  const query = new URLSearchParams(`${example}&signature=${signature}`);
  expect(verifyProxyRequest(query, ["hush"])).toBe("shop-name.myshopify.com");
  expect(verifyProxyRequest(query, ["new secret", "hush"])).toBe("shop-name.myshopify.com");
});

test("what is changed, unsigned or signed by somebody else is not", () => {
  const signature = "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb";
  for (const query of [
    example,
    `${example}&signature=${signature}&more=1`,
    `${example}&signature=`,
    "signature=zz",
    "",
  ])
    expect(verifyProxyRequest(new URLSearchParams(query), ["hush"])).toBeNull();
  expect(verifyProxyRequest(new URLSearchParams(`${example}&signature=${signature}`), ["other"])).toBeNull();
});

function signed(text: string): string {
  return createHmac("sha256", "hush").update(text).digest("hex");
}

test("what Shopify adds comes once: the second of two is not believed, nor is the first", () => {
  const query = new URLSearchParams(example);
  for (const [name, value] of [
    ["shop", "other.myshopify.com"],
    ["timestamp", "1317327555"],
    ["path_prefix", "/apps/other"],
  ] as const) {
    const twice = new URLSearchParams(query);
    twice.append(name, value);
    const text = [...new Set(twice.keys())].map((one) => `${one}=${twice.getAll(one).join(",")}`).sort();
    twice.set("signature", signed(text.join("")));
    expect(verifyProxyRequest(twice, ["hush"])).toBeNull();
  }
  for (const left of ["timestamp", "path_prefix"]) {
    const without = new URLSearchParams(query);
    without.delete(left);
    const text = [...new Set(without.keys())].map((one) => `${one}=${without.getAll(one).join(",")}`).sort();
    without.set("signature", signed(text.join("")));
    expect(verifyProxyRequest(without, ["hush"])).toBeNull();
  }
});

test("a signature of one shop, with its text cut otherwise, is not another shop's", () => {
  // Signed for evil.myshopify.com with a parameter `a` that its visitor chose.
  const chosen = "path_prefix=/apps/tidingsshop=victim.myshopify.comtimestamp=1317327555zzz=";
  const theirs = { a: chosen, path_prefix: "/apps/tidings", shop: "evil.myshopify.com", timestamp: "1317327555" };
  const text = Object.entries(theirs).map(([name, value]) => `${name}=${value}`);
  const signature = signed(text.sort().join(""));
  const query = new URLSearchParams({
    a: "",
    path_prefix: "/apps/tidings",
    shop: "victim.myshopify.com",
    timestamp: "1317327555",
    zzz: "path_prefix=/apps/tidingsshop=evil.myshopify.comtimestamp=1317327555",
    signature,
  });
  expect(verifyProxyRequest(query, ["hush"])).toBeNull();
});
