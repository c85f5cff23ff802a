import { readEnvOrExit } from "../adapters/config/read-env-or-exit.ts";
import { runOrExplain } from "./run-or-explain.ts";
import { openDatabase } from "../adapters/db/open-database.ts";

/** npm run migrate: brings the database up to date. Safe to run twice; run it before the new version starts. */
const env = readEnvOrExit();
await runOrExplain(async () => {
  const database = await openDatabase(
    env.DATABASE_URL
      ? { engine: "postgres", url: env.DATABASE_URL, maxConnections: 2 }
      : { engine: "pglite", dataDir: env.DATA_DIR },
  );
  const applied = await database.migrate();
  await database.close();
  process.stdout.write(applied.length > 0 ? `Applied: ${applied.join(", ")}\n` : "The database is up to date.\n");
});
