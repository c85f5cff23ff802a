import type { Template } from "../model.ts";
import type { World } from "../world.ts";
import { tellTemplateCategory, tellTemplateStatus } from "./template-callbacks.ts";

/** An offer has no place in a utility template: Meta approves it as marketing. */
const offer = /\d\s?%|\b(discount|coupon|promo code|special offer)\b/i;

/** Everything that got past the rules is approved once the delay is over. */
export function reviewLater(world: World, template: Template): void {
  world.scheduler.at(world.now() + world.delays.reviewMs, () => {
    if (template.status !== "PENDING" || !template.account.templates.has(template.id)) return;
    if (template.category === "UTILITY" && offer.test(template.compiled.body.text)) {
      template.previousCategory = template.category;
      template.category = "MARKETING";
      tellTemplateCategory(world, template, "UTILITY");
    }
    template.status = "APPROVED";
    tellTemplateStatus(world, template, "APPROVED", "NONE");
  });
}
