import type { Tx } from "../ports.ts";

/** An automation that sends a template, and how many of the template's quick replies it waits for. */
export type TemplateUse = { automationId: string; name: string; enabled: boolean; replies: number };

/**
 * Which automations send which template, by template name. A shop has a few dozen automations (primary key, shopId). The
 * definitions belong to a layer above and grow new kinds of steps: every object that names a template counts, however deep.
 */
export async function templateUses(db: Tx, shopId: string): Promise<Map<string, TemplateUse[]>> {
  const rows = await db.automation.findMany({
    where: { shopId },
    select: { id: true, name: true, enabled: true, definition: true },
    orderBy: { name: "asc" },
  });
  const uses = new Map<string, TemplateUse[]>();
  for (const { id, name, enabled, definition } of rows) {
    for (const [template, replies] of sendsIn(definition)) {
      uses.set(template, [...(uses.get(template) ?? []), { automationId: id, name, enabled, replies }]);
    }
  }
  return uses;
}

function sendsIn(value: unknown, found = new Map<string, number>()): Map<string, number> {
  if (value === null || typeof value !== "object") return found;
  const { template, quickReplyPayloads: payloads } = value as { template?: unknown; quickReplyPayloads?: unknown };
  if (typeof template === "string") {
    const replies = Array.isArray(payloads) ? payloads.length : 0;
    found.set(template, Math.max(replies, found.get(template) ?? 0));
  }
  for (const part of Object.values(value)) sendsIn(part, found);
  return found;
}
