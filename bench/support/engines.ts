import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openDatabase, type Database } from "#app/adapters/db/open-database.ts";
import { startPostgres } from "#test/support/start-postgres.ts";

export const engineNames = ["pglite", "postgres"] as const;
export type EngineName = (typeof engineNames)[number];

export type BenchDatabase = {
  /** Tells the app, or the bare server, where it is. */
  env: Record<string, string>;
  /** Opens it in this process; PGlite lets in one process at a time. */
  open(maxConnections?: number): Promise<Database>;
  drop(): Promise<void>;
};

export type Engine = {
  name: EngineName;
  /** A migrated, empty database. */
  createDatabase(): Promise<BenchDatabase>;
  stop(): Promise<void>;
};

/** Connections of one process, the app's and the bare server's alike: the app's default. */
export const maxConnections = 10;

export function startEngine(name: EngineName): Promise<Engine> {
  return name === "postgres" ? startPostgresEngine() : startPgliteEngine();
}

async function startPostgresEngine(): Promise<Engine> {
  const server = await startPostgres();
  let count = 0;

  async function onServer(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  return {
    name: "postgres",
    async createDatabase() {
      const name = `bench_${(count += 1)}`;
      await onServer(`CREATE DATABASE ${name} TEMPLATE tidings_template`);
      const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
      return {
        env: { DATABASE_URL: url, DATABASE_MAX_CONNECTIONS: String(maxConnections) },
        open: (connections = maxConnections) => openDatabase({ engine: "postgres", url, maxConnections: connections }),
        drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      };
    },
    stop: () => server.stop(),
  };
}

/** Migrating takes a second; every database is a copy of one that was migrated first. */
async function startPgliteEngine(): Promise<Engine> {
  const directory = await mkdtemp(join(tmpdir(), "tidings-bench-"));
  const template = join(directory, "template");
  const database = await openDatabase({ engine: "pglite", dataDir: template });
  await database.migrate();
  await database.close();
  let count = 0;
  return {
    name: "pglite",
    async createDatabase() {
      const dataDir = join(directory, `bench_${(count += 1)}`);
      await cp(template, dataDir, { recursive: true });
      return {
        env: { DATA_DIR: dataDir },
        open: () => openDatabase({ engine: "pglite", dataDir }),
        drop: () => rm(dataDir, { recursive: true, force: true }),
      };
    },
    stop: () => rm(directory, { recursive: true, force: true }),
  };
}
