import { expect, test } from "vitest";
import { createFingerprints } from "./fingerprint.ts";

const key = (id: string, byte: number) => ({ id, secret: Buffer.alloc(32, byte) });

test("the same value has the same fingerprint, under each key another, the first key's first", () => {
  const both = createFingerprints([key("new", 2), key("old", 1)])("+4915112345678");
  expect(both).toHaveLength(2);
  expect(both[1]).toBe(createFingerprints([key("old", 1)])("+4915112345678")[0]);
  expect(both[0]).toMatch(/^new\.[\w-]{43}$/);
  expect(createFingerprints([key("new", 2)])("+4915112345679")[0]).not.toBe(both[0]);
});
