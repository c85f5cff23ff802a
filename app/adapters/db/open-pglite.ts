import { mkdir, open, readFile, rm } from "node:fs/promises";
import { PGlite, types } from "@electric-sql/pglite";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";
import type { MigrationTarget } from "#prisma/schema-engine.ts";
import { AppError } from "#app/core/shared/app-error.ts";
import { withPreparedStatements } from "./prepared-pglite.ts";

export type OpenPglite = {
  client: PGlite;
  adapter: SqlMigrationAwareDriverAdapterFactory;
  migrations: MigrationTarget;
  /** Gives the directory back. */
  release(): Promise<void>;
};

/** The embedded database on a directory that this process locks; "memory://" for one that is gone at exit. */
export async function openPglite(dataDir: string, loadDataDir?: Blob): Promise<OpenPglite> {
  const release = dataDir.startsWith("memory://") ? async () => {} : await lockDirectory(dataDir);
  try {
    const path = dataDir.startsWith("memory://") ? dataDir : `${dataDir}/pglite`;
    const client = await PGlite.create(path, {
      serializers: { [bytea]: hexOf },
      ...(loadDataDir ? { loadDataDir } : {}),
    });
    const adapter = new PrismaPGlite(
      withPreparedStatements(client, { [bytea]: bytesOf }),
    ) as SqlMigrationAwareDriverAdapterFactory;
    // Migrations change what prepared statements were planned for.
    const factory = new PrismaPGlite(client) as SqlMigrationAwareDriverAdapterFactory;
    const runScript = async (script: string) => void (await client.exec(script));
    return { client, adapter, migrations: { factory, runScript }, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Type of a webhook's body. PGlite writes and the adapter reads it digit by digit, which takes longer than storing it. */
const bytea = types.BYTEA;

function hexOf(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
}

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.slice(2), "hex"));
}

/** Two processes on one PGlite directory destroy it: the lock file holds the pid of the one that may. */
async function lockDirectory(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const path = `${dataDir}/lock`;
  for (let attempt = 0; ; attempt++) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = Number(await readFile(path, "utf8").catch(() => ""));
      if (attempt > 0 || isAlive(holder)) {
        throw new AppError(
          "database_locked",
          `The embedded database in ${dataDir} is open in process ${holder}. Stop that process, or set DATABASE_URL to use PostgreSQL with several processes.`,
        );
      }
      await rm(path, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
