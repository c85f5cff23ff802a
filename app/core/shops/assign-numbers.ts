import type { Ctx } from "../ports.ts";
import { checksum } from "../shared/checksum.ts";

/** Which number writes what; null for a category: the default does. */
export type NumberRoles = { defaultId: string; utilityId: string | null; marketingId: string | null };

export type Assigned =
  | { outcome: "saved" }
  /** Not a number of this shop that sends. */
  | { outcome: "unknown_number" }
  /** Somebody has assigned otherwise meanwhile. */
  | { outcome: "conflict"; version: number };

/**
 * Makes one number the default and gives categories numbers of their own. What is queued already keeps the number it was
 * planned for. `version`: of the roles the merchant changed.
 */
export async function assignNumbers(ctx: Ctx, shopId: string, wish: NumberRoles, version: number): Promise<Assigned> {
  const roles = simplest(wish);
  return ctx.db.$transaction(async (tx): Promise<Assigned> => {
    // One merchant after the other: without the lock two could both find what they had seen.
    await tx.$queryRaw`SELECT "id" FROM "WhatsAppNumber" WHERE "shopId" = ${shopId}::uuid ORDER BY "id" FOR UPDATE`;
    const numbers = await tx.whatsAppNumber.findMany({ where: { shopId } });
    const standing = rolesVersion(rolesOf(numbers));
    if (standing !== version) return { outcome: "conflict", version: standing };
    const sending = new Set(numbers.filter(({ status }) => status !== "disconnected").map(({ id }) => id));
    const wanted = [roles.defaultId, roles.utilityId, roles.marketingId].filter((id) => id !== null);
    if (!wanted.every((id) => sending.has(id))) return { outcome: "unknown_number" };

    await tx.whatsAppNumber.updateMany({ where: { shopId }, data: { isDefault: false, purpose: null } });
    const key = (id: string) => ({ shopId_id: { shopId, id } });
    await tx.whatsAppNumber.update({ where: key(roles.defaultId), data: { isDefault: true } });
    const { utilityId, marketingId } = roles;
    if (utilityId) await tx.whatsAppNumber.update({ where: key(utilityId), data: { purpose: "utility" } });
    if (marketingId) await tx.whatsAppNumber.update({ where: key(marketingId), data: { purpose: "marketing" } });
    return { outcome: "saved" };
  });
}

/** The same said with fewest exceptions: one number for both categories is the default. */
function simplest({ defaultId, utilityId, marketingId }: NumberRoles): NumberRoles {
  if (utilityId !== null && utilityId === marketingId) {
    return { defaultId: utilityId, utilityId: null, marketingId: null };
  }
  return {
    defaultId,
    utilityId: utilityId === defaultId ? null : utilityId,
    marketingId: marketingId === defaultId ? null : marketingId,
  };
}

type RoleRow = { id: string; isDefault: boolean; purpose: string | null };

export function rolesOf(numbers: readonly RoleRow[]): NumberRoles {
  const withPurpose = (purpose: string) => numbers.find((number) => number.purpose === purpose)?.id ?? null;
  return {
    defaultId: numbers.find(({ isDefault }) => isDefault)?.id ?? "",
    utilityId: withPurpose("utility"),
    marketingId: withPurpose("marketing"),
  };
}

export function rolesVersion({ defaultId, utilityId, marketingId }: NumberRoles): number {
  return checksum(JSON.stringify([defaultId, utilityId, marketingId]));
}
