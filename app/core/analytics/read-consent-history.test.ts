import { expect, test } from "vitest";
import { readProof } from "./read-consent-history.ts";

test.each(["/", "/pages/club", "/de/products/eichenschale"])("a page on the shop's site is shown: %s", (page) => {
  expect(readProof({ wording: "Yes", page })).toEqual([
    { key: "wording", value: "Yes" },
    { key: "page", value: page },
  ]);
});

test.each(["thank_you", "order_status", "preferences"])(
  "a page without an address is told by the source: %s",
  (page) => {
    expect(readProof({ wording: "Yes", page, place: page })).toEqual([{ key: "wording", value: "Yes" }]);
  },
);
