import { Prisma } from "#prisma/generated/client.ts";
import type { Db } from "../ports.ts";
import { AppError } from "../shared/app-error.ts";
import type { EraseStep } from "./erase-step.ts";

const perStatement = 2_000;

/** What outlives a shop: who said no, as keyed hashes. */
const kept = ["ErasedOptOut"];

/**
 * Deletes every row of a shop in every table that names one, those that refer to others first. Which tables there are, the
 * database itself says: one that is new is not forgotten. Small statements; deleting what is gone deletes nothing.
 */
export async function emptyTables(db: Db, step: EraseStep, shopId: string): Promise<void> {
  const tables = inOrder(await tablesOfShops(db), await references(db));
  // Those merged into one another refer to their own table.
  await repeatedly(
    step,
    Prisma.sql`
    UPDATE "Contact" SET "mergedIntoId" = NULL WHERE "shopId" = ${shopId}::uuid AND "id" IN (
      SELECT "id" FROM "Contact"
      WHERE "shopId" = ${shopId}::uuid AND "mergedIntoId" IS NOT NULL LIMIT ${perStatement})`,
  );
  // Once more from the beginning: deleting in one table may write a sum into another.
  for (let deleted = 1; deleted > 0;) {
    deleted = 0;
    for (const table of tables) {
      const name = Prisma.raw(`"${table}"`);
      deleted += await repeatedly(
        step,
        Prisma.sql`
        DELETE FROM ${name} WHERE "shopId" = ${shopId}::uuid AND ctid = ANY(ARRAY(
          SELECT ctid FROM ${name} WHERE "shopId" = ${shopId}::uuid LIMIT ${perStatement}))`,
      );
    }
  }
}

async function repeatedly(step: EraseStep, statement: Prisma.Sql): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await step(async ({ tx }) => {
      // The ledger of consent is append-only but for erasure.
      await tx.$executeRaw`SELECT set_config('tidings.erasure', 'on', true)`;
      return tx.$executeRaw(statement);
    });
    total += count;
    if (count < perStatement) return total;
  }
}

async function tablesOfShops(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT c.table_name::text AS "name" FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = current_schema() AND c.column_name = 'shopId' AND t.table_type = 'BASE TABLE'`;
  return rows.map(({ name }) => name).filter((name) => !kept.includes(name));
}

type Reference = { child: string; parent: string };

function references(db: Db): Promise<Reference[]> {
  return db.$queryRaw<Reference[]>`
    SELECT child.relname::text AS "child", parent.relname::text AS "parent" FROM pg_constraint k
    JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
    WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND k.conrelid <> k.confrelid`;
}

/** Each table before those it refers to. Exported for its test. */
export function inOrder(tables: readonly string[], references: readonly Reference[]): string[] {
  const left = new Set([...tables].sort());
  const ordered: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter(
      (table) => !references.some(({ child, parent }) => parent === table && left.has(child)),
    );
    if (free.length === 0)
      throw new AppError("tables_in_a_circle", `Tables refer to each other: ${[...left].join(", ")}`);
    for (const table of free) {
      left.delete(table);
      ordered.push(table);
    }
  }
  return ordered;
}
