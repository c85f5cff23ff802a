import type { Db, Tx } from "../ports.ts";

/** Keeps since when Shopify leaves customers' names and phones out, or that it gives them (again). Twice is once. */
export async function noteCustomerData(
  db: Db | Tx,
  shopId: string,
  customerData: "given" | "refused",
  now: Date,
): Promise<void> {
  const refused = customerData === "refused";
  await db.shop.updateMany({
    where: { id: shopId, customerDataRefusedAt: refused ? null : { not: null } },
    data: { customerDataRefusedAt: refused ? now : null },
  });
}
