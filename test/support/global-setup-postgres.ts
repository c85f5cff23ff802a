import type { TestProject } from "vitest/node";
import { startPostgres } from "./start-postgres.ts";

/** One real PostgreSQL for the whole run; every file gets a database copied from the migrated template. */
export default async function setup(project: TestProject) {
  const server = await startPostgres();
  project.provide("postgresUrl", server.url);
  return () => server.stop();
}
