import type { TxCtx } from "../ports.ts";
import type { Delivery } from "./delivery.ts";

/** The law's month, as Shopify counts it. */
const actWithinMs = 30 * 24 * 3_600_000;

/** The three compliance topics: kept with their date, whether or not the shop is (still) known. Twice is once. */
export async function keepPrivacyRequest(ctx: TxCtx, delivery: Delivery): Promise<"applied" | "duplicate"> {
  const { count } = await ctx.tx.privacyRequest.createMany({
    data: [
      {
        id: ctx.ids.next(),
        shopDomain: delivery.shopDomain,
        topic: delivery.topic,
        deliveryId: delivery.id,
        receivedAt: delivery.receivedAt,
        dueAt: new Date(delivery.receivedAt.getTime() + actWithinMs),
      },
    ],
    skipDuplicates: true,
  });
  return count === 1 ? "applied" : "duplicate";
}
