import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { Recipient } from "../ports.ts";

/**
 * ISO country of the number behind a recipient; null when it can not be told. A dialling code is not a country: +1 is the
 * United States, Canada and twenty islands, told apart by area code. A business-scoped id carries the country in front
 * ("US.1349…").
 */
export function recipientCountry(recipient: Recipient): string | null {
  if ("phone" in recipient) return parsePhoneNumberFromString(recipient.phone)?.country ?? null;
  return /^([A-Z]{2})\./.exec(recipient.userId)?.[1] ?? null;
}

/** Meta delivers no marketing to US numbers. A +1 number of no known country counts as one: better silent than refused. */
export function isUsNumber(recipient: Recipient): boolean {
  const country = recipientCountry(recipient);
  if (country) return country === "US";
  return "phone" in recipient && recipient.phone.startsWith("+1");
}
