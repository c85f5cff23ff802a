import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizePhone } from "./normalize-phone.ts";

function canonical(raw: string | null | undefined, country?: string | null) {
  return normalizePhone(raw, country)?.canonical ?? null;
}

describe("normalizePhone", () => {
  it.each([
    ["+49 151 12345678", null, "+4915112345678"],
    ["0151 / 123 456 78", "DE", "+4915112345678"],
    ["0151 12345678", "de", "+4915112345678"],
    ["4915112345678", "DE", "+4915112345678"],
    ["004915112345678", null, "+4915112345678"],
    ["004915112345678", "DE", "+4915112345678"],
    ["+33 6 12 34 56 78", "DE", "+33612345678"],
    ["(202) 555-0123", "US", "+12025550123"],
    ["٠٥٠١٢٣٤٥٦٧", "SA", "+966501234567"],
    ["090-1234-5678", "JP", "+819012345678"],
    ["+49 151 12345678 ext. 12", null, "+4915112345678"],
  ])("reads %s in %s", (raw, country, expected) => {
    expect(canonical(raw, country)).toBe(expected);
  });

  it.each([
    [null, "DE"],
    [undefined, "DE"],
    ["", "DE"],
    ["   ", "DE"],
    ["555-555-SHIP", "US"],
    ["123", "DE"],
    ["0151 12345678", null],
    ["0151 12345678", "Germany"],
    ["0151 12345678", "ZZ"],
    ["+999 1234 567890", null],
    ["call me", "GB"],
    ["+1 202 555 01234567", "US"],
    ["15 2345-6789", "AR"],
    ["9".repeat(1000), "US"],
  ])("refuses %s in %s", (raw, country) => {
    expect(normalizePhone(raw, country)).toBeNull();
  });

  it("keeps the spelling that was written beside the canonical one", () => {
    expect(normalizePhone("+55 11 8765-4321")).toEqual({ canonical: "+5511987654321", e164: "+551187654321" });
    expect(normalizePhone("+52 1 55 1234 5678")).toEqual({ canonical: "+525512345678", e164: "+5215512345678" });
    expect(normalizePhone("+54 11 2345-6789")).toEqual({ canonical: "+5491123456789", e164: "+541123456789" });
  });

  it.each([
    ["+55 11 98765-4321", "+55 11 8765-4321", "BR"],
    ["(11) 98765-4321", "(11) 8765-4321", "BR"],
    ["+54 9 11 2345-6789", "+54 11 2345-6789", "AR"],
    ["+54 9 11 2345-6789", "+54 11 15 2345-6789", "AR"],
    ["+54 9 11 2345-6789", "011 15-2345-6789", "AR"],
    ["+54 9 351 123-4567", "0351 15 123-4567", "AR"],
    ["+52 1 55 1234 5678", "+52 55 1234 5678", "MX"],
    ["044 55 1234 5678", "55 1234 5678", "MX"],
    ["01 55 1234 5678", "5215512345678", "MX"],
  ])("knows %s and %s as one number", (one, other, country) => {
    expect(canonical(one, country)).not.toBeNull();
    expect(canonical(one, country)).toBe(canonical(other, country));
  });

  it("leaves Brazilian landlines without a ninth digit", () => {
    expect(canonical("+55 11 3555-4321")).toBe("+551135554321");
  });

  const digits = (length: number, first: string) =>
    fc
      .tuple(
        fc.constantFrom(...first),
        fc.array(fc.constantFrom(..."0123456789"), { minLength: length - 1, maxLength: length - 1 }),
      )
      .map(([head, rest]) => head + rest.join(""));
  const area = fc.constantFrom("11", "21", "31", "47", "85", "99");

  it("has one spelling for each Brazilian mobile number, with and without the 9", () => {
    fc.assert(
      fc.property(area, digits(8, "6789"), (ddd, subscriber) => {
        const expected = `+55${ddd}9${subscriber}`;
        for (const raw of [`+55${ddd}9${subscriber}`, `+55${ddd}${subscriber}`]) expect(canonical(raw)).toBe(expected);
        expect(canonical(`(${ddd}) ${subscriber}`, "BR")).toBe(expected);
      }),
    );
  });

  it("has one spelling for each Mexican number, with and without the 1", () => {
    fc.assert(
      fc.property(digits(10, "23456789"), (national) => {
        for (const raw of [`+521${national}`, `+52${national}`]) expect(canonical(raw)).toBe(`+52${national}`);
      }),
    );
  });

  it("has one spelling for each number of Buenos Aires, with 9, with 15 and with neither", () => {
    fc.assert(
      fc.property(digits(8, "23456"), (subscriber) => {
        const expected = `+54911${subscriber}`;
        for (const raw of [`+54911${subscriber}`, `+5411${subscriber}`, `+541115${subscriber}`])
          expect(canonical(raw)).toBe(expected);
      }),
    );
  });

  it("reads its own answer as itself, whatever it was given", () => {
    const country = fc.constantFrom("DE", "US", "BR", "AR", "MX", "IN", "JP", "TR", "GB", null, "??");
    const raw = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.array(fc.constantFrom(..."+0123456789 ()-./"), { maxLength: 22 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(raw, country, (text, home) => {
        const once = normalizePhone(text, home);
        if (!once) return;
        expect(once.canonical).toMatch(/^\+[1-9]\d{4,14}$/);
        expect(once.e164).toMatch(/^\+[1-9]\d{4,14}$/);
        expect(canonical(once.canonical)).toBe(once.canonical);
        expect(canonical(once.e164)).toBe(once.canonical);
      }),
      { numRuns: 2000, examples: [["000305", "DE"]] },
    );
  });
});
