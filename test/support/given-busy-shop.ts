import { expect } from "vitest";
import type { Sandbox } from "#sandbox/start-sandbox.ts";

/** A shop in which something has happened, so that pages have something to show: orders, a parcel, a checkout left behind. */
export async function givenBusyShop({ shopify, whatsapp, clock }: Sandbox): Promise<void> {
  const order = shopify.placeOrder({ customer: "mara", kind: "paid" });
  shopify.fulfil({ orderId: order.id });
  shopify.placeOrder({ customer: "giulia", kind: "cod" });
  shopify.abandonCheckout({ customer: "camille" });
  await shopify.deliverDue();
  await expect.poll(() => whatsapp.state().accepted, { timeout: 30_000 }).toBeGreaterThan(1);
  await clock.travelTo(clock.offsetMs() + 3_600_000);
  await expect.poll(() => whatsapp.state().accepted, { timeout: 30_000 }).toBeGreaterThan(2);
}
