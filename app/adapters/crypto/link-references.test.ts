import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLinkReferences } from "./link-references.ts";

const key = (id: string) => ({ id, secret: randomBytes(32) });
const messageId = "019a0000-0000-7000-8000-000000000001";

describe("link references", () => {
  test("come back as they went, whatever the path", () => {
    const links = createLinkReferences([key("k1")]);
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }), (id, path) => {
        expect(links.read(links.write({ messageId: id, path }))).toEqual({ messageId: id.toLowerCase(), path });
      }),
    );
  });

  test("are short, fit for an address, and carry nothing but the id and the target", () => {
    const links = createLinkReferences([key("k1")]);
    const path = "548380009/checkouts/ac/b1946ac92492d234b1946ac92492d234/recover?key=d2347a1c";
    const reference = links.write({ messageId, path });
    expect(reference).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(reference.length).toBeLessThan(150);
    const cart = `cart/${Array.from({ length: 90 }, (_, index) => `4070881${index}412345:1`).join(",")}?storefront=true`;
    expect(links.write({ messageId, path: cart }).length).toBeLessThan(1_600);
  });

  test("changed by one character lead nowhere", () => {
    const links = createLinkReferences([key("k1")]);
    const reference = links.write({ messageId, path: "products/oak-bowl" });
    fc.assert(
      fc.property(fc.nat({ max: reference.length - 2 }), fc.constantFrom(..."Aa0_-"), (at, character) => {
        const changed = reference.slice(0, at) + character + reference.slice(at + 1);
        expect(links.read(changed)).toEqual(changed === reference ? links.read(reference) : null);
      }),
    );
    for (const nonsense of ["", "x", "a".repeat(60), "../../evil", "a".repeat(5_000)])
      expect(links.read(nonsense)).toBeNull();
  });

  test("are believed after the keys have rotated, and by no other installation", () => {
    const old = key("k1");
    const reference = createLinkReferences([old]).write({ messageId, path: "cart" });
    expect(createLinkReferences([key("k2"), old]).read(reference)).toMatchObject({ path: "cart" });
    expect(createLinkReferences([key("k3")]).read(reference)).toBeNull();
  });
});
