import { expect, it } from "vitest";
import { readAmount, writeAmount } from "./amount-text.ts";

it("reads amounts with either decimal sign, exactly", () => {
  expect(readAmount("49,9", "EUR")).toBe("4990");
  expect(readAmount(" 49.90 ", "EUR")).toBe("4990");
  expect(readAmount("1999", "JPY")).toBe("1999");
  expect(readAmount("1.5", "KWD")).toBe("1500");
});

it("takes nothing for what is no amount, or more exact than the currency", () => {
  for (const text of ["", "abc", "-1", "1.2.3", "1 000"]) expect(readAmount(text, "EUR"), text).toBe("");
  expect(readAmount("1.5", "JPY")).toBe("");
  expect(readAmount("1", "nothing")).toBe("");
});

it("writes what it reads", () => {
  for (const [minor, currency] of [
    ["5", "EUR"],
    ["4990", "EUR"],
    ["1999", "JPY"],
    ["1", "KWD"],
  ] as const)
    expect(readAmount(writeAmount(minor, currency), currency)).toBe(minor);
  expect(writeAmount("", "EUR")).toBe("");
});
