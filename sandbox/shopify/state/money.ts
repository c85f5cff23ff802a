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
