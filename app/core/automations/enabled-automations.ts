import type { StoreEvent } from "../shared/store-event.ts";
import type { TxCtx } from "../ports.ts";
import { asksForConsent } from "./conditions.ts";
import { readDefinition, type AutomationDefinition } from "./definition.ts";
import { triggersOf } from "./triggers.ts";

export type EnabledAutomation = { id: string; definition: AutomationDefinition };

/**
 * Automations that an event triggers. Index: Automation_enabled (shopId, trigger). An unreadable definition is logged and
 * left out; the others go on.
 */
export async function enabledAutomations(ctx: TxCtx, shopId: string, event: StoreEvent): Promise<EnabledAutomation[]> {
  const pulled = triggersOf(event.kind);
  if (pulled.length === 0) return [];
  const rows = await ctx.tx.automation.findMany({
    where: { shopId, enabled: true, trigger: { in: pulled } },
    select: { id: true, key: true, definition: true },
    orderBy: { key: "asc" },
  });
  return rows.flatMap(({ id, key, definition }) => {
    try {
      return [{ id, definition: readDefinition(definition) }];
    } catch {
      ctx.log.error("automation.definition_unreadable", { shopId, automation: key });
      return [];
    }
  });
}

export function anyAsksForConsent(automations: EnabledAutomation[]): boolean {
  return automations.some(({ definition }) => asksForConsent(definition.conditions));
}
