import { expect, test } from "vitest";
import { z } from "zod";
import { openQueue } from "#app/adapters/queue/open-queue.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";

const database = useTestDatabase();

test("what a later version does not run by itself any more is not scheduled any more", async () => {
  const { ctx } = makeCtx(database.db);
  const job = { schema: z.object({}), retryLimit: 1, retryDelaySeconds: 1, expireInSeconds: 60 };
  const everyMinute = { ...job, cron: "* * * * *" };
  const before = await openQueue(
    database.database,
    { kept: everyMinute, quiet: everyMinute, gone: everyMinute },
    ctx.log,
  );
  await before.stop(0);
  const after = await openQueue(database.database, { kept: everyMinute, quiet: job }, ctx.log);
  await after.stop(0);
  const { rows } = await database.database.executeSql("SELECT name FROM pgboss.schedule");
  expect(rows).toEqual([{ name: "kept" }]);
});
