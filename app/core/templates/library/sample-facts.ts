import { samplePreferencesUrl } from "../../shared/preference-reference.ts";
import type { VariableFacts } from "../variable-facts.ts";

const items = [
  { title: "Oak bowl", quantity: 1, variantId: "1" },
  { title: "Tray", quantity: 2, variantId: "2" },
];

const weekMs = 7 * 24 * 3_600_000;

type SampleShop = VariableFacts["shop"];

const anyShop: SampleShop = { name: "Oak & Co", storefrontHost: "shop.example", locale: "en", currency: "EUR" };

/** A made-up purchase: what Meta's reviewers see in place of the variables, and what a test message tells. */
export const sampleFacts: VariableFacts = sampleFactsOf(anyShop, new Date("2026-11-21T10:00:00Z"));

/** The made-up purchase in a shop of one's own: its name, its currency, links that stay on its storefront. */
export function sampleFactsOf(
  shop: SampleShop,
  orderedAt: Date,
): VariableFacts & Required<Pick<VariableFacts, "order">> {
  const total = { minor: 4990n, currency: shop.currency };
  const home = `https://${shop.storefrontHost}/`;
  return {
    shop,
    contact: { firstName: "Ada", preferencesUrl: samplePreferencesUrl(shop) },
    order: { name: "#1001", total, outstanding: total, items, statusUrl: `${home}account`, createdAt: orderedAt },
    checkout: { total, items, recoveryUrl: `${home}cart` },
    cart: { total, items },
    fulfillment: { carrier: "DHL", trackingNumber: "1Z999AA10123456784" },
    refund: { amount: total },
    discount: { code: "THANKS-7GK2M4QP", value: { percent: 10 }, expiresAt: new Date(orderedAt.getTime() + weekMs) },
    product: {
      title: "Oak bowl",
      url: `${home}collections/all`,
      oldPrice: total,
      newPrice: { minor: 3990n, currency: shop.currency },
    },
    tag: { name: "VIP Gold" },
  };
}
