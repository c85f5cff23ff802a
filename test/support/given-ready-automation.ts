import { readyAutomations } from "#app/core/automations/gallery-further.ts";
import type { Ctx } from "#app/core/ports.ts";

/** One of the gallery's automations, added and switched on. */
export async function givenReadyAutomation(ctx: Ctx, shopId: string, key: string): Promise<void> {
  const ready = readyAutomations.find((one) => one.key === key);
  if (!ready) throw new Error(`The gallery has no ${key}.`);
  const at = ctx.clock.now();
  const { name, definition } = ready;
  await ctx.db.automation.create({
    data: {
      shopId,
      id: ctx.ids.next(),
      key,
      name,
      trigger: definition.trigger,
      enabled: true,
      definition,
      createdAt: at,
      updatedAt: at,
    },
  });
}
