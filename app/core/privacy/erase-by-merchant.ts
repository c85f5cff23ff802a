import { namesOfSubject, rememberErased } from "../contacts/erased-identities.ts";
import { eraseInTransaction, type EraseResult } from "../customers/erase-customer.ts";
import { inTransaction } from "../customers/in-transaction.ts";
import { lockContactInForce } from "../consent/lock-contact.ts";
import type { Ctx, TxCtx } from "../ports.ts";
import { actWithinMs, type PrivacyTopic } from "../shared/privacy-requests.ts";
import { readSubject, type PrivacySubject } from "../shared/privacy-subject.ts";
import { recognise, type OwnShop } from "./recognise.ts";

/**
 * Erases a person because the merchant said so: at once, and in the same transaction leaves a request, so that the loop goes
 * through the webhooks that spoke of them. Pressed twice, it is one request.
 */
export async function eraseByMerchant(ctx: Ctx, shop: OwnShop, contactId: string): Promise<EraseResult> {
  const erased = await inTransaction(ctx, async (inTx) => {
    const contact = await lockContactInForce(inTx.tx, shop.id, contactId);
    if (contact) {
      const person = await whoIs(inTx, shop, contact.id);
      await ask(inTx, shop, "merchant/erase", person);
      await rememberErased({ db: inTx.tx, ids: inTx.ids }, shop.id, namesOfSubject(person), inTx.clock.now());
    }
    return eraseInTransaction(inTx, shop.id, contactId);
  });
  if (erased.outcome === "erased") ctx.wakes.wake("privacy");
  return erased;
}

type ExportResult = { outcome: "asked" | "asked_before" | "unknown_customer" };

/**
 * Has everything held about a person gathered, because they asked the merchant for it. While such a request of the merchant's is
 * open there is no second one.
 */
export async function exportByMerchant(ctx: Ctx, shop: OwnShop, contactId: string): Promise<ExportResult> {
  const asked = await inTransaction(ctx, async (inTx): Promise<ExportResult> => {
    const contact = await lockContactInForce(inTx.tx, shop.id, contactId);
    if (!contact) return { outcome: "unknown_customer" };
    const open = await inTx.tx.privacyRequest.findMany({
      where: { shopDomain: shop.domain, topic: "merchant/export", completedAt: null },
      select: { subject: true },
    });
    if (open.some(({ subject }) => readSubject(subject).contactIds.includes(contact.id)))
      return { outcome: "asked_before" };
    await ask(inTx, shop, "merchant/export", await whoIs(inTx, shop, contact.id));
    return { outcome: "asked" };
  });
  if (asked.outcome === "asked") ctx.wakes.wake("privacy");
  return asked;
}

function whoIs({ tx }: TxCtx, shop: OwnShop, contactId: string): Promise<PrivacySubject> {
  return recognise(tx, shop, readSubject({ contactIds: [contactId] }));
}

async function ask(ctx: TxCtx, shop: OwnShop, topic: PrivacyTopic, subject: PrivacySubject): Promise<void> {
  const now = ctx.clock.now();
  await ctx.tx.privacyRequest.create({
    data: {
      id: ctx.ids.next(),
      shopDomain: shop.domain,
      topic,
      receivedAt: now,
      dueAt: new Date(now.getTime() + actWithinMs),
      subject,
      nextAttemptAt: now,
    },
  });
}
