import type { Ctx, Db } from "../ports.ts";

const asking = { enabled: true, trigger: "customer_birthday" };

/** Does an automation that is on begin with a birthday? Index: Automation_enabled (shopId, trigger). */
export async function wantsBirthdays(db: Db, shopId: string): Promise<boolean> {
  return (await db.automation.findFirst({ where: { shopId, ...asking }, select: { id: true } })) !== null;
}

/** The shops in which one does: a table as small as there are automations. */
export async function shopIdsWantingBirthdays({ db }: Ctx): Promise<string[]> {
  const rows = await db.automation.findMany({
    where: { ...asking, shop: { status: "installed" } },
    distinct: ["shopId"],
    select: { shopId: true },
  });
  return rows.map(({ shopId }) => shopId);
}
