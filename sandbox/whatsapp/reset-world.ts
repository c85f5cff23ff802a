import type { WhatsAppSandboxOptions } from "./options.ts";
import { addTemplate } from "./templates/template-store.ts";
import { createWorld, type World } from "./world.ts";

/** Puts the world back to what the options say; tokens given out since and the webhook address stay. */
export function resetWorld(world: World, options: WhatsAppSandboxOptions, keepTemplates: boolean): void {
  const kept = keepTemplates ? [...world.templates.values()] : [];
  const fresh = createWorld({ ...options, timers: "manual" });
  world.scheduler.clear();
  Object.assign(world.faults, fresh.faults);
  world.counts = fresh.counts;
  world.reader = fresh.reader;
  world.accounts = fresh.accounts;
  world.numbers = fresh.numbers;
  world.templates = fresh.templates;
  world.portfolios = fresh.portfolios;
  for (const [token, accounts] of fresh.tokens) world.tokens.set(token, accounts);
  world.users = fresh.users;
  world.usersByUserId = fresh.usersByUserId;
  world.messages = fresh.messages;
  world.media = fresh.media;
  world.uploads = fresh.uploads;
  if (keepTemplates) {
    world.templates.clear();
    for (const account of world.accounts.values()) {
      account.templates.clear();
      account.templatesByName.clear();
    }
  }
  for (const template of kept) {
    const account = world.accounts.get(template.account.id);
    if (!account) continue;
    const copy = addTemplate(world, account, { ...template, components: template.components });
    // The app knows templates by their ids: they survive with them.
    world.templates.delete(copy.id);
    account.templates.delete(copy.id);
    copy.id = template.id;
    copy.quality = template.quality;
    copy.status = template.status === "PENDING" ? "APPROVED" : template.status;
    account.templates.set(copy.id, copy);
    world.templates.set(copy.id, copy);
  }
}
