/** Minor digits where they are not two (ISO 4217). */
const minorDigits: Record<string, number> = { JPY: 0, KRW: 0, CLP: 0, VND: 0, KWD: 3, BHD: 3, OMR: 3, TND: 3, JOD: 3 };

/** Fixed on purpose: a test's amounts must not move. One euro in units of the currency. */
const perEuro: Record<string, number> = {
  EUR: 1,
  USD: 1.08,
  GBP: 0.85,
  CHF: 0.95,
  BRL: 6.2,
  MXN: 20,
  ARS: 1100,
  JPY: 165,
  INR: 91,
  TRY: 45,
  SAR: 4.05,
  AED: 3.97,
  KWD: 0.332,
};

export type Money = { minor: number; currency: string };

function digitsOf(currency: string): number {
  return minorDigits[currency] ?? 2;
}

/** "19.99", "1500" (JPY), "3.250" (KWD): how Shopify writes an amount in a payload. */
export function decimal({ minor, currency }: Money): string {
  return (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));
}

export function convert(money: Money, currency: string): Money {
  if (money.currency === currency) return money;
  const euros = money.minor / 10 ** digitsOf(money.currency) / rate(money.currency);
  return { minor: Math.round(euros * rate(currency) * 10 ** digitsOf(currency)), currency };
}

function rate(currency: string): number {
  const found = perEuro[currency];
  if (found === undefined) throw new Error(`the sandbox has no exchange rate for ${currency}`);
  return found;
}

export function isKnownCurrency(currency: string): boolean {
  return currency in perEuro;
}

/** As a storefront shows it, in the language of the page. */
export function formatMoney({ minor, currency }: Money, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(minor / 10 ** digitsOf(currency));
}

/** A shop's own format of money, or the usual one of its currency. */
export function moneyFormatOf({ currency, moneyFormat }: { currency: string; moneyFormat?: string }): string {
  if (moneyFormat !== undefined) return moneyFormat;
  const amount = digitsOf(currency) === 0 ? "{{amount_no_decimals}}" : "{{amount}}";
  return currency === "EUR" ? "{{amount_with_comma_separator}}\u00a0€" : `${amount}\u00a0${currency}`;
}

/** Between thousands, and before the decimals: by what a format's placeholder ends with. */
const separators: Record<string, [thousands: string, decimals: string]> = {
  "": [",", "."],
  _with_comma_separator: [".", ","],
  _with_apostrophe_separator: ["'", "."],
  _with_space_separator: [" ", ","],
  _with_period_and_space_separator: [" ", "."],
};

/** As Liquid's `money` writes it: by the shop's format, whatever the language of the page. What the format has of HTML stays. */
export function writeMoney({ minor, currency }: Money, format: string): string {
  return format.replace(/\{\{\s*amount(_no_decimals)?(\w*)\s*\}\}/g, (whole, rounded?: string, kind = "") => {
    const [thousands, decimals] = separators[kind as string] ?? [];
    if (thousands === undefined || decimals === undefined) return whole;
    const [units = "", parts] = (minor / 10 ** digitsOf(currency)).toFixed(rounded ? 0 : 2).split(".");
    const grouped = units.replace(/\B(?=(\d{3})+$)/g, thousands);
    return parts === undefined ? grouped : grouped + decimals + parts;
  });
}
