import type { Prisma } from "#prisma/generated/client.ts";
import type { Ctx, Tx } from "../ports.ts";
import { readSettings, sectionVersion, type SettingsSection, type ShopSettings } from "../shared/settings.ts";

export type SavedSettings = { outcome: "saved"; version: number } | { outcome: "conflict"; version: number };

/**
 * Saves one section of a shop's settings on top of the version it was read at; what somebody else saved meanwhile is a
 * conflict, and nothing is written. The same values saved again onto the version that they made are saved already (a double
 * click, a repeated request). `also` is done in the same transaction, when it is saved.
 */
export function saveSettings(
  ctx: Ctx,
  shopId: string,
  section: SettingsSection,
  values: Partial<ShopSettings>,
  version: number,
  also: (tx: Tx) => Promise<void> = async () => undefined,
): Promise<SavedSettings> {
  return ctx.db.$transaction(async (tx) => {
    const { raw, settings } = await lockSettings(tx, shopId);
    const current = sectionVersion(settings, section);
    const same = (Object.keys(values) as (keyof ShopSettings)[]).every((key) => isSame(settings[key], values[key]));
    if (same && current > 0) {
      await also(tx);
      return { outcome: "saved", version: current };
    }
    if (current !== version) return { outcome: "conflict", version: current };
    const next = version + 1;
    await writeSettings(tx, shopId, { ...raw, ...values, versions: { ...settings.versions, [section]: next } });
    await also(tx);
    return { outcome: "saved", version: next };
  });
}

/** Stops everything, or lets it go on: whoever pressed last is right, so there is no version. */
export function setPaused(ctx: Ctx, shopId: string, paused: boolean): Promise<void> {
  return ctx.db.$transaction(async (tx) => {
    const { raw } = await lockSettings(tx, shopId);
    await writeSettings(tx, shopId, { ...raw, paused });
  });
}

/** Keys that this process does not know (a newer one wrote them) survive. */
async function lockSettings(tx: Tx, shopId: string) {
  const [row] = await tx.$queryRaw<{ settings: Record<string, unknown> | null }[]>`
    SELECT "settings" FROM "Shop" WHERE "id" = ${shopId}::uuid FOR NO KEY UPDATE`;
  return { raw: row?.settings ?? {}, settings: readSettings(row?.settings) };
}

async function writeSettings(tx: Tx, shopId: string, settings: Record<string, unknown>): Promise<void> {
  await tx.shop.update({ where: { id: shopId }, data: { settings: settings as Prisma.InputJsonObject } });
}

/** PostgreSQL's jsonb orders keys by length, so text is no way to compare. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const entries = Object.entries(a);
  if (entries.length !== Object.keys(b).length || Array.isArray(a) !== Array.isArray(b)) return false;
  return entries.every(([key, value]) => isSame(value, (b as Record<string, unknown>)[key]));
}
