import type { ShopifyFailure } from "#app/core/ports-shopify.ts";
import type { AdminAnswer } from "./admin-graphql.ts";

/** What Shopify says of an input it does not take is a refusal, like an error of the call itself. */
export function userErrors<T>(
  answer: AdminAnswer<T>,
  errorsOf: (data: T) => { message: string }[],
): { outcome: "ok" } | ShopifyFailure {
  if (answer.outcome !== "ok") return answer;
  const messages = errorsOf(answer.data).map((error) => error.message);
  return messages.length === 0 ? { outcome: "ok" } : { outcome: "refused", messages };
}
