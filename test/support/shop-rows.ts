import type { Services } from "#app/services.server.ts";

/** A fingerprint of everything that is kept for a shop, table by table: what changed shows by its table's name. */
export async function shopRows({ database }: Services, shopId: string): Promise<Record<string, string>> {
  const { rows: tables } = await database.executeSql(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
     WHERE table_schema = current_schema() AND column_name IN ('shopId', 'shopDomain') ORDER BY 1`,
  );
  const found: Record<string, string> = {};
  for (const { table, column } of tables) {
    const isTheirs = column === "shopId" ? "$1::uuid" : `(SELECT "domain" FROM "Shop" WHERE "id" = $1::uuid)`;
    const { rows } = await database.executeSql(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS rows FROM "${table}" t WHERE t."${column}" = ${isTheirs}`,
      [shopId],
    );
    found[String(table)] = String(rows[0]?.rows);
  }
  return found;
}
