/** Digits after the point in a currency, as the browser knows it; null while a currency is not one. */
function digitsOf(currency: string): number | null {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return null;
  }
}

/** "4990" in EUR -> "49.90"; what is no amount stays as it is. */
export function writeAmount(minor: string, currency: string): string {
  const digits = digitsOf(currency) ?? 0;
  if (!/^\d+$/.test(minor) || digits === 0) return minor;
  const padded = minor.padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** "49,9" in EUR -> "4990"; "" for what is no amount, or more exact than the currency. */
export function readAmount(text: string, currency: string): string {
  const match = /^(\d{1,14})(?:[.,](\d+))?$/.exec(text.trim());
  const digits = digitsOf(currency);
  if (!match || digits === null) return "";
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > digits) return "";
  return BigInt(whole + fraction.padEnd(digits, "0")).toString();
}
