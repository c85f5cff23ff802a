import type { WhatsAppAccountModel } from "#prisma/generated/models/WhatsAppAccount.ts";
import type { Tx } from "../ports.ts";

/** The account whose templates a merchant sees and writes: that of the default number, else the newest. Null: none. */
export async function currentAccount(db: Tx, shopId: string): Promise<WhatsAppAccountModel | null> {
  const number = await db.whatsAppNumber.findFirst({ where: { shopId, isDefault: true }, select: { account: true } });
  return number?.account ?? (await db.whatsAppAccount.findFirst({ where: { shopId }, orderBy: { createdAt: "desc" } }));
}
