import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { executeOnPglite, openDatabase, type Database } from "#app/adapters/db/open-database.ts";
import { createKeyedMutex } from "#app/adapters/db/keyed-mutex.ts";
import { openPglite } from "#app/adapters/db/open-pglite.ts";
import { PrismaClient } from "#prisma/generated/client.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Server of the run; its database "tidings_template" is migrated and empty. Absent: PGlite. */
    postgresUrl?: string;
    /** Tarball of a migrated, empty PGlite directory. */
    pgliteSnapshot?: string;
  }
}

export type TestDatabase = {
  readonly db: PrismaClient;
  readonly database: Database;
  /** For a second process; undefined on PGlite, which has one connection. */
  readonly url: string | undefined;
};

/** A database of this test file's own, on the engine of the project; each test starts with empty tables. */
export function useTestDatabase(): TestDatabase {
  let opened: { database: Database; url?: string; drop(): Promise<void> } | undefined;
  function current() {
    if (!opened) throw new Error("The test database is open only while tests run.");
    return opened;
  }

  beforeAll(async () => {
    const postgresUrl = inject("postgresUrl");
    opened = postgresUrl ? await openOnPostgres(postgresUrl) : await openOnPglite(inject("pgliteSnapshot"));
  });
  beforeEach(() => emptyTables(current().database));
  afterAll(async () => {
    await opened?.database.close();
    await opened?.drop();
  });

  return {
    get db() {
      return current().database.db;
    },
    get database() {
      return current().database;
    },
    get url() {
      return current().url;
    },
  };
}

/** A fresh copy of the migrated template on the run's PostgreSQL. */
export async function createPostgresDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, `CREATE DATABASE "${name}" TEMPLATE tidings_template`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) };
}

async function openOnPostgres(serverUrl: string) {
  const { url, drop } = await createPostgresDatabase(serverUrl);
  return { database: await openDatabase({ engine: "postgres", url, maxConnections: 8 }), url, drop };
}

async function openOnPglite(snapshot: string | undefined) {
  if (!snapshot) throw new Error("The vitest project must provide pgliteSnapshot (test/support/global-setup.ts).");
  const { client, adapter } = await openPglite("memory://", new Blob([await readFile(snapshot)]));
  const db = new PrismaClient({ adapter, transactionOptions: { maxWait: 30_000, timeout: 30_000 } });
  const database: Database = {
    engine: "pglite",
    db,
    executeSql: executeOnPglite(client),
    migrate: async () => [],
    notify: async (channel, payload) => {
      await client.query("SELECT pg_notify($1, $2)", [channel, payload]);
    },
    listen: (channel, onPayload) => client.listen(channel, onPayload),
    withLock: createKeyedMutex(),
    close: async () => {
      await db.$disconnect();
      await client.close();
    },
  };
  return { database, drop: async () => {} };
}

async function onServer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** As before each test. */
export async function emptyTables(database: Database): Promise<void> {
  const { rows } = await database.executeSql(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
  );
  const names = rows.map((row) => `"${String(row.tablename)}"`).join(", ");
  // The consent ledger refuses to be emptied by anything that does not call itself an erasure.
  await database.executeSql(`DO $$ BEGIN
    PERFORM set_config('tidings.erasure', 'on', true);
    TRUNCATE ${names} CASCADE;
  END $$`);
}
