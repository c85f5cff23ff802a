import { randomUUID } from "node:crypto";
import type { Sandbox } from "#sandbox/start-sandbox.ts";
import { sendAsMerchant } from "./send-as-merchant.ts";

const patienceMs = 30_000;

/**
 * A shop in which something has happened, so that pages have something to show: orders, a parcel, a checkout left behind, a
 * chat link, and somebody who asks what is held about them.
 */
export async function givenBusyShop(sandbox: Sandbox): Promise<void> {
  const { shopify, whatsapp, clock } = sandbox;
  async function untilAccepted(count: number): Promise<void> {
    const until = Date.now() + patienceMs;
    while (whatsapp.state().accepted < count) {
      if (Date.now() > until) throw new Error(`WhatsApp got ${whatsapp.state().accepted} messages, expected ${count}.`);
      await new Promise((next) => setTimeout(next, 100));
    }
  }

  const order = shopify.placeOrder({ customer: "mara", kind: "paid" });
  shopify.fulfil({ orderId: order.id });
  shopify.placeOrder({ customer: "giulia", kind: "cod" });
  shopify.abandonCheckout({ customer: "camille" });
  shopify.requestCustomerData({ customer: "giulia" });
  const link = { name: "Shop window", text: "Hello! I saw you in the window.", phone: "4930901820" };
  await sendAsMerchant(sandbox, "/app/links/new", "routes/app.links.new", { id: randomUUID(), ...link });
  await shopify.deliverDue();
  await untilAccepted(2);
  await clock.travelTo(clock.offsetMs() + 3_600_000);
  await untilAccepted(3);
}
