import type { Ctx } from "../ports.ts";
import { billCountry } from "./bill-country.ts";
import { priceOf } from "./cost.ts";
import { asDay, lastDays } from "./days.ts";
import { listRateTables, ratesOn } from "./list-rate-tables.ts";

/** What a message cost by Meta's pricing and the rate table of its day, or why there is no amount. */
export type MessageCost =
  | { outcome: "priced"; micros: number; currency: string; country: string; isSample: boolean }
  /** Meta said so: inside the service window, after an advert, or simply not billed. */
  | { outcome: "free"; why: "free_customer_service" | "free_entry_point" | "not_billed" }
  /** Meta bills what was delivered. */
  | { outcome: "none"; why: "not_delivered" }
  | { outcome: "unknown"; why: "no_pricing" | "no_rates" | "no_country" | "no_price" };

type Billable = {
  shopId: string;
  id: string;
  createdAt: Date;
  deliveredAt: Date | null;
  readAt: Date | null;
};

type Bill = { prefix: string; category: string; type: string };

export async function costOfMessage(ctx: Ctx, message: Billable): Promise<MessageCost> {
  const { shopId, id } = message;
  if (!message.deliveredAt && !message.readAt) return { outcome: "none", why: "not_delivered" };
  // As the figures by day read it, so that one adds up to the other.
  const [bill] = await ctx.db.$queryRaw<Bill[]>`
    SELECT bill_prefix(m."dialPrefix", m."shopId", m."contactId") AS "prefix",
      bill_category(m."pricing") AS "category", bill_type(m."pricing") AS "type"
    FROM "Message" m WHERE m."shopId" = ${shopId}::uuid AND m."id" = ${id}::uuid`;
  if (!bill || bill.type === "") return { outcome: "unknown", why: "no_pricing" };
  const { category, type } = bill;
  const country = billCountry(bill.prefix);
  const { timeZone } = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timeZone: true } });
  const day = lastDays(message.createdAt, timeZone, 1)[0]?.day ?? asDay(message.createdAt);
  const tables = await listRateTables(ctx, shopId);
  const rates = ratesOn(tables, day);
  const micros = priceOf({ country, category, type }, rates);
  if (micros === 0 && (type !== "regular" || category === "referral_conversion")) return free(type, category);
  const table = tables.find(({ validFrom }) => validFrom <= day);
  if (rates === null || table === undefined) return { outcome: "unknown", why: "no_rates" };
  if (micros === null) return { outcome: "unknown", why: country === "" ? "no_country" : "no_price" };
  return { outcome: "priced", micros, currency: table.currency, country, isSample: table.source === "sample" };
}

function free(type: string, category: string): MessageCost {
  if (category === "referral_conversion" || type === "free_entry_point")
    return { outcome: "free", why: "free_entry_point" };
  return { outcome: "free", why: type === "free_customer_service" ? "free_customer_service" : "not_billed" };
}
