import { z } from "zod";
import { parseMoney, type Money } from "../../shared/money.ts";
import { requiredTime, requiredToken, time } from "./fields.ts";
import { lineItemsIn, rawLineItems, type LineItem, type RawLineItem } from "./line-items.ts";

const schema = z.object({ token: requiredToken, updated_at: requiredTime, created_at: time, line_items: rawLineItems });

/** Carts of the online store know no customer, no phone and no currency of their own: the lines' price sets tell it. */
export type CartPayload = { token: string; versionAt: Date; basketIn(shopCurrency: string): Basket };
type Basket = { total: Money; lineItems: LineItem[] };

export function parseCart(json: unknown): CartPayload | null {
  const read = schema.safeParse(json);
  if (!read.success) return null;
  const { token, updated_at, line_items } = read.data;
  return { token, versionAt: updated_at, basketIn: (shopCurrency) => basketIn(shopCurrency, line_items) };
}

function basketIn(shopCurrency: string, lines: RawLineItem[]): Basket {
  const currency = lines.find((item) => item.price_set)?.price_set?.presentment_money?.currency_code ?? shopCurrency;
  const lineItems = lineItemsIn(currency, lines);
  const minor = lines.reduce((sum, item, index) => sum + lineTotal(item, lineItems[index], currency), 0n);
  return { total: { minor, currency }, lineItems };
}

function lineTotal(raw: RawLineItem, item: LineItem | undefined, currency: string): bigint {
  const told = raw.line_price === null ? null : parseMoney(raw.line_price, currency);
  return told?.minor ?? (item ? BigInt(item.priceMinor) * BigInt(item.quantity) : 0n);
}
