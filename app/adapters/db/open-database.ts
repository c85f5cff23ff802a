import { PrismaPg } from "@prisma/adapter-pg";
import type { PGlite } from "@electric-sql/pglite";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { PrismaClient } from "#prisma/generated/client.ts";
import { applyMigrations } from "#prisma/schema-engine.ts";
import { createKeyedMutex, type WithLock } from "./keyed-mutex.ts";
import { openPglite } from "./open-pglite.ts";
import { createStatementNames } from "./statement-names.ts";

export type DatabaseTarget =
  { engine: "postgres"; url: string; maxConnections: number } | { engine: "pglite"; dataDir: string };

/**
 * Past Prisma, for the hot door and for the job queue: one statement with plain positional parameters, or several without
 * any (the queue's migrations); the rows of all of them in order.
 */
export type ExecuteSql = (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

export type Database = {
  engine: DatabaseTarget["engine"];
  db: PrismaClient;
  executeSql: ExecuteSql;
  /** Applies missing migrations; names of those applied. */
  migrate(): Promise<string[]>;
  /** Tells every process on this database, this one included. */
  notify(channel: string, payload: string): Promise<void>;
  /** Calls back for each notification; reconnects by itself. The returned function stops it. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>;
  /** One at a time per name among all processes on this database. */
  withLock: WithLock;
  close(): Promise<void>;
};

/** Interactive transactions wait for PGlite's one connection; a burst must queue, not fail. */
const transactionOptions = { maxWait: 30_000, timeout: 30_000 };

/** The database behind the app: PostgreSQL, or PGlite in this process. Throws AppError "database_locked" when another process holds the directory. */
export async function openDatabase(target: DatabaseTarget): Promise<Database> {
  return target.engine === "postgres" ? openPostgres(target.url, target.maxConnections) : openEmbedded(target.dataDir);
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const { client, adapter, migrations, release } = await openPglite(dataDir);
  const db = new PrismaClient({ adapter, transactionOptions });
  return {
    engine: "pglite",
    db,
    executeSql: executeOnPglite(client),
    migrate: () => applyMigrations(migrations),
    notify: async (channel, payload) => {
      await client.query("SELECT pg_notify($1, $2)", [channel, payload]);
    },
    listen: (channel, onPayload) => client.listen(channel, onPayload),
    // One process owns the directory, so its own order is everybody's.
    withLock: createKeyedMutex(),
    close: async () => {
      await db.$disconnect();
      await client.close();
      await release();
    },
  };
}

/** With values PGlite prepares the statement, and a prepared one can be only one; the job queue's scripts come with an empty list. */
export function executeOnPglite(client: PGlite): ExecuteSql {
  return async (text, values) => {
    if (values !== undefined && values.length > 0) return rowsOf([await client.query(text, values)]);
    try {
      return rowsOf(await client.exec(text));
    } catch (error) {
      // A script that failed after its BEGIN would leave everybody's only connection in an aborted transaction.
      await client.exec("ROLLBACK");
      throw error;
    }
  };
}

async function openPostgres(url: string, maxConnections: number): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    // Prisma writes and reads times without a zone and means UTC; a server set up elsewhere understands its own time.
    onConnect: async (client) => void (await client.query("SET TIME ZONE 'UTC'")),
  });
  // An idle connection that breaks is replaced by the pool; without a listener the process would die of it.
  pool.on("error", () => {});
  const adapter = new PrismaPg(pool, { statementNameGenerator: createStatementNames() });
  const db = new PrismaClient({ adapter, transactionOptions });
  return {
    engine: "postgres",
    db,
    executeSql: async (text, values) => {
      const result: pg.QueryResult | pg.QueryResult[] = await pool.query(text, values);
      return rowsOf(Array.isArray(result) ? result : [result]);
    },
    migrate: () => migratePostgres(url),
    notify: async (channel, payload) => {
      await pool.query("SELECT pg_notify($1, $2)", [channel, payload]);
    },
    listen: (channel, onPayload) => listenOnPostgres(url, channel, onPayload),
    withLock: createPostgresLock(url),
    close: async () => {
      await db.$disconnect();
      await pool.end();
    },
  };
}

function rowsOf(results: { rows: unknown[] }[]): Awaited<ReturnType<ExecuteSql>> {
  return { rows: results.flatMap(({ rows }) => rows as Record<string, unknown>[]) };
}

/**
 * An advisory lock on a connection of its own, outside the pool: whoever holds one needs the pool for the work, and as many
 * holders as the pool has connections would wait for each other for ever. The server gives the lock back with the connection.
 */
function createPostgresLock(url: string): WithLock {
  const inProcess = createKeyedMutex();
  return (name, work) =>
    inProcess(name, async () => {
      const client = new pg.Client({ connectionString: url });
      // Broken while the work goes on: the lock is lost, the process must not be.
      client.on("error", () => {});
      await client.connect();
      try {
        await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
        return await work();
      } finally {
        await client.end();
      }
    });
}

/** Through a connection of its own: the engine closes what it is given. */
async function migratePostgres(url: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const factory = new PrismaPg(pool) as SqlMigrationAwareDriverAdapterFactory;
    return await applyMigrations({ factory, runScript: async (script) => void (await pool.query(script)) });
  } finally {
    await pool.end();
  }
}

const reconnectAfterMs = 1_000;

/** A dedicated connection (LISTEN needs one) that comes back after a break; what was missed meanwhile the polling finds. */
async function listenOnPostgres(url: string, channel: string, onPayload: (payload: string) => void) {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    client = new pg.Client({ connectionString: url });
    client.on("notification", (message) => onPayload(message.payload ?? ""));
    client.on("error", reconnectLater);
    client.on("end", reconnectLater);
    await client.connect();
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  }

  function reconnectLater(): void {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      connect().catch(reconnectLater);
    }, reconnectAfterMs);
    timer.unref();
  }

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    client?.removeAllListeners();
    await client?.end();
  };
}
