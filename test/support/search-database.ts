import type { Db } from "#app/core/ports.ts";

/**
 * Every place in the whole database where one of these is found: in any column of any table, whatever its type, bytes and JSON
 * included, in any case, in addresses and JSON also as they are escaped there, and numbers also behind spaces or dashes.
 * Nothing is left out but the queue's own schema.
 */
export async function searchDatabase(db: Db, traces: readonly string[]): Promise<string[]> {
  const columns = await db.$queryRaw<{ table: string; column: string; type: string }[]>`
    SELECT c.table_name::text AS "table", c.column_name::text AS "column", c.udt_name::text AS "type"
    FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
    ORDER BY 1, 2`;
  const filled = await filledTables(db, [...new Set(columns.map(({ table }) => table))]);
  const wanted = traces.flatMap((trace) => spellingsOf(trace).map((spelling) => ({ trace, spelling })));
  const found: string[] = [];
  for (const { table, column, type } of columns.filter(({ table }) => filled.has(table))) {
    const text = type === "bytea" ? `encode("${column}", 'escape')` : `"${column}"::text`;
    const rows = await db.$queryRawUnsafe<{ trace: string; count: number }[]>(
      `SELECT w."trace", count(*)::int AS "count"
       FROM (SELECT lower(${text}) AS "words", regexp_replace(${text}, '[^0-9]', '', 'g') AS "digits" FROM "${table}") t,
         unnest($1::text[], $2::text[]) AS w("trace", "spelling")
       WHERE position(w."spelling" IN CASE WHEN w."spelling" ~ '^[0-9]+$' THEN t."digits" ELSE t."words" END) > 0
       GROUP BY w."trace"`,
      wanted.map(({ trace }) => trace),
      wanted.map(({ spelling }) => spelling),
    );
    for (const { trace, count } of rows) found.push(`${trace} in ${table}.${column} (${count})`);
  }
  return found;
}

async function filledTables(db: Db, tables: readonly string[]): Promise<Set<string>> {
  const looks = tables.map((table) => `SELECT '${table}' AS "table" WHERE EXISTS (SELECT 1 FROM "${table}")`);
  const rows = await db.$queryRawUnsafe<{ table: string }[]>(looks.join(" UNION ALL "));
  return new Set(rows.map(({ table }) => table));
}

/** Bytes that are no plain letters come out of the database as octal digits. */
function spellingsOf(trace: string): string[] {
  const words = trace.toLowerCase();
  const inJson = [...words].map((sign) =>
    sign > "~" ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}` : sign,
  );
  const inBytes = [...Buffer.from(words)].map((byte) =>
    byte > 126 ? `\\${byte.toString(8)}` : String.fromCharCode(byte),
  );
  return [...new Set([words, encodeURIComponent(words).toLowerCase(), inJson.join(""), inBytes.join("")])];
}
