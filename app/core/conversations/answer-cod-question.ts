import type { TxCtx } from "../ports.ts";
import { planReply } from "./plan-reply.ts";
import type { Scene } from "./scene.ts";

export type CodOutcome =
  | "cod_confirmed"
  | "cod_cancelled"
  /** No such order in this shop, or not this contact's: the button was copied, or the order is not known yet. */
  | "cod_not_theirs"
  | "cod_not_cash_on_delivery"
  /** The first answer stands. */
  | "cod_already_confirmed"
  | "cod_already_cancelled"
  | "cod_order_already_cancelled"
  | "cod_order_already_fulfilled";

/** What of an order decides whether an answer counts. */
export type CodOrder = {
  contactId: string | null;
  paymentKind: string;
  cancelledAt: Date | null;
  fulfillmentStatus: string | null;
  codDecision: "confirmed" | "cancelled" | null;
};

/** Why an answer changes nothing; null when it counts. */
export function codRefusal(
  order: CodOrder | null,
  contactId: string,
): Exclude<CodOutcome, "cod_confirmed" | "cod_cancelled"> | null {
  if (order === null || order.contactId !== contactId) return "cod_not_theirs";
  if (order.codDecision === "confirmed") return "cod_already_confirmed";
  if (order.codDecision === "cancelled") return "cod_already_cancelled";
  if (order.cancelledAt !== null) return "cod_order_already_cancelled";
  if (order.fulfillmentStatus !== null && order.fulfillmentStatus !== "unfulfilled")
    return "cod_order_already_fulfilled";
  if (order.paymentKind !== "cod") return "cod_not_cash_on_delivery";
  return null;
}

/**
 * The shopper's answer to "do you want it?": the first one is kept on the order, together with the confirmation sent back,
 * in the caller's transaction. Shopify is told by applyCodDecisions; wake "shopify_tasks" and "send" after commit.
 */
export async function answerCodQuestion(
  ctx: TxCtx,
  scene: Scene,
  { orderId, answer }: { orderId: string; answer: "confirm" | "cancel" },
): Promise<CodOutcome> {
  const { shopId, contactId } = scene;
  const now = ctx.clock.now();
  const order = await ctx.tx.order.findUnique({
    where: { shopId_id: { shopId, id: orderId } },
    select: {
      name: true,
      contactId: true,
      paymentKind: true,
      cancelledAt: true,
      fulfillmentStatus: true,
      codDecision: true,
    },
  });
  const refusal = codRefusal(order, contactId);
  if (refusal || !order) return refusal ?? "cod_not_theirs";

  const codDecision = answer === "confirm" ? "confirmed" : "cancelled";
  const { count } = await ctx.tx.order.updateMany({
    where: { shopId, id: orderId, contactId, codDecision: null, cancelledAt: null },
    data: { codDecision, codDecidedAt: scene.occurredAt, codNextAttemptAt: now, codAttempts: 0, codError: null },
  });
  // Another delivery decided, or cancelled, between the two statements: look again at what it said.
  if (count === 0) return answerCodQuestion(ctx, scene, { orderId, answer });

  const key = answer === "confirm" ? "codConfirmed" : "codCancelled";
  await planReply(ctx, scene, { key, dedupeKey: `cod-answer:${orderId}`, values: { orderName: order.name } });
  return answer === "confirm" ? "cod_confirmed" : "cod_cancelled";
}
