import type { Sandbox } from "#sandbox/start-sandbox.ts";

const patienceMs = 30_000;

/** A shop in which something has happened, so that pages have something to show: orders, a parcel, a checkout left behind. */
export async function givenBusyShop({ shopify, whatsapp, clock }: Sandbox): Promise<void> {
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
  await shopify.deliverDue();
  await untilAccepted(2);
  await clock.travelTo(clock.offsetMs() + 3_600_000);
  await untilAccepted(3);
}
