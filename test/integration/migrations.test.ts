import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { expect, test } from "vitest";
import { applyMigrations, diffToSchema, type MigrationTarget } from "#prisma/schema-engine.ts";
import { useTestDatabase } from "#test/support/database.ts";

const database = useTestDatabase();

function fresh(): MigrationTarget {
  const client = new PGlite();
  return {
    factory: new PrismaPGlite(client),
    runScript: async (script) => void (await client.exec(script)),
  };
}

test("the migrations lead exactly to schema.prisma", async () => {
  expect(await diffToSchema(fresh(), "migrations")).toContain("This is an empty migration");
});

test("applying twice applies once, in Prisma's own table", async () => {
  const target = fresh();
  expect((await applyMigrations(target)).length).toBeGreaterThan(0);
  expect(await applyMigrations(target)).toEqual([]);
  const { rows } = await database.database.executeSql(
    'SELECT count(*)::int AS count FROM "_prisma_migrations" WHERE finished_at IS NOT NULL',
  );
  expect(Number(rows[0]?.count)).toBeGreaterThan(0);
});
