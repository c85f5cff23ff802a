import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSecrets } from "./cipher.ts";

const key = (id: string) => ({ id, secret: randomBytes(32) });

test("what is encrypted comes back, and never twice as the same ciphertext", () => {
  const secrets = createSecrets([key("k1")]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (plain) => {
      const one = secrets.encrypt(plain);
      expect(secrets.decrypt(one)).toBe(plain);
      expect(secrets.encrypt(plain)).not.toBe(one);
    }),
  );
});

test("after a rotation old values are still read and new ones carry the new key", () => {
  const [old, fresh] = [key("k1"), key("k2")];
  const before = createSecrets([old]).encrypt("token");
  const rotated = createSecrets([fresh, old]);
  expect(rotated.decrypt(before)).toBe("token");
  expect(rotated.encrypt("token")).toMatch(/^v1\.k2\./);
  expect(() => createSecrets([fresh]).decrypt(before)).toThrow(/no key "k1"/);
});

test("a changed value, a foreign key and clear text are refused", () => {
  const secrets = createSecrets([key("k1")]);
  const value = secrets.encrypt("token");
  // Not its last letter: some of that one's bits may stand for nothing.
  const at = value.lastIndexOf(".") + 1;
  const changed = value.slice(0, at) + (value[at] === "A" ? "B" : "A") + value.slice(at + 1);
  expect(() => secrets.decrypt(changed)).toThrow(/changed/);
  expect(() => createSecrets([key("k1")]).decrypt(value)).toThrow(/changed/);
  expect(() => secrets.decrypt("shpat_clear")).toThrow(/not a ciphertext/);
});
