/** Integer minor units with their ISO 4217 currency: 1999 EUR is 19.99 €, 1999 JPY is ¥1999, 1999 KWD is 1.999. */
export type Money = { minor: bigint; currency: string };

/** Digits after the decimal point, by ISO 4217 as the runtime's CLDR knows it. Throws RangeError for what is no currency code. */
export function minorDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  digitsOf.set(currency, maximumFractionDigits ?? 2);
  return maximumFractionDigits ?? 2;
}

/** Asking the runtime costs more than all else about an amount, and every line of an order asks. */
const digitsOf = new Map<string, number>();

/** Shopify's decimal strings ("19.99", "1999", "1.999") without passing through a float. Null when it is no amount. */
export function parseMoney(amount: string, currency: string): Money | null {
  const match = /^(-?)(\d{1,18})(?:\.(\d+))?$/.exec(amount.trim());
  if (!match) return null;
  let digits: number;
  try {
    digits = minorDigits(currency);
  } catch {
    return null;
  }
  const [, sign = "", whole = "", fraction = ""] = match;
  const kept = fraction.slice(0, digits).padEnd(digits, "0");
  const minor = BigInt(whole + kept);
  return { minor: sign === "-" ? -minor : minor, currency };
}

/** As the language and the currency write it: ("de", 1999 EUR) -> "19,99 €". */
export function formatMoney(money: Money, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: money.currency }).format(
    decimalOf(money) as Intl.StringNumericLiteral,
  );
}

/** As Shopify takes amounts: "19.99", "1999" for yen. */
export function decimalOf(money: Money): string {
  const digits = minorDigits(money.currency);
  const sign = money.minor < 0n ? "-" : "";
  const text = (money.minor < 0n ? -money.minor : money.minor).toString().padStart(digits + 1, "0");
  return sign + (digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`);
}
