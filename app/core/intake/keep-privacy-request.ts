import { namesOfSubject, rememberErased } from "../contacts/erased-identities.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import { numbersOfOthers } from "../contacts/numbers-of-others.ts";
import type { TxCtx } from "../ports.ts";
import { actWithinMs } from "../shared/privacy-requests.ts";
import type { PrivacySubject } from "../shared/privacy-subject.ts";
import type { Delivery } from "./delivery.ts";

/**
 * The three compliance topics: kept with their date, whether or not the shop is (still) known, for the loop that acts on them.
 * Whom it is about is in the row, and goes with it: the delivery's body is emptied. Twice is once. An erasure counts from this
 * moment: what is told late of whoever is unknown here makes nobody of them before the loop gets to it.
 */
export async function keepPrivacyRequest(
  ctx: TxCtx,
  delivery: Delivery,
  subject: PrivacySubject,
): Promise<"applied" | "duplicate"> {
  const { count } = await ctx.tx.privacyRequest.createMany({
    data: [
      {
        id: ctx.ids.next(),
        shopDomain: delivery.shopDomain,
        topic: delivery.topic,
        deliveryId: delivery.id,
        receivedAt: delivery.receivedAt,
        dueAt: new Date(delivery.receivedAt.getTime() + actWithinMs),
        subject,
        nextAttemptAt: ctx.clock.now(),
      },
    ],
    skipDuplicates: true,
  });
  await ctx.tx.webhookDelivery.updateMany({ where: { id: delivery.id }, data: { body: new Uint8Array() } });
  if (delivery.topic === "customers/redact") await rememberNamed(ctx, delivery, subject);
  return count === 1 ? "applied" : "duplicate";
}

async function rememberNamed(ctx: TxCtx, { shopDomain, receivedAt }: Delivery, subject: PrivacySubject): Promise<void> {
  const shop = await ctx.tx.shop.findUnique({ where: { domain: shopDomain }, select: { id: true, country: true } });
  if (!shop) return;
  const numbers = subject.phones.map((raw) => normalizePhone(raw, shop.country)?.canonical ?? raw);
  const others = await numbersOfOthers(ctx.tx, shop.id, numbers, subject.customerIds);
  const phones = numbers.filter((number) => !others.has(number));
  await rememberErased({ db: ctx.tx, ids: ctx.ids }, shop.id, namesOfSubject({ ...subject, phones }), receivedAt);
}
