import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import { consentFacts, type ShopFacts } from "../automations/load-facts.ts";
import { optIn } from "../consent/opt-in.ts";
import type { Ctx, TxCtx } from "../ports.ts";
import { mustConfirm } from "../shared/settings/opt-in.ts";
import { askToConfirm } from "./ask-to-confirm.ts";
import { ownContact, stateOf, type OrderOptInState, type OrderProof } from "./order-opt-in-state.ts";
import { nameRecipient } from "./order-updates.ts";
import {
  hasOptedOut,
  knownAsking,
  requestOptInOf,
  type KnownOptInRequest,
  type OptInRequest,
} from "./request-opt-in.ts";

export type OrderOptInRequest = Omit<OptInRequest, "source" | "purposes" | "name" | "about"> & {
  source: "thank_you" | "order_status";
  proof: OrderProof;
  /** Ticked apart from the yes to order updates. */
  wantsMarketing: boolean;
};

export type OrderOptInResult = { outcome: "invalid_phone" } | { outcome: "taken"; state: OrderOptInState };

/**
 * Updates for an order, asked for on its page. On the number it was ordered with the tap itself is the yes to them; offers are
 * asked for as everywhere. When the number is not that of whoever ordered, this order's updates go to it once it has agreed. The
 * answer about such a number depends on the shop's settings and the number's country alone, so nobody learns from it what the
 * number said before. In one transaction; wakes the sender.
 */
export async function requestOrderOptIn(ctx: Ctx, request: OrderOptInRequest): Promise<OrderOptInResult> {
  const { clock, ids, log } = ctx;
  const { asksNow, ...result } = await ctx.db.$transaction((tx) => requestWithin({ tx, clock, ids, log }, request));
  if (asksNow) ctx.wakes.wake("send");
  return result;
}

async function requestWithin(
  ctx: TxCtx,
  request: OrderOptInRequest,
): Promise<OrderOptInResult & { asksNow?: boolean }> {
  const { shopId, proof, wantsMarketing } = request;
  const { checkoutToken } = proof;
  const purposes: ConsentPurpose[] = wantsMarketing ? ["transactional", "marketing"] : ["transactional"];
  const about = checkoutToken ?? proof.customerId;
  const asking = await knownAsking(ctx, { ...request, purposes, about });
  if (!asking) return { outcome: "invalid_phone" };
  const { shop } = asking;
  if ((await ownContact(ctx.tx, shopId, proof)) === asking.request.contactId)
    return takeOwn(ctx, shop, asking.request, checkoutToken);

  const result = await requestOptInOf(ctx, shop, asking.request);
  const { contactId } = result;
  const asksNow = result.asked === "planned";
  const confirms = mustConfirm(shop.settings.optIn, asking.request.numberCountry);
  if (checkoutToken) await nameRecipient(ctx, shopId, checkoutToken, contactId, request.occurredAt);
  const state: OrderOptInState = { updates: confirms ? "pending" : "on", marketing: "off" };
  // Who gets messages about orders and has said no to offers is not asked on behalf of whoever typed the number.
  if (result.outcome !== "already" || hasOptedOut(await consentFacts(ctx.tx, shopId, contactId)))
    return { outcome: "taken", state, asksNow };

  // This number gets messages of the shop, but of this order it has not heard: it says yes to that too.
  const yes = { ...asking.request, purposes: ["transactional"] satisfies ConsentPurpose[] };
  return { outcome: "taken", state, asksNow: confirms && (await askToConfirm(ctx, shop, yes)) === "planned" };
}

/**
 * The tap is the yes to updates on the number that was ordered with: whoever sees the order's page has typed it themselves, and
 * gets them there in any case. After a no of theirs, and for offers, they are asked as everywhere.
 */
async function takeOwn(
  ctx: TxCtx,
  shop: ShopFacts,
  request: KnownOptInRequest,
  checkoutToken: string | null,
): Promise<OrderOptInResult & { asksNow?: boolean }> {
  const { shopId, contactId } = request;
  const saidNo = hasOptedOut(await consentFacts(ctx.tx, shopId, contactId));
  // Typed before the order was known, the same asking stands under the plain key.
  if (!saidNo) await optIn(ctx, { ...request, purposes: ["transactional"], dedupeKey: `${request.dedupeKey}:own` });
  const toAsk = request.purposes.filter((purpose) => saidNo || purpose !== "transactional");
  const result = toAsk.length > 0 ? await requestOptInOf(ctx, shop, { ...request, purposes: toAsk }) : null;
  // The last number named counts, and nobody is named where it is their own.
  if (checkoutToken) await ctx.tx.orderUpdates.deleteMany({ where: { shopId, checkoutToken } });
  const state = await stateOf(ctx.tx, shopId, contactId, ctx.clock.now());
  return { outcome: "taken", state, asksNow: result?.asked === "planned" };
}
