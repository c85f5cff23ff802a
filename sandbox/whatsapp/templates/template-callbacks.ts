import type { Template } from "../model.ts";
import type { World } from "../world.ts";
import { tellApp } from "../callbacks/follow-message.ts";

/** `message_template_id` is a JSON number at Meta; ids here stay below 2^53. */
export function tellTemplateStatus(world: World, template: Template, event: string, reason: string | null): void {
  tellApp(world, {
    kind: "other",
    account: template.account,
    field: "message_template_status_update",
    value: {
      event,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      message_template_category: template.category,
      reason,
      ...(event === "PAUSED"
        ? { other_info: { title: "FIRST_PAUSE", description: "Paused because of low quality." } }
        : {}),
      ...(event === "DISABLED" ? { disable_info: { disable_date: String(Math.floor(world.now() / 1000)) } } : {}),
    },
  });
}

export function tellTemplateCategory(world: World, template: Template, previous: string): void {
  tellApp(world, {
    kind: "other",
    account: template.account,
    field: "template_category_update",
    value: {
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      previous_category: previous,
      new_category: template.category,
    },
  });
}

export function tellTemplateQuality(world: World, template: Template, previous: string): void {
  tellApp(world, {
    kind: "other",
    account: template.account,
    field: "message_template_quality_update",
    value: {
      previous_quality_score: previous,
      new_quality_score: template.quality,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
    },
  });
}
