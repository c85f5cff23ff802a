import type { Prisma } from "#prisma/generated/client.ts";
import { consentFacts } from "../automations/load-facts.ts";
import { contactInForce } from "../consent/contact-in-force.ts";
import { optIn } from "../consent/opt-in.ts";
import type { TxCtx } from "../ports.ts";
import { hasOptedOut } from "./request-opt-in.ts";

/**
 * The order of a page has come: was its own number tapped there before anybody could know whose it is, the tap counts as it
 * does afterwards (request-order-opt-in.ts). Another's number stays asked. Told again it does nothing. Index: OrderUpdates' key.
 */
export async function takeEarlyTap(
  ctx: TxCtx,
  { shopId, checkoutToken, contactId }: { shopId: string; checkoutToken: string; contactId: string },
): Promise<void> {
  const key = { shopId, checkoutToken };
  const named = await ctx.tx.orderUpdates.findUnique({ where: { shopId_checkoutToken: key } });
  if (!named) return;
  const own = await contactInForce(ctx.tx, shopId, contactId);
  if ((await contactInForce(ctx.tx, shopId, named.contactId)) !== own) return;
  await ctx.tx.orderUpdates.deleteMany({ where: key });
  if (hasOptedOut(await consentFacts(ctx.tx, shopId, own))) return;
  const tap = await ctx.tx.consentEntry.findFirst({
    where: {
      ...{ shopId, contactId: { in: [own, named.contactId] }, purpose: "transactional", state: "pending" },
      ...{ source: { in: ["thank_you", "order_status"] }, occurredAt: { gte: named.askedAt } },
    },
    orderBy: { occurredAt: "desc" },
  });
  if (!tap) return;
  await optIn(ctx, {
    ...{ shopId, contactId: own, purposes: ["transactional"], occurredAt: tap.occurredAt },
    source: tap.source === "thank_you" ? "thank_you" : "order_status",
    evidence: { ...(tap.evidence as Prisma.InputJsonObject), confirms: tap.id },
    dedupeKey: `own-tap:${tap.id}`,
  });
}
