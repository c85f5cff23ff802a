import { Prisma } from "#prisma/generated/client.ts";
import { keepErasedOptOuts } from "../consent/erased-opt-outs.ts";
import { standingDecision } from "../shared/consent-state.ts";
import { cancelRunsOf } from "../automations/cancel-runs.ts";
import { cancelMessages } from "../outbox/cancel-messages.ts";
import type { Ctx, Tx, TxCtx } from "../ports.ts";
import { inTransaction } from "./in-transaction.ts";
import { lockContactInForce } from "../consent/lock-contact.ts";

export type EraseResult = { outcome: "erased" | "erased_before" | "unknown_customer" };

/**
 * Erases a person for good, all or nothing (docs/decisions/010). Gone: identities, names, places, the consent ledger, what they
 * wrote, the text of what was sent to them, carts, checkouts and requests. Kept without them: that messages were sent and what
 * became of them, orders' figures, and a no as a keyed hash, so that whoever comes back has still said it. Erasing twice finds
 * nobody the second time.
 */
export function eraseCustomer(ctx: Ctx, shopId: string, contactId: string): Promise<EraseResult> {
  return inTransaction(ctx, (inTx) => eraseInTransaction(inTx, shopId, contactId));
}

/** As eraseCustomer, within the caller's transaction: whatever else is written there is written with it or not at all. */
export async function eraseInTransaction(inTx: TxCtx, shopId: string, contactId: string): Promise<EraseResult> {
  const contact = await lockContactInForce(inTx.tx, shopId, contactId);
  if (!contact) {
    const known = await inTx.tx.contact.findUnique({
      where: { shopId_id: { shopId, id: contactId } },
      select: { id: true },
    });
    return { outcome: known ? "erased_before" : "unknown_customer" };
  }
  // Those merged into this person are this person too.
  const merged = await inTx.tx.contact.findMany({
    where: { shopId, mergedIntoId: contact.id },
    select: { id: true },
  });
  const own = { shopId, all: [contact.id, ...merged.map(({ id }) => id)] };
  await keepOptOuts(inTx, shopId, contact.id);
  await stopEverything(inTx, shopId, contact.id);
  await eraseMessages(inTx, own);
  await eraseWhatTheyDid(inTx, own);
  await eraseDeliveries(inTx, own);
  await eraseContacts(inTx, own);
  inTx.log.info("contact_erased", { shopId, contactId: contact.id });
  return { outcome: "erased" };
}

type Own = { shopId: string; all: string[] };

async function keepOptOuts(ctx: TxCtx, shopId: string, contactId: string): Promise<void> {
  const identities = await ctx.tx.contactIdentity.findMany({ where: { shopId, contactId } });
  const entries = await ctx.tx.consentEntry.findMany({ where: { shopId, contactId } });
  const revoked = (["marketing", "transactional"] as const).flatMap((purpose) => {
    const decision = standingDecision(entries.filter((entry) => entry.purpose === purpose));
    return decision?.state === "revoked" ? [{ purpose, revokedAt: decision.occurredAt }] : [];
  });
  await keepErasedOptOuts(ctx, shopId, identities, revoked);
}

/** What is on its way ends as failed: a callback may still say that it arrived, and it is never tried again. */
async function stopEverything(ctx: TxCtx, shopId: string, contactId: string): Promise<void> {
  const reason = "contact_erased" as const;
  await cancelRunsOf(ctx, shopId, { contactId }, reason);
  await cancelMessages(ctx, { shopId, where: { contactId }, reason });
  await ctx.tx.message.updateMany({
    where: { shopId, contactId, state: { in: ["sending", "unknown"] } },
    data: { state: "failed", reason, endedAt: ctx.clock.now() },
  });
}

/**
 * The rows stay, as the shop's figures are made of them. WhatsApp's own message id has the phone number in it. Messages first:
 * a callback that holds one is waited for, and what it tells is gone with the rest; a later one finds it erased.
 */
async function eraseMessages({ tx }: TxCtx, { shopId, all }: Own): Promise<void> {
  await tx.message.updateMany({
    where: { shopId, contactId: { in: all } },
    data: { content: { kind: "erased" }, upload: Prisma.DbNull, wamid: null, errorDetails: null },
  });
  await tx.$executeRaw`
    UPDATE "MessageStatus" s SET "details" = NULL FROM "Message" m
    WHERE m."shopId" = ${shopId}::uuid AND m."contactId" = ANY(${all}::uuid[])
      AND s."shopId" = m."shopId" AND s."messageId" = m."id" AND s."details" IS NOT NULL`;
  // An answer's key holds the id of the shopper's own message.
  await tx.$executeRaw`
    UPDATE "Message" SET "dedupeKey" = 'erased:' || "id"
    WHERE "shopId" = ${shopId}::uuid AND "contactId" = ANY(${all}::uuid[]) AND "runId" IS NULL`;
}

