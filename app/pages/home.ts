import { readHome } from "../core/analytics/read-home.ts";
import { changeSetup } from "../core/setup/change-setup.ts";
import { planTestMessage } from "../core/setup/plan-test-message.ts";
import { readSetup } from "../core/setup/read-setup.ts";
import { switchOnAutomations } from "../core/setup/switch-on-automations.ts";
import { nameKeyOf } from "./automation-name.ts";
import { gatherObstacles } from "./automation-obstacles.ts";
import type { PageDeps } from "./page-deps.ts";

export function createHomePages({ ctx, env }: PageDeps) {
  return {
    read: (shopId: string) => readHome(ctx, shopId, env.SCOPES),
    readSetup: async (shopId: string) => {
      const setup = await readSetup(ctx, shopId, env.SHOPIFY_API_KEY);
      if (typeof setup === "string") return setup;
      return { ...setup, automations: setup.automations.map((one) => ({ ...one, nameKey: nameKeyOf(one) })) };
    },
    changeSetup: (
      shopId: string,
      kind: "storefront_added" | "storefront_skipped" | "storefront_wanted" | "dismissed",
    ) => changeSetup(ctx, shopId, { kind }),
    /** `refused`: those that stay off, each with what stands in its way and where that is mended. */
    switchOnAutomations: async (shopId: string, keys: string[]) => {
      const { on, refused } = await switchOnAutomations(ctx, shopId, keys);
      return {
        on,
        refused: refused.map(({ id, key, name, problems }) => ({
          ...{ id, name, nameKey: nameKeyOf({ key, name }) },
          obstacles: gatherObstacles(problems, id),
        })),
      };
    },
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
