import { describe, expect, it } from "vitest";
import { signExtensionToken } from "#test/support/extension-token.ts";
import { verifySessionToken } from "./verify-session-token.ts";

const now = new Date("2026-11-21T10:00:00Z");
const facts = { shopDomain: "Lindenholz.myshopify.com", audience: "client", secret: "hush", now };
const expected = { audience: "client", secrets: ["hush"], now };
const seconds = now.getTime() / 1000;

describe("a session token of an extension", () => {
  it("says which shop, and which customer when one is logged in", () => {
    expect(verifySessionToken(signExtensionToken(facts), expected)).toEqual({
      shopDomain: "lindenholz.myshopify.com",
      customerId: null,
    });
    const token = signExtensionToken({ ...facts, customerId: "8123456789012345678" });
    expect(verifySessionToken(token, expected)?.customerId).toBe("8123456789012345678");
  });

  it("is believed under the previous secret, and with the address in place of the host", () => {
    expect(verifySessionToken(signExtensionToken(facts), { ...expected, secrets: ["new", "hush"] })).not.toBeNull();
    const token = signExtensionToken(facts, { claims: { dest: "https://lindenholz.myshopify.com" } });
    expect(verifySessionToken(token, expected)?.shopDomain).toBe("lindenholz.myshopify.com");
  });

  it.each([
    ["another app's", { claims: { aud: "other" } }],
    ["without audience", { claims: { aud: undefined } }],
    ["over", { claims: { exp: seconds - 11 } }],
    ["without end", { claims: { exp: undefined } }],
    ["of later", { claims: { nbf: seconds + 11 } }],
    ["without beginning", { claims: { nbf: undefined } }],
    ["of no shop", { claims: { dest: "evil.example.com" } }],
    ["of a shop with more behind it", { claims: { dest: "lindenholz.myshopify.com.evil.example" } }],
    ["of the admin, for a member of staff", { claims: { iss: "https://lindenholz.myshopify.com/admin", sub: "42" } }],
    ["unsigned by its own word", { header: { alg: "none" } }],
    ["signed otherwise by its own word", { header: { alg: "HS512" } }],
  ])("is not believed: %s", (_name, overrides) => {
    expect(verifySessionToken(signExtensionToken(facts, overrides), expected)).toBeNull();
  });

  it("is not believed when somebody else signed it, it was changed, or it is none", () => {
    const token = signExtensionToken(facts);
    const [header, payload, signature] = token.split(".");
    expect(verifySessionToken(signExtensionToken({ ...facts, secret: "other" }), expected)).toBeNull();
    for (const bad of [
      "",
      ".",
      "..",
      "a.b.c",
      `${token}.x`,
      `${header}.${payload}.`,
      `${header}.${signature}.${payload}`,
    ])
      expect(verifySessionToken(bad, expected)).toBeNull();
    expect(verifySessionToken("a".repeat(100_000), expected)).toBeNull();
  });

  it("takes an admin's user for no customer", () => {
    const token = signExtensionToken(facts, { claims: { sub: "42" } });
    expect(verifySessionToken(token, expected)?.customerId).toBeNull();
  });
});
