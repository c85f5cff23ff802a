import { sampleFactsOf } from "../library/sample-facts.ts";
import type { Receipt } from "./receipt.ts";
import { writeReceipt } from "./write-receipt.ts";

type SampleShop = { name: string; storefrontHost: string; locale: string; currency: string; timeZone: string };

/** The made-up purchase on paper: what Meta's reviewers see, and what goes with a test message. */
export function sampleReceipt(shop: SampleShop, language: string, at: Date): Receipt {
  const { order } = sampleFactsOf(shop, at);
  const pieces = order.items.reduce((sum, { quantity }) => sum + quantity, 0);
  const priceMinor = order.total.minor / BigInt(pieces);
  const lines = order.items.map(({ title, quantity }) => ({ title, variantTitle: null, quantity, priceMinor }));
  return writeReceipt(
    {
      name: order.name,
      currency: shop.currency,
      totalMinor: priceMinor * BigInt(pieces),
      createdAt: at,
      lines,
      breakdown: null,
    },
    shop,
    { language, locale: null },
  );
}
