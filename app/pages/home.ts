import { readHome } from "../core/analytics/read-home.ts";
import { changeSetup } from "../core/setup/change-setup.ts";
import { planTestMessage } from "../core/setup/plan-test-message.ts";
import { readSetup } from "../core/setup/read-setup.ts";
import { switchOnAutomations } from "../core/setup/switch-on-automations.ts";
import type { PageDeps } from "./page-deps.ts";

export function createHomePages({ ctx, env }: PageDeps) {
  return {
    read: (shopId: string) => readHome(ctx, shopId, env.SCOPES),
    readSetup: (shopId: string) => readSetup(ctx, shopId, env.SHOPIFY_API_KEY),
    changeSetup: (
      shopId: string,
      kind: "storefront_added" | "storefront_skipped" | "storefront_wanted" | "dismissed",
    ) => changeSetup(ctx, shopId, { kind }),
    switchOnAutomations: (shopId: string, keys: string[]) => switchOnAutomations(ctx, shopId, keys),
    /** Noted in the guide, so that the card tells how far the message has come. */
    sendTest: async (shopId: string, input: { phone: string; requestId: string }) => {
      const planned = await planTestMessage(ctx, { shopId, ...input });
      if (planned.outcome === "planned") {
        await changeSetup(ctx, shopId, { kind: "test_planned", messageId: planned.messageId });
      }
      return planned;
    },
  };
}
