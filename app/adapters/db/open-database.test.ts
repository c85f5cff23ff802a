import { expect, test } from "vitest";
import { openDatabase } from "./open-database.ts";

test("the embedded database runs several statements at once, as the queue's migrations come", async () => {
  const database = await openDatabase({ engine: "pglite", dataDir: "memory://" });
  const { rows } = await database.executeSql("BEGIN; SELECT 1 AS n; SELECT 2 AS n; COMMIT");
  expect(rows).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await database.executeSql("SELECT $1::int AS n", [3])).toEqual({ rows: [{ n: 3 }] });
  await database.close();
}, 60_000);
