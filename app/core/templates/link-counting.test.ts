import { expect, test } from "vitest";
import { linkCounting } from "./link-counting.ts";

const body = { type: "BODY", text: "Your cart is waiting." };
const link = (url: string) => ({ type: "URL", text: "To the cart", url });
const proxy = "https://shop.example/apps/tidings/r/{{1}}";

test.each([
  ["a link through the shop's proxy", [body, { type: "BUTTONS", buttons: [link(proxy)] }], "counted"],
  ["a link without a variable", [body, { type: "BUTTONS", buttons: [link("https://shop.example/sale")] }], "uncounted"],
  [
    "a link straight to the shop",
    [body, { type: "BUTTONS", buttons: [link("https://shop.example/{{1}}")] }],
    "uncounted",
  ],
  ["one of each", [body, { type: "BUTTONS", buttons: [link("https://shop.example/sale"), link(proxy)] }], "counted"],
  ["no link", [body, { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Yes" }] }], "no_link"],
  ["what can not be read", "?", "no_link"],
])("%s", (_name, components, counting) => {
  expect(linkCounting(components)).toBe(counting);
});
