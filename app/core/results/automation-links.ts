import type { Db } from "../ports.ts";
import { linkCounting, type LinkCounting } from "../templates/link-counting.ts";
import { templateUses } from "../templates/template-uses.ts";

export type AutomationLinks = { links: LinkCounting; uncountedTemplates: string[] };

/**
 * Whether presses of the links an automation sends can be counted, and the templates whose can not: no zero is shown where
 * nobody could count. A shop has some hundred templates (index Template (shopId, …)).
 */
export async function automationLinks(db: Db, shopId: string): Promise<Map<string, AutomationLinks>> {
  const [uses, templates] = await Promise.all([
    templateUses(db, shopId),
    db.template.findMany({ where: { shopId, status: "approved" }, select: { name: true, components: true } }),
  ]);
  const links = new Map<string, AutomationLinks>();
  const seen = new Set<string>();
  for (const { name, components } of templates) {
    const counting = linkCounting(components);
    // Languages of one template are alike: one line for all of them.
    if (seen.has(`${name} ${counting}`)) continue;
    seen.add(`${name} ${counting}`);
    for (const { automationId } of uses.get(name) ?? []) {
      const known = links.get(automationId) ?? { links: "no_link", uncountedTemplates: [] };
      links.set(automationId, {
        links: stronger(known.links, counting),
        uncountedTemplates: counting === "uncounted" ? [...known.uncountedTemplates, name] : known.uncountedTemplates,
      });
    }
  }
  return links;
}

function stronger(one: LinkCounting, other: LinkCounting): LinkCounting {
  if (one === "counted" || other === "counted") return "counted";
  return one === "uncounted" || other === "uncounted" ? "uncounted" : "no_link";
}
