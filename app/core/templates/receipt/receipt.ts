/** Documents that are made for each message when it is sent, by the name a template's header knows them by. */
export const madeDocuments = ["order_receipt"] as const;
export type MadeDocument = (typeof madeDocuments)[number];

/** A receipt in words, ready to be put on paper: every amount and date is written as its reader writes them. */
export type Receipt = {
  /** BCP 47. */
  language: string;
  direction: "ltr" | "rtl";
  title: string;
  shopName: string;
  /** Order, date. */
  facts: { label: string; value: string }[];
  columns: { item: string; quantity: string; amount: string };
  lines: { name: string; quantity: string; amount: string }[];
  /** From the sum of the lines to what was to pay; the last is the total. */
  sums: { label: string; amount: string }[];
  /** Taxes that the total holds already. */
  included: { label: string; amount: string }[];
  /** What this paper is not. */
  note: string;
  /** When the order was placed: the paper's own date, so that the same order makes the same file. */
  writtenAt: Date;
};

/** Puts a receipt on paper: the bytes of a PDF. Needs no network. */
export type PrintReceipt = (receipt: Receipt) => Promise<Uint8Array<ArrayBuffer>>;

/** "#1001" -> "1001.pdf": no sign that a phone's file system would trip over. */
export function receiptFileName(orderName: string): string {
  const name = orderName.replace(/[^\p{L}\p{N}._-]+/gu, "").slice(0, 60);
  return `${name || "receipt"}.pdf`;
}
