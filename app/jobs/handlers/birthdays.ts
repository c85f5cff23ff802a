import { syncBirthdays } from "../../core/customers/sync-birthdays.ts";
import { tellBirthdays } from "../../core/customers/tell-birthdays.ts";
import { shopIdsWantingBirthdays } from "../../core/customers/wants-birthdays.ts";
import type { Services } from "../../services.server.ts";

export async function allBirthdays({ ctx, queue }: Services): Promise<void> {
  for (const shopId of await shopIdsWantingBirthdays(ctx))
    await queue.send("birthdays", { shopId }, { singletonKey: shopId });
}

/** Who is known to be born today is told of also when Shopify does not answer. */
export async function birthdaysJob({ ctx, shopifyAdmin }: Services, { shopId }: { shopId: string }): Promise<void> {
  const synced = await syncBirthdays(ctx, shopifyAdmin, shopId);
  const told = await tellBirthdays(ctx, shopId);
  if (synced.outcome !== "not_wanted") ctx.log.info("birthdays", { shopId, outcome: synced.outcome, told });
}
