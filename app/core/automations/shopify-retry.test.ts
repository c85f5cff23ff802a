import { expect, it } from "vitest";
import { failureText } from "./shopify-retry.ts";

it("keeps the words of a refusal, shortened", () => {
  expect(failureText({ outcome: "refused", messages: ["Order is fulfilled", "x".repeat(900)] })).toMatch(
    /^refused: Order is fulfilled; x+$/,
  );
  expect(failureText({ outcome: "refused", messages: ["x".repeat(900)] })).toHaveLength(500);
});
