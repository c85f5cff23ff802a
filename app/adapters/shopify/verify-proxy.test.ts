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