async function eraseWhatTheyDid({ tx }: TxCtx, { shopId, all }: Own): Promise<void> {
  const theirs = { shopId, contactId: { in: all } };
  const orders = await tx.order.findMany({ where: theirs, select: { id: true } });
  await eraseOrders(
    tx,
    shopId,
    orders.map(({ id }) => id),
  );
  await tx.inboundMessage.deleteMany({ where: theirs });
  await tx.conversation.deleteMany({ where: theirs });
  await tx.productRequest.deleteMany({ where: theirs });
  await tx.orderUpdates.deleteMany({ where: theirs });
  await tx.checkout.deleteMany({ where: theirs });
  await tx.cart.deleteMany({ where: theirs });
}

/** The order stays, with its amounts; who ordered, where to and how it is followed goes. Twice is once. */
export async function eraseOrders(tx: Tx, shopId: string, orderIds: string[]): Promise<void> {
  await tx.fulfillment.updateMany({
    where: { shopId, orderId: { in: orderIds } },
    data: { trackingNumber: null, trackingUrl: null },
  });
  await tx.order.updateMany({
    where: { shopId, id: { in: orderIds } },
    data: {
      contactId: null,
      statusUrl: null,
      locale: null,
      country: null,
      checkoutToken: null,
      cartToken: null,
      landingMessageId: null,
      tags: [],
    },
  });
}

/** The webhooks that told of them: the row stays, to recognise a repetition; what it said goes. */
async function eraseDeliveries({ tx }: TxCtx, { shopId, all }: Own): Promise<void> {
  const theirs = { shopId, contactId: { in: all } };
  await tx.$executeRaw`
    UPDATE "WebhookDelivery" d SET "body" = ''::bytea FROM "StoreEvent" e, "Shop" s
    WHERE e."shopId" = ${shopId}::uuid AND e."contactId" = ANY(${all}::uuid[]) AND s."id" = e."shopId"
      AND d."id" = e."deliveryId" AND d."shopDomain" = s."domain" AND d."state" = 'done'`;
  // What is about the person themselves is named by Shopify's customer id, or by the person and the year of a birthday; carts
  // and checkouts by the token that opens them.
  const theirOwn = Prisma.sql`"shopId" = ${shopId}::uuid AND "contactId" = ANY(${all}::uuid[])
    AND "subjectKind" IN ('customer', 'customer_tag', 'birthday', 'cart', 'checkout')`;
  await tx.$executeRaw`UPDATE "StoreEvent" SET "subjectId" = "id"::text WHERE ${theirOwn}`;
  await tx.$executeRaw`UPDATE "AutomationRun" SET "subjectId" = "id"::text, "cancelKey" = NULL WHERE ${theirOwn}`;
  // Tags name the customer too, and what is still to be tagged of somebody erased is not.
  await tx.tagTask.deleteMany({ where: { shopId, run: { contactId: { in: all } } } });
  await tx.storeEvent.updateMany({ where: theirs, data: { contactId: null } });
}

async function eraseContacts({ tx, clock }: TxCtx, { shopId, all }: Own): Promise<void> {
  const theirs = { shopId, contactId: { in: all } };
  // The ledger is append-only; erasure is the one exception, and says so to the trigger that guards it.
  await tx.$executeRaw`SELECT set_config('tidings.erasure', 'on', true)`;
  await tx.consentEntry.deleteMany({ where: theirs });
  await tx.$executeRaw`SELECT set_config('tidings.erasure', 'off', true)`;
  await tx.recipientLane.deleteMany({ where: theirs });
  await tx.contactIdentity.deleteMany({ where: theirs });
  await tx.contact.updateMany({
    where: { shopId, id: { in: all } },
    data: {
      firstName: null,
      lastName: null,
      locale: null,
      country: null,
      province: null,
      birthday: null,
      marketingGapDays: null,
      localeChosenAt: null,
      timeZone: null,
      blockedAt: null,
      unreachableAt: null,
      unreachableCode: null,
      customerUpdatedAt: null,
      erasedAt: clock.now(),
    },
  });
}
