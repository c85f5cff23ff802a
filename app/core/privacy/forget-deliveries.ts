import type { Db } from "../ports.ts";
import type { EraseStep } from "./erase-step.ts";

type Request = { shopDomain: string; receivedAt: Date; deliveryId: string | null };
type Shop = { id: string; erasingAt: Date };

const perStatement = 5_000;

/**
 * Deletes the webhooks of a shop that is erased: Shopify's, as far as they came before it was asked for, and those of its
 * WhatsApp accounts. Of an account that serves another shop by now, only what came while it was this one's.
 */
export async function forgetDeliveriesOf(db: Db, step: EraseStep, request: Request, shop: Shop | null): Promise<void> {
  await forget(step, request.shopDomain, request.receivedAt, request.deliveryId);
  if (!shop) return;
  const accounts = await db.whatsAppAccount.findMany({
    where: { shopId: shop.id },
    select: { wabaId: true, disconnectedAt: true },
  });
  for (const { wabaId, disconnectedAt } of accounts) {
    const elsewhere = await db.whatsAppAccount.findFirst({
      where: { wabaId, disconnectedAt: null, shopId: { not: shop.id } },
      select: { id: true },
    });
    const until = elsewhere ? disconnectedAt : shop.erasingAt;
    if (until) await forget(step, wabaId, until, null);
  }
}

/** Index: WebhookDelivery (shopDomain, id). The one that asked stays: it is empty, and must not be taken in twice. */
async function forget(step: EraseStep, owner: string, until: Date, exceptId: string | null): Promise<void> {
  for (let count = perStatement; count === perStatement;) {
    count = await step(
      ({ tx }) => tx.$executeRaw`
      DELETE FROM "WebhookDelivery" WHERE "id" IN (
        SELECT "id" FROM "WebhookDelivery"
        WHERE "shopDomain" = ${owner} AND "receivedAt" <= ${until} AND "id" IS DISTINCT FROM ${exceptId}::uuid
        ORDER BY "id" LIMIT ${perStatement})`,
    );
  }
}
