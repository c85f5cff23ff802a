import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openPglite } from "#app/adapters/db/open-pglite.ts";
import { applyMigrations } from "#prisma/schema-engine.ts";

/** One migrated, empty directory for the whole run; every file loads a copy of it. */
export default async function setup(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), "tidings-pglite-"));
  const { client, migrations } = await openPglite("memory://");
  await applyMigrations(migrations);
  const snapshot = join(directory, "empty.tar");
  await writeFile(snapshot, Buffer.from(await (await client.dumpDataDir("none")).arrayBuffer()));
  await client.close();
  project.provide("pgliteSnapshot", snapshot);
  return () => rm(directory, { recursive: true, force: true });
}
