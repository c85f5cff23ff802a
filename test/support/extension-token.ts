import { createHmac } from "node:crypto";

/** A session token as Shopify signs it for a UI extension; every claim and the header can be another. */
export function signExtensionToken(
  facts: { shopDomain: string; audience: string; secret: string; now: Date; customerId?: string },
  overrides: { header?: Record<string, unknown>; claims?: Record<string, unknown> } = {},
): string {
  const issuedAt = Math.floor(facts.now.getTime() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    dest: facts.shopDomain,
    aud: facts.audience,
    exp: issuedAt + 300,
    nbf: issuedAt,
    iat: issuedAt,
    jti: "6c992878-dbaf-48d1-bb9d-6d9b59814fd1",
    ...(facts.customerId ? { sub: `gid://shopify/Customer/${facts.customerId}` } : {}),
    ...overrides.claims,
  };
  const text = `${encode({ alg: "HS256", typ: "JWT", ...overrides.header })}.${encode(claims)}`;
  return `${text}.${createHmac("sha256", facts.secret).update(text).digest("base64url")}`;
}
