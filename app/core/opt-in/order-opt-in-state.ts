import { consentFacts } from "../automations/load-facts.ts";
import { contactInForce } from "../consent/contact-in-force.ts";
import { mayAnswer } from "../policy/decide.ts";
import type { Ctx, Tx } from "../ports.ts";
import { updatesRecipient } from "./order-updates.ts";
import { hasOptedOut } from "./request-opt-in.ts";

/** What a shopper on the page of an order can show of themselves. */
export type OrderProof = {
  /** The secret of the order: only the page of that order has it. */
  checkoutToken: string | null;
  /** Shopify's customer id, digits, of who is logged in. */
  customerId: string | null;
};

/**
 * "pending": a message asks the number, and was not answered yet. "stopped": they said no, and only their own START on WhatsApp
 * brings messages back. "unavailable": the shop has no WhatsApp number to write from.
 */
export type OrderOptInState = {
  updates: "on" | "pending" | "off" | "stopped" | "unavailable";
  marketing: "on" | "off";
};

const nothing: OrderOptInState = { updates: "off", marketing: "off" };
/** A question lives as long (ask-to-confirm); then the page offers again. */
const questionLivesMs = 24 * 3_600_000;

/**
 * What was said already, as far as whoever asks may know: about the order's own person, or the customer who is logged in.
 * Of a number that was merely typed on the page it tells only what has come of the typing, never what that number said before.
 */
export function readOrderOptIn(ctx: Ctx, shopId: string, proof: OrderProof): Promise<OrderOptInState> {
  return ctx.db.$transaction(async (tx) => {
    const now = ctx.clock.now();
    const number = await tx.whatsAppNumber.findFirst({ where: { shopId }, select: { id: true } });
    if (!number) return { ...nothing, updates: "unavailable" };
    const typed = proof.checkoutToken && (await typedNumber(tx, shopId, proof.checkoutToken, now));
    if (typed) return { ...nothing, updates: typed };
    const own = await ownContact(tx, shopId, proof);
    return own ? stateOf(tx, shopId, own, now) : nothing;
  });
}

async function typedNumber(tx: Tx, shopId: string, checkoutToken: string, now: Date): Promise<"on" | "pending" | null> {
  const asked = await tx.orderUpdates.findUnique({ where: { shopId_checkoutToken: { shopId, checkoutToken } } });
  if (!asked) return null;
  if (await updatesRecipient(tx, shopId, checkoutToken)) return "on";
  return now.getTime() - asked.askedAt.getTime() < questionLivesMs ? "pending" : null;
}

/** The person whose order it is, or who is logged in. Indexes: Order (shopId, checkoutToken), Checkout's and identities' keys. */
export async function ownContact(tx: Tx, shopId: string, { checkoutToken, customerId }: OrderProof) {
  const contactId =
    (checkoutToken && (await contactOfCheckout(tx, shopId, checkoutToken))) ??
    (customerId && (await contactOfCustomer(tx, shopId, customerId)));
  return contactId ? contactInForce(tx, shopId, contactId) : null;
}

async function contactOfCheckout(tx: Tx, shopId: string, token: string): Promise<string | null> {
  const select = { contactId: true } as const;
  const order = await tx.order.findFirst({ where: { shopId, checkoutToken: token, contactId: { not: null } }, select });
  if (order) return order.contactId;
  // Before the order's webhook has come. Anybody can open a checkout, type a number there and never pay: that shows nothing.
  const paid = { shopId, token, completedAt: { not: null } };
  return (await tx.checkout.findFirst({ where: paid, select }))?.contactId ?? null;
}

async function contactOfCustomer(tx: Tx, shopId: string, value: string): Promise<string | null> {
  const kind = "shopify_customer" as const;
  const identity = await tx.contactIdentity.findUnique({ where: { shopId_kind_value: { shopId, kind, value } } });
  return identity?.contactId ?? null;
}

export async function stateOf(tx: Tx, shopId: string, contactId: string, now: Date): Promise<OrderOptInState> {
  const consent = await consentFacts(tx, shopId, contactId);
  const marketing = consent.marketing.state === "granted" ? "on" : "off";
  if (hasOptedOut(consent) && !mayAnswer(now, consent)) return { updates: "stopped", marketing };
  const { state, decidedAt } = consent.transactional;
  if (state === "granted") return { updates: "on", marketing };
  const isFresh = decidedAt !== null && now.getTime() - decidedAt.getTime() < questionLivesMs;
  return { updates: state === "pending" && isFresh ? "pending" : "off", marketing };
}
