import { formatMoney, type Money } from "../../shared/money.ts";
import { baseLanguage, formattingLocale, isLibraryLanguage, isRightToLeft, languageCandidates } from "../languages.ts";
import type { Receipt } from "./receipt.ts";
import { receiptWords, type ReceiptWords } from "./receipt-words.ts";

export type ReceiptOrder = {
  name: string;
  currency: string;
  totalMinor: bigint;
  createdAt: Date;
  lines: { title: string; variantTitle: string | null; quantity: number; priceMinor: bigint }[];
  /** Null: Shopify's message about the order did not tell. */
  breakdown: {
    discountMinor: bigint;
    shippingMinor: bigint;
    taxesIncluded: boolean;
    taxes: { title: string; rate: number | null; minor: bigint }[];
  } | null;
};

type Sum = { label: string; minor: bigint };

type Reader = {
  /** Meta's code: the language of the message the receipt goes with. */
  language: string;
  /** BCP 47: amounts and dates follow it when it is a variety of that language. */
  locale: string | null;
};

/** The receipt of an order in the language of its message; languages the library lacks read English words. */
export function writeReceipt(
  order: ReceiptOrder,
  shop: { name: string; timeZone: string | null | undefined },
  { language, locale }: Reader,
): Receipt {
  const written = languageCandidates(language.replace("_", "-")).find(isLibraryLanguage) ?? "en";
  const words = receiptWords[written];
  const writtenIn = formattingLocale(written, locale ?? language.replace("_", "-"));
  const money = (minor: bigint): string => formatMoney({ minor, currency: order.currency } satisfies Money, writtenIn);
  const inWords = ({ label, minor }: Sum) => ({ label, amount: money(minor) });
  const { sums, included } = sumsOf(order, words, writtenIn);
  const count = new Intl.NumberFormat(writtenIn);
  const date = new Intl.DateTimeFormat(writtenIn, { dateStyle: "long", timeZone: shop.timeZone ?? "UTC" });
  return {
    language: baseLanguage(written) === "pt" ? "pt-BR" : written,
    direction: isRightToLeft(written) ? "rtl" : "ltr",
    title: words.title,
    shopName: shop.name,
    facts: [
      { label: words.order, value: order.name },
      { label: words.date, value: date.format(order.createdAt) },
    ],
    columns: { item: words.item, quantity: words.quantity, amount: words.amount },
    lines: order.lines.map(({ title, variantTitle, quantity, priceMinor }) => ({
      // Shopify's name for the only variant of a product says nothing.
      name: variantTitle && variantTitle !== "Default Title" ? `${title} – ${variantTitle}` : title,
      quantity: count.format(quantity),
      amount: money(priceMinor * BigInt(quantity)),
    })),
    sums: sums.map(inWords),
    included: included.map(inWords),
    note: words.note,
    writtenAt: order.createdAt,
  };
}

/** Each step from the lines to the total. What no step explains (a tip, duties) is a step of its own: the sum is right. */
function sumsOf(order: ReceiptOrder, words: ReceiptWords, writtenIn: string): { sums: Sum[]; included: Sum[] } {
  const lines = order.lines.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * BigInt(quantity), 0n);
  const total = { label: words.total, minor: order.totalMinor };
  if (!order.breakdown) return { sums: [total], included: [] };
  const { discountMinor, shippingMinor, taxesIncluded, taxes } = order.breakdown;
  const named = taxes
    .filter(({ minor }) => minor !== 0n)
    .map((tax) => ({ label: taxName(tax, words, writtenIn), minor: tax.minor }));
  const added = taxesIncluded ? 0n : named.reduce((sum, { minor }) => sum + minor, 0n);
  const rest = order.totalMinor - (lines - discountMinor + shippingMinor + added);
  const steps = [
    { label: words.discount, minor: -discountMinor },
    { label: words.shipping, minor: shippingMinor },
    ...(taxesIncluded ? [] : named),
    { label: words.other, minor: rest },
  ].filter(({ minor }) => minor !== 0n);
  const included = taxesIncluded
    ? named.map(({ label, minor }) => ({ label: words.taxIncluded.replace("{tax}", () => label), minor }))
    : [];
  const subtotal = steps.length > 0 ? [{ label: words.subtotal, minor: lines }] : [];
  return { sums: [...subtotal, ...steps, total], included };
}

function taxName({ title, rate }: { title: string; rate: number | null }, words: ReceiptWords, writtenIn: string) {
  const name = title.trim() || words.tax;
  if (!rate) return name;
  const percent = new Intl.NumberFormat(writtenIn, { style: "percent", maximumFractionDigits: 3 }).format(rate);
  return `${name} ${percent}`;
}
