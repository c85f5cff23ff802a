import type { Ctx } from "../ports.ts";
import { readProgress, type SetupProgress } from "./setup-progress.ts";

export type SetupChange =
  | { kind: "storefront_added" }
  | { kind: "storefront_skipped" }
  /** The step is looked at again. */
  | { kind: "storefront_wanted" }
  | { kind: "test_planned"; messageId: string }
  | { kind: "tested" }
  | { kind: "finished" }
  | { kind: "dismissed" }
  /** Out of the settings: the guide shows again, with what is done ticked. */
  | { kind: "brought_back" };

/** Notes one step of the setup guide, in one row's lock; noting the same twice changes nothing. */
export function changeSetup(ctx: Ctx, shopId: string, change: SetupChange): Promise<void> {
  return ctx.db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ setup: unknown }[]>`
      SELECT "setup" FROM "Shop" WHERE "id" = ${shopId}::uuid FOR NO KEY UPDATE`;
    const before = readProgress(row?.setup);
    const after = apply(before, change, ctx.clock.now().toISOString());
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    await tx.shop.update({ where: { id: shopId }, data: { setup: after } });
  });
}

function apply(before: SetupProgress, change: SetupChange, now: string): SetupProgress {
  switch (change.kind) {
    case "storefront_added":
      return { ...before, storefrontAddedAt: before.storefrontAddedAt ?? now };
    case "storefront_skipped":
      return { ...before, storefrontSkippedAt: before.storefrontSkippedAt ?? now };
    case "storefront_wanted":
      return { ...before, storefrontSkippedAt: undefined };
    case "test_planned":
      return { ...before, testMessageId: change.messageId };
    case "tested":
      return { ...before, testedAt: before.testedAt ?? now };
    case "finished":
      return { ...before, finishedAt: before.finishedAt ?? now };
    case "dismissed":
      return { ...before, dismissedAt: before.dismissedAt ?? now, broughtBackAt: undefined };
    case "brought_back":
      return { ...before, dismissedAt: undefined, broughtBackAt: now };
  }
}
