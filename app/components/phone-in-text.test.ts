import { expect, it } from "vitest";
import { phoneInText } from "./phone-in-text.ts";

it("keeps a number's plus in front of it, and leaves a name as it is", () => {
  expect(phoneInText("+4915123456814")).toBe("\u2066+4915123456814\u2069");
  expect(phoneInText("Mara Vogel")).toBe("Mara Vogel");
  expect(phoneInText("")).toBe("");
});
