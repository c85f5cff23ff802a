import type { Db } from "../ports.ts";

/** Does an automation that is on begin with a birthday? Index: Automation_enabled (shopId, trigger). */
export async function wantsBirthdays(db: Db, shopId: string): Promise<boolean> {
  const where = { shopId, enabled: true, trigger: "customer_birthday" };
  return (await db.automation.findFirst({ where, select: { id: true } })) !== null;
}
