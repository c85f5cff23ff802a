import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

/**
 * Prisma's own schema engine as WebAssembly: applies the ordinary migration folder and writes the ordinary
 * `_prisma_migrations` rows, but needs no downloaded binary and also works on PGlite.
 */

const here = fileURLToPath(new URL(".", import.meta.url));
const loadedKey = Symbol.for("tidings.schema-engine");
const noFilter = { externalTables: [], externalEnums: [] };

export type MigrationTarget = {
  factory: SqlMigrationAwareDriverAdapterFactory;
  /**
   * Runs a whole script. The adapters' own executeScript will not do: adapter-pg 7.10 cuts it at every semicolon, also those
   * inside a function's body, and pglite-prisma-adapter 0.7 does not wait for it.
   */
  runScript(script: string): Promise<void>;
};

type Engine = Awaited<ReturnType<typeof bindings.SchemaEngine.new>>;

/** The bindings are one module in a process and hold one instance, however often this file is loaded (vitest does so). */
const registry = globalThis as { [loadedKey]?: Promise<void> };

async function loadEngine(): Promise<void> {
  const wasmPath = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), {
    "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

/** Not freed: its handle on the adapter ends with the garbage collector, and freeing it earlier throws. */
async function openEngine({ factory, runScript }: MigrationTarget): Promise<Engine> {
  registry[loadedKey] ??= loadEngine();
  await registry[loadedKey];
  const schema = await readFile(`${here}schema.prisma`, "utf8");
  return bindings.SchemaEngine.new(
    { datamodels: [["schema.prisma", schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory({
      ...withScripts(factory, runScript),
      connectToShadowDb: () => factory.connectToShadowDb(),
    }),
  );
}

function withScripts(factory: SqlMigrationAwareDriverAdapterFactory, runScript: MigrationTarget["runScript"]) {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      adapter.executeScript = runScript;
      return adapter;
    },
  };
}

async function readMigrations() {
  const baseDir = `${here}migrations`;
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: await readFile(`${baseDir}/${path}/migration.sql`, "utf8") },
      },
    })),
  );
  const lockfile = { path: "migration_lock.toml", content: await readFile(`${baseDir}/migration_lock.toml`, "utf8") };
  return { baseDir, lockfile, shadowDbInitScript: "", migrationDirectories };
}

/** Applies what is missing, in order; names of what was applied. Throws Prisma's error when a migration fails. */
export async function applyMigrations(target: MigrationTarget): Promise<string[]> {
  const engine = await openEngine(target);
  const { appliedMigrationNames } = await engine.applyMigrations({
    migrationsList: await readMigrations(),
    filters: noFilter,
  });
  return appliedMigrationNames;
}

/** The SQL that leads from the migration folder (or from nothing) to schema.prisma; "" when they agree. */
export async function diffToSchema(target: MigrationTarget, from: "migrations" | "empty"): Promise<string> {
  const engine = await openEngine(target);
  const schema = { path: "schema.prisma", content: await readFile(`${here}schema.prisma`, "utf8") };
  const { stdout } = await engine.diff({
    from: from === "empty" ? { tag: "empty" } : { tag: "migrations", ...(await readMigrations()) },
    to: { tag: "schemaDatamodel", files: [schema] },
    script: true,
    exitCode: null,
    filters: noFilter,
  });
  return stdout ?? "";
}
