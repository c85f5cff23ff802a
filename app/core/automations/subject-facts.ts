import { z } from "zod";
import type { ProductRequest, Cart, Checkout, Fulfillment, Order, Refund } from "#prisma/generated/client.ts";
import type { Tx } from "../ports.ts";
import type { CancelRule } from "./cancel-rules.ts";

/** What a run is about; unique per automation. */
export type RunSubject = { kind: string; id: string };

/** The shop's rows behind a subject, as they are now; null where a row does not belong to it or has not come yet. */
export type SubjectFacts = {
  cart: Cart | null;
  checkout: Checkout | null;
  order: Order | null;
  fulfillment: Fulfillment | null;
  refund: Refund | null;
  productRequest: ProductRequest | null;
  /** The tag a customer was given, as it was written. */
  tag: { name: string } | null;
  /** An order came of this checkout or cart, or its owner ordered otherwise since touching it last. */
  orderPlaced: boolean;
  orderRefunded: boolean;
  orderReturned: boolean;
  /** The person bought something else after this order. */
  orderedAgain: boolean;
  /** The cart went on to a checkout. */
  checkoutOfCart: boolean;
};

export const noSubjectFacts: SubjectFacts = {
  cart: null,
  checkout: null,
  order: null,
  fulfillment: null,
  refund: null,
  productRequest: null,
  tag: null,
  orderPlaced: false,
  orderRefunded: false,
  orderReturned: false,
  orderedAgain: false,
  checkoutOfCart: false,
};

/** Reads what the subject's kind and the cancel rules need, and no more: each statement is paid for by every message. */
export async function loadSubjectFacts(
  tx: Tx,
  shopId: string,
  subject: RunSubject,
  contactId: string,
  rules: ReadonlySet<CancelRule>,
): Promise<SubjectFacts> {
  switch (subject.kind) {
    case "cart":
      return cartFacts(tx, shopId, subject.id, contactId, rules);
    case "checkout":
      return checkoutFacts(tx, shopId, subject.id, contactId, rules);
    case "order":
      return { ...noSubjectFacts, ...(await orderFacts(tx, shopId, subject.id, rules)) };
    case "fulfillment": {
      const fulfillment = await tx.fulfillment.findUnique({ where: { shopId_id: { shopId, id: subject.id } } });
      return { ...noSubjectFacts, fulfillment, ...(await orderFacts(tx, shopId, fulfillment?.orderId, rules)) };
    }
    case "refund": {
      const refund = await tx.refund.findUnique({ where: { shopId_id: { shopId, id: subject.id } } });
      return { ...noSubjectFacts, refund, ...(await orderFacts(tx, shopId, refund?.orderId, rules)) };
    }
    case "return": {
      const found = await tx.orderReturn.findUnique({ where: { shopId_id: { shopId, id: subject.id } } });
      return { ...noSubjectFacts, ...(await orderFacts(tx, shopId, found?.orderId, rules)) };
    }
    case "stock_request": {
      const where = { shopId_id: { shopId, id: subject.id } };
      return { ...noSubjectFacts, productRequest: await tx.productRequest.findUnique({ where }) };
    }
    case "customer_tag":
      return { ...noSubjectFacts, tag: await readTag(tx, shopId, subject) };
    default:
      return noSubjectFacts;
  }
}

type Rules = ReadonlySet<CancelRule>;

const tagDetails = z.object({ name: z.string() });

/** The event wrote the tag down. Index: StoreEvent (shopId, kind, subjectKind, subjectId, occurrence). */
async function readTag(tx: Tx, shopId: string, { kind, id }: RunSubject): Promise<{ name: string } | null> {
  const told = await tx.storeEvent.findFirst({
    where: { shopId, kind: "customer_tag_added", subjectKind: kind, subjectId: id },
    select: { details: true },
  });
  return tagDetails.safeParse(told?.details).data ?? null;
}

async function cartFacts(
  tx: Tx,
  shopId: string,
  token: string,
  contactId: string,
  rules: Rules,
): Promise<SubjectFacts> {
  const cart = await tx.cart.findUnique({ where: { shopId_token: { shopId, token } } });
  const checkout =
    rules.has("checkout_started") &&
    (await tx.checkout.findFirst({ where: { shopId, cartToken: token, deletedAt: null }, select: { token: true } }));
  const placed =
    rules.has("order_placed") &&
    (await findOrder(tx, shopId, [{ cartToken: token }, ...sinceTouched(contactId, cart?.versionAt)]));
  return { ...noSubjectFacts, cart, checkoutOfCart: !!checkout, orderPlaced: !!placed };
}

async function checkoutFacts(
  tx: Tx,
  shopId: string,
  token: string,
  contactId: string,
  rules: Rules,
): Promise<SubjectFacts> {
  const checkout = await tx.checkout.findUnique({ where: { shopId_token: { shopId, token } } });
  const byCart = checkout?.cartToken ? [{ cartToken: checkout.cartToken }] : [];
  const placed =
    rules.has("order_placed") &&
    (await findOrder(tx, shopId, [
      { checkoutToken: token },
      ...byCart,
      ...sinceTouched(contactId, checkout?.versionAt),
    ]));
  return { ...noSubjectFacts, checkout, orderPlaced: !!placed };
}

/** Indexes: Order(shopId, checkoutToken), (shopId, cartToken), (shopId, contactId). */
function findOrder(tx: Tx, shopId: string, any: object[]): Promise<{ id: string } | null> {
  return tx.order.findFirst({ where: { shopId, OR: any }, select: { id: true } });
}

/** Left on the phone, bought on the laptop: to the shopper it is one purchase. */
function sinceTouched(contactId: string, touchedAt: Date | undefined): object[] {
  return touchedAt ? [{ contactId, createdAt: { gte: touchedAt } }] : [];
}

async function orderFacts(tx: Tx, shopId: string, orderId: string | undefined, rules: Rules) {
  if (!orderId) return {};
  const order = await tx.order.findUnique({ where: { shopId_id: { shopId, id: orderId } } });
  const refunded =
    rules.has("order_refunded") && (await tx.refund.findFirst({ where: { shopId, orderId }, select: { id: true } }));
  const returned =
    rules.has("return_requested") &&
    (await tx.orderReturn.findFirst({
      where: { shopId, orderId, status: { notIn: endedReturns, mode: "insensitive" } },
      select: { id: true },
    }));
  // Index: Order (shopId, contactId).
  const again =
    rules.has("ordered_again") &&
    order?.contactId &&
    (await tx.order.findFirst({
      where: { shopId, contactId: order.contactId, createdAt: { gt: order.createdAt }, cancelledAt: null },
      select: { id: true },
    }));
  return { order, orderRefunded: !!refunded, orderReturned: !!returned, orderedAgain: !!again };
}

/** A return that Shopify says is not to be. */
const endedReturns = ["declined", "canceled", "cancelled"];
