import type { Ctx } from "../ports.ts";
import type { ShopifyFailure } from "../ports-shopify.ts";
import { passByShop, type Pass } from "./pass-by-shop.ts";
import { ownSync, settleSync, type ClaimedSync } from "./settle-sync.ts";
import { tellCustomer, type ConsentAdmin, type Told } from "./tell-customer.ts";

/** Tells Shopify what people decided here (Customer's WhatsApp marketing consent), one pass over what is due. */
export function tellShopify(ctx: Ctx, admin: ConsentAdmin): Promise<Pass> {
  return passByShop<ClaimedSync, Exclude<Told, ShopifyFailure>>(ctx, {
    rows: { table: "ConsentSync", columns: ["customerId", "version"] },
    failedAs: "consent_not_told",
    attempt: (row) => tellCustomer(ctx, admin, row),
    settle: (row, told) => settleSync(ctx, row, told),
    write: (rows, data) => ctx.db.consentSync.updateMany({ where: { OR: rows.map(ownSync) }, data }),
  });
}
