import { randomUUID } from "node:crypto";
import type { Db } from "#app/core/ports.ts";

type Column = { table: string; column: string; type: string; values: string[] | null };
type Reference = { child: string; column: string; parent: string };

export type Schema = { tables: Map<string, Column[]>; references: Reference[]; keys: Map<string, string[]> };
/** Column to value, as the database writes a row as JSON. */
export type Row = Record<string, unknown>;

/** Every table there is, what it holds and what it refers to, as the database itself says. */
export async function readSchema(db: Db): Promise<Schema> {
  const columns = await db.$queryRaw<Column[]>`
    SELECT c.table_name::text AS "table", c.column_name::text AS "column", c.udt_name::text AS "type",
      (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e
       JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = c.udt_name) AS "values"
    FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'
    ORDER BY c.table_name, c.ordinal_position`;
  const references = await db.$queryRaw<Reference[]>`
    SELECT child.relname::text AS "child", a.attname::text AS "column", parent.relname::text AS "parent"
    FROM pg_constraint k
    JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[array_length(k.conkey, 1)]
    WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace`;
  const keys = await db.$queryRaw<{ table: string; columns: string[] }[]>`
    SELECT c.relname::text AS "table", array_agg(a.attname::text) AS "columns"
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey)
    WHERE k.contype = 'p' AND k.connamespace = current_schema()::regnamespace GROUP BY c.relname`;
  return {
    tables: Map.groupBy(columns, ({ table }) => table),
    references,
    keys: new Map(keys.map(({ table, columns }) => [table, columns])),
  };
}

/** The first row of every table that has one; `same`: the row with the key of that one. */
export async function readRows(
  db: Db,
  { tables, keys }: Schema,
  same?: ReadonlyMap<string, Row>,
): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const table of tables.keys()) {
    const found = await db.$queryRawUnsafe<{ row: Row }[]>(`SELECT to_jsonb(t) AS "row" FROM "${table}" t`);
    const wanted = same?.get(table);
    const row = wanted
      ? found.find(({ row }) => (keys.get(table) ?? []).every((column) => row[column] === wanted[column]))
      : found[0];
    if (row) rows.set(table, row.row);
  }
  return rows;
}

/**
 * Puts one row into every table that has none yet, in the order in which they refer to each other. What a column holds follows
 * from its type, a reference leads to the row of that table, and text says where it stands; `given`: by table and column
 * ("Cart.token"), or by column alone, what has to be something else.
 */
export async function fillEveryTable(db: Db, schema: Schema, given: Record<string, unknown>): Promise<void> {
  const rows = await readRows(db, schema);
  const ids = new Map(
    [...schema.tables].map(([table, columns]) => [table, rows.get(table)?.id ?? newId(table, columns, given)]),
  );
  for (const table of inOrder(schema)) {
    if (rows.get(table)) continue;
    const values = (schema.tables.get(table) ?? []).map((column) => valueOf(column, schema, given, ids));
    const names = (schema.tables.get(table) ?? []).map(({ column, type }) => ({ column, type }));
    const columns = names.map(({ column }) => `"${column}"`).join(", ");
    const places = names.map(
      ({ type }, at) => `$${at + 1}::text::${type.startsWith("_") ? `"${type.slice(1)}"[]` : `"${type}"`}`,
    );
    await db.$executeRawUnsafe(
      `INSERT INTO "${table}" (${columns}) VALUES (${places.join(", ")}) ON CONFLICT DO NOTHING`,
      ...values,
    );
  }
}

let count = 0;

/** Ids of Shopify's are digits. */
function newId(table: string, columns: readonly Column[], given: Record<string, unknown>): unknown {
  const id = columns.find(({ column }) => column === "id");
  if (!id || `${table}.id` in given) return given[`${table}.id`] ?? null;
  return id.type === "uuid" ? randomUUID() : String(8_209_829_119_000 + ++count);
}

function valueOf(
  { table, column, type, values }: Column,
  { references }: Schema,
  given: Record<string, unknown>,
  ids: ReadonlyMap<string, unknown>,
): unknown {
  for (const key of [`${table}.${column}`, column]) if (key in given) return given[key];
  const reference = references.find((one) => one.child === table && one.column === column);
  if (reference) return reference.parent === table ? null : ids.get(reference.parent);
  if (column === "id") return ids.get(table);
  const named = /^(.+)Id$/.exec(column)?.[1];
  const meant = named && [...ids.keys()].find((name) => name.toLowerCase() === named.toLowerCase());
  if (meant && ids.get(meant)) return ids.get(meant);
  if (values) return values[0];
  count += 1;
  const mark = markOf(table, column);
  const moment = new Date(Date.UTC(2026, 0, 1) + count * 61_000).toISOString();
  switch (type) {
    case "uuid":
      return randomUUID();
    case "text":
      return mark;
    case "_text":
      return `{${mark}}`;
    case "jsonb":
      return JSON.stringify({ mark });
    case "bytea":
      return `\\x${Buffer.from(JSON.stringify({ mark })).toString("hex")}`;
    case "timestamptz":
    case "date":
      return moment;
    case "_timestamptz":
      return `{${moment}}`;
    case "bool":
      return "true";
    case "int4":
    case "int8":
    case "float8":
      return String(count);
    default:
      throw new Error(`Nothing is known of the type ${type} (${table}.${column}).`);
  }
}

/** What the text of a column says that nobody gave another value. */
export function markOf(table: string, column: string): string {
  return `mark ${table} ${column}`;
}

function inOrder({ tables, references }: Schema): string[] {
  const ordered: string[] = [];
  const left = new Set(tables.keys());
  while (left.size > 0) {
    const free = [...left].filter((table) =>
      references.every(({ child, parent }) => child !== table || parent === table || !left.has(parent)),
    );
    if (free.length === 0) throw new Error(`Tables refer to each other: ${[...left].join(", ")}`);
    for (const table of free) {
      left.delete(table);
      ordered.push(table);
    }
  }
  return ordered;
}
