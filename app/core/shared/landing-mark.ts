import { z } from "zod";

const parameter = "tidings";
const elsewhere = "https://shop.invalid";

/**
 * The target of a pressed link with its message's id: Shopify keeps the address a visit began on with the order
 * (`landing_site`), so that the press is known also when the buyer is not recognised. The id says nothing of the person.
 */
export function markLanding(path: string, messageId: string): string {
  const [beforeHash = "", ...hash] = path.split("#");
  const marked = `${beforeHash}${beforeHash.includes("?") ? "&" : "?"}${parameter}=${messageId}`;
  return [marked, ...hash].join("#");
}

/** The message whose link a visit began with; null for visits that came otherwise. */
export function landingMessage(landingSite: string | null): string | null {
  if (landingSite === null) return null;
  const id = URL.parse(landingSite, elsewhere)?.searchParams.get(parameter);
  return z.uuid().safeParse(id).data?.toLowerCase() ?? null;
}
