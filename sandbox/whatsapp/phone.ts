/** "+49 30 901820" -> "4930901820"; null for what can not be a number. */
export function phoneDigits(raw: string): string | null {
  let digits = "";
  for (let index = 0; index < raw.length; index += 1) {
    const code = raw.charCodeAt(index);
    if (code >= 48 && code <= 57) digits += raw[index];
    else if (!isSeparator(code)) return null;
  }
  return digits.length >= 7 && digits.length <= 15 ? digits : null;
}

function isSeparator(code: number): boolean {
  // "+", space, "-", "(", ")", ".", "/"
  return code === 43 || code === 32 || code === 45 || code === 40 || code === 41 || code === 46 || code === 47;
}

/**
 * One spelling per line: WhatsApp reaches the same person with and without the Brazilian 9, the Argentinian 9 and the
 * Mexican 1.
 */
export function phoneKey(digits: string): string {
  if (digits.startsWith("55") && digits.length === 13 && digits[4] === "9") return digits.slice(0, 4) + digits.slice(5);
  if (digits.startsWith("549") && digits.length === 13) return `54${digits.slice(3)}`;
  if (digits.startsWith("521") && digits.length === 13) return `52${digits.slice(3)}`;
  return digits;
}

/** WhatsApp's own spelling of a number nobody described more closely. */
export function usualWaId(digits: string): string {
  const key = phoneKey(digits);
  if (key.startsWith("54") && key.length === 12) return `549${key.slice(2)}`;
  if (key.startsWith("52") && key.length === 12) return `521${key.slice(2)}`;
  return digits;
}

const countries: [string, string][] = [
  ["1", "US"],
  ["20", "EG"],
  ["27", "ZA"],
  ["30", "GR"],
  ["31", "NL"],
  ["32", "BE"],
  ["33", "FR"],
  ["34", "ES"],
  ["351", "PT"],
  ["353", "IE"],
  ["358", "FI"],
  ["39", "IT"],
  ["41", "CH"],
  ["420", "CZ"],
  ["43", "AT"],
  ["44", "GB"],
  ["45", "DK"],
  ["46", "SE"],
  ["47", "NO"],
  ["48", "PL"],
  ["49", "DE"],
  ["52", "MX"],
  ["54", "AR"],
  ["55", "BR"],
  ["61", "AU"],
  ["65", "SG"],
  ["81", "JP"],
  ["90", "TR"],
  ["91", "IN"],
  ["965", "KW"],
  ["966", "SA"],
  ["971", "AE"],
  ["972", "IL"],
];
const countryByCallingCode = new Map(countries);

/** ISO country of a number; "ZZ" where this small table ends. Only used as the prefix of a business-scoped id. */
export function countryOf(digits: string): string {
  for (const length of [3, 2, 1]) {
    const country = countryByCallingCode.get(digits.slice(0, length));
    if (country) return country;
  }
  return "ZZ";
}
