import { findOrMakeContact, lockPeople, type Person } from "../contacts/find-or-make-contact.ts";
import { spellingsOf } from "../contacts/normalize-phone.ts";
import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import type { ClaimedRow } from "./claim-rows.ts";
import { passByShop, type Pass } from "./pass-by-shop.ts";

type LookupAdmin = Pick<ShopifyAdmin, "customerByPhone">;
type ClaimedLookup = ClaimedRow & { contactId: string };
type LookedUp = { outcome: "looked_up" };

/**
 * Looks up people who decided about marketing, and are known by phone only, among Shopify's customers. Who is found becomes that
 * customer here, as by a webhook that names both, and Shopify is then told like of any other (triggers write the row). Who is
 * not rests until they decide again, get another number, or become a customer, of which Shopify tells.
 */
export function lookUpCustomers(ctx: Ctx, admin: LookupAdmin): Promise<Pass> {
  return passByShop<ClaimedLookup, LookedUp>(ctx, {
    rows: { table: "CustomerLookup", columns: ["contactId"] },
    failedAs: "customer_not_looked_up",
    attempt: (row) => lookUp(ctx, admin, row),
    settle: async (row) => {
      await ctx.db.customerLookup.deleteMany({ where: ownLookup(row) });
      return "done";
    },
    write: (rows, data) => ctx.db.customerLookup.updateMany({ where: { OR: rows.map(ownLookup) }, data }),
  });
}

/** Whoever decided again meanwhile has a row that was counted anew, and keeps their turn. */
function ownLookup({ shopId, contactId, attempts }: ClaimedLookup) {
  return { shopId, contactId, attempts };
}

/** Index: ContactIdentity (shopId, contactId). */
async function lookUp(ctx: Ctx, admin: LookupAdmin, row: ClaimedLookup): Promise<LookedUp | ShopifyFailure> {
  const { shopId, contactId, shopDomain } = row;
  const phones = await ctx.db.contactIdentity.findMany({ where: { shopId, contactId, kind: "phone" } });
  for (const spelling of phones.flatMap(({ value }) => spellingsOf(value))) {
    const found = await admin.customerByPhone(shopDomain, spelling);
    if (found.outcome !== "ok") return found;
    if (found.customer === null) continue;
    await link(ctx, row, { customerId: found.customer.customerId, phones: [{ raw: spelling }] });
    break;
  }
  return { outcome: "looked_up" };
}

/** Not whoever was erased while Shopify was asked: they would be made anew. */
async function link(ctx: Ctx, { shopId, contactId }: ClaimedLookup, person: Person): Promise<void> {
  const { clock, ids, log } = ctx;
  await ctx.db.$transaction(async (tx) => {
    const inTx = { tx, clock, ids, log };
    // Identities before contacts, as findOrMakeContact does.
    await lockPeople(inTx, shopId, [person]);
    const held = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "Contact" WHERE "shopId" = ${shopId}::uuid AND "id" = ${contactId}::uuid
        AND "erasedAt" IS NULL AND "mergedIntoId" IS NULL FOR KEY SHARE`;
    if (held.length > 0) await findOrMakeContact(inTx, shopId, person);
  });
}
