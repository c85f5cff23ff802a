import { z } from "zod";
import { parseMoney } from "../../shared/money.ts";
import { decimal, id, listOf, moneySet, quantity, text } from "./fields.ts";

/** As kept on carts, checkouts, orders and fulfilments. `priceMinor`: of one piece, minor units of the row's currency. */
export type LineItem = {
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  quantity: number;
  priceMinor: string;
};

/** Shopify's own ceiling for the lines of a cart; what comes beyond it is not ours to keep. */
const linesAtMost = 500;

const line = z.object({
  product_id: id,
  variant_id: id,
  title: text,
  presentment_title: text,
  name: text,
  variant_title: text,
  quantity,
  price: decimal,
  price_set: moneySet,
  line_price: decimal,
});

export const rawLineItems = listOf(line);
export type RawLineItem = z.infer<typeof line>;

/** Lines in the currency of their row: the presentment price where the payload has it, else the plain one. */
export function lineItemsIn(currency: string, lines: RawLineItem[]): LineItem[] {
  return lines.slice(0, linesAtMost).map((item) => ({
    productId: item.product_id,
    variantId: item.variant_id,
    title: item.title ?? item.presentment_title ?? item.name ?? "",
    variantTitle: item.variant_title,
    quantity: item.quantity,
    priceMinor: priceIn(currency, item).toString(),
  }));
}

function priceIn(currency: string, item: RawLineItem): bigint {
  const sets = [item.price_set?.presentment_money, item.price_set?.shop_money];
  const amount = sets.find((money) => money?.currency_code === currency)?.amount ?? item.price;
  return (amount === null ? null : parseMoney(amount, currency))?.minor ?? 0n;
}
