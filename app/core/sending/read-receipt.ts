import { z } from "zod";
import type { MadeDocumentParameter } from "../outbox/message-content.ts";
import type { Db } from "../ports.ts";
import { orderBreakdownSchema } from "../shared/order-breakdown.ts";
import { sampleReceipt } from "../templates/receipt/sample-receipt.ts";
import type { Receipt } from "../templates/receipt/receipt.ts";
import { writeReceipt, type ReceiptOrder } from "../templates/receipt/write-receipt.ts";

const storedLine = z.object({
  title: z.string(),
  variantTitle: z.string().nullish(),
  quantity: z.number().int(),
  priceMinor: z.string().regex(/^-?\d+$/),
});

type Input = { shopId: string; language: string; document: MadeDocumentParameter; now: Date };

/** The receipt of an order as it is at this moment, or of the made-up one; null when the order is gone. */
export async function readReceipt(db: Db, { shopId, language, document, now }: Input): Promise<Receipt | null> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (document.orderId === null) return sampleReceipt(shop, language, now);
  const order = await db.order.findUnique({
    where: { shopId_id: { shopId, id: document.orderId } },
    include: { contact: { select: { locale: true } } },
  });
  if (!order) return null;
  const stored = z.array(z.unknown()).safeParse(order.lineItems).data ?? [];
  const lines = stored.flatMap((line) => storedLine.safeParse(line).data ?? []);
  const breakdown = orderBreakdownSchema.safeParse(order.breakdown);
  const facts: ReceiptOrder = {
    name: order.name,
    currency: order.currency,
    totalMinor: order.totalMinor,
    createdAt: order.createdAt,
    lines: lines.map((line) => ({
      title: line.title,
      variantTitle: line.variantTitle ?? null,
      quantity: line.quantity,
      priceMinor: BigInt(line.priceMinor),
    })),
    breakdown: breakdown.success
      ? {
          discountMinor: BigInt(breakdown.data.discountMinor),
          shippingMinor: BigInt(breakdown.data.shippingMinor),
          taxesIncluded: breakdown.data.taxesIncluded,
          taxes: breakdown.data.taxes.map(({ title, rate, minor }) => ({ title, rate, minor: BigInt(minor) })),
        }
      : null,
  };
  return writeReceipt(facts, shop, { language, locale: order.contact?.locale ?? order.locale });
}
