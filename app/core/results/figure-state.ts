import type { Tx } from "../ports.ts";

/** Stands for "no automation" where a key needs a value. */
export const noAutomation = "00000000-0000-0000-0000-000000000000";

/** Folding and making anew take turns: one would count what the other is about to replace. False: the shop has no state yet. */
export async function lockFigures(tx: Tx, shopId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "FigureState" WHERE "shopId" = ${shopId}::uuid FOR UPDATE`;
  return rows.length > 0;
}
