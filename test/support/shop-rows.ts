import type { Services } from "#app/services.server.ts";

/** A fingerprint of everything that is kept for a shop, table by table: what changed shows by its table's name. */
export async function shopRows({ database }: Services, shopId: string): Promise<Record<string, string>> {
  const { rows: tables } = await database.executeSql(
    `SELECT table_name AS "table" FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'shopId' ORDER BY 1`,
  );
  const found: Record<string, string> = {};
  for (const { table } of tables) {
    const { rows } = await database.executeSql(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS rows FROM "${table}" t WHERE t."shopId" = $1::uuid`,
      [shopId],
    );
    found[String(table)] = String(rows[0]?.rows);
  }
  return found;
}
