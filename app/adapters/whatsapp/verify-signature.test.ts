import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyMetaSignature } from "./verify-signature.ts";

const secret = "app-secret";
const body = Buffer.from('{"text":"Gr\\u00fc\\u00dfe"}');
const sign = (bytes: Uint8Array, key = secret) => `sha256=${createHmac("sha256", key).update(bytes).digest("hex")}`;

describe("verifyMetaSignature", () => {
  it("accepts the raw bytes under the current or the previous secret", () => {
    expect(verifyMetaSignature(body, sign(body), [secret])).toBe(true);
    expect(verifyMetaSignature(body, sign(body, "old"), [secret, "old"])).toBe(true);
  });

  it("refuses the same JSON in another spelling", () => {
    const respelled = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    expect(verifyMetaSignature(respelled, sign(body), [secret])).toBe(false);
  });

  it.each([
    ["none", undefined],
    ["empty", ""],
    ["without its prefix", sign(body).slice(7)],
    ["too short", sign(body).slice(0, -1)],
    ["too long", `${sign(body)}0`],
    ["not hex", `sha256=${"z".repeat(64)}`],
    ["of another algorithm", sign(body).replace("sha256", "sha1")],
    ["of another secret", sign(body, "other")],
  ])("refuses a header that is %s", (_, header) => {
    expect(verifyMetaSignature(body, header, [secret])).toBe(false);
  });

  it("never accepts an empty secret", () => {
    expect(verifyMetaSignature(body, sign(body, ""), [""])).toBe(false);
  });
});
