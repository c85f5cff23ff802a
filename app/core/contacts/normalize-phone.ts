import parsePhoneNumber, { isSupportedCountry, type CountryCode, type PhoneNumber } from "libphonenumber-js/max";

/**
 * `canonical`: the one spelling by which a number is known (identity). `e164`: the number as it was written, in E.164.
 * They differ only where a country has several spellings of one number.
 */
export type NormalizedPhone = { canonical: string; e164: string };

/**
 * Reads a phone number as people write it, with the country of the address it stands in (ISO 3166-1 alpha-2, any case)
 * when it has no country of its own. Null for what can be no phone number: too short, too long, letters, no country.
 *
 * Brazil (with and without the ninth digit), Argentina (54 9, 54, 54 … 15) and Mexico (52 1, 52) write one number in
 * several ways, and WhatsApp answers with another spelling than it was given: they share one canonical spelling.
 */
export function normalizePhone(raw: string | null | undefined, country?: string | null): NormalizedPhone | null {
  const text = raw?.trim() ?? "";
  if (text.length === 0 || text.length > longestWritten) return null;
  const home = country?.trim().toUpperCase();
  const readings = readingsOf(text, home && isSupportedCountry(home) ? home : undefined);
  return readings.sort((a, b) => b.trust - a.trust)[0]?.phone ?? null;
}

/** Whether such a number is given out in its country: possible numbers are more, and lead to nobody. */
export function isGivenOut(e164: string): boolean {
  return parsePhoneNumber(e164)?.isValid() ?? false;
}

/** The spellings under which others may keep a canonical number, that one first. */
export function spellingsOf(canonical: string): string[] {
  const others = [
    canonical.replace(/^(\+55\d{2})9(?=[6-9]\d{7}$)/, "$1"),
    canonical.replace(/^\+549(?=\d{10}$)/, "+54"),
    canonical.replace(/^\+52(?=\d{10}$)/, "+521"),
  ];
  return [...new Set([canonical, ...others])];
}

/** Nobody writes a longer phone number; what is longer is not read at all. */
const longestWritten = 64;

type Reading = { phone: NormalizedPhone; trust: number };

function readingsOf(text: string, home: CountryCode | undefined): Reading[] {
  const written = /^00/.test(text) && !home ? `+${text.slice(2)}` : text;
  const asWritten = read(written, home);
  if (/^[+＋]/.test(written)) return asWritten ? [asWritten] : [];
  const missingPlus = read(`+${written}`, undefined);
  const readings = asWritten ? [asWritten] : [];
  // "4915112345678" under a German address: their own country code without the plus, not a Berlin landline.
  const ownCountry = home === undefined || missingPlus?.country === home;
  if (missingPlus && (ownCountry || !asWritten)) readings.push(missingPlus);
  return readings;
}

function read(text: string, home: CountryCode | undefined): (Reading & { country?: CountryCode }) | null {
  const parsed = settled(parsePhoneNumber(text, { defaultCountry: home, extract: false }));
  if (!parsed) return null;
  const phone = withVariants(parsed);
  if (!phone) return null;
  const canonical = parsePhoneNumber(phone.canonical);
  if (!canonical?.isPossible() || canonical.number !== phone.canonical) return null;
  return { phone, trust: trustIn(canonical), country: canonical.country };
}

/** "+49 (0) 0176 1234567" is read as +490176…, and that as +49176…: read again until nothing more falls off. */
function settled(parsed: PhoneNumber | undefined): PhoneNumber | null {
  const again = parsed && parsePhoneNumber(parsed.number);
  return again && again.number !== parsed.number ? settled(again) : (again ?? null);
}

/** A valid mobile number is a better reading than a valid landline, and that than a merely possible number. */
function trustIn(number: PhoneNumber): number {
  if (!number.isValid()) return 0;
  const type = number.getType();
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE" ? 2 : 1;
}

function withVariants(parsed: PhoneNumber): NormalizedPhone | null {
  const e164 = parsed.number;
  const national = parsed.nationalNumber;
  switch (parsed.countryCallingCode) {
    case "55":
      return { canonical: `+55${brazilian(national)}`, e164 };
    case "54":
      return pair(argentinian(national), "549", e164);
    case "52":
      return pair(mexican(national), "52", e164);
    default:
      return { canonical: e164, e164 };
  }
}

function pair(national: string | null, prefix: string, e164: string): NormalizedPhone | null {
  if (national === null) return null;
  const canonical = `+${prefix}${national}`;
  // A trunk prefix that slipped in ("+52 044 55 …") is no spelling of the number.
  return { canonical, e164: e164.length <= canonical.length + 1 ? e164 : canonical };
}

/** Mobile numbers got a 9 after the area code between 2012 and 2016; accounts from before answer without it. */
function brazilian(national: string): string {
  return /^\d{2}[6-9]\d{7}$/.test(national) ? `${national.slice(0, 2)}9${national.slice(2)}` : national;
}

/** The ten digits of area code and subscriber, without the 9 of mobile numbers called from abroad. */
function argentinian(national: string): string | null {
  const digits = national.replace(/^9(?=\d{10,12}$)/, "");
  // The 15 of mobile numbers called from inside the country, where the library left it: Buenos Aires has a two-digit area.
  const without15 = digits.length === 12 ? digits.replace(/^(11|\d{3}|\d{4})15/, "$1") : digits;
  return /^[1-9]\d{9}$/.test(without15) && !without15.startsWith("15") ? without15 : null;
}

/** The ten digits without the 1 of mobile numbers (gone in 2019) and without the old trunk prefixes. */
function mexican(national: string): string | null {
  return /^(?:1|01|044|045)?([2-9]\d{9})$/.exec(national)?.[1] ?? null;
}
