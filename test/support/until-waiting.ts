import { vi } from "vitest";
import type { Db } from "#app/core/ports.ts";

/** Until PostgreSQL itself says that so many sessions of this database wait for a lock. */
export async function untilWaiting(db: Db, sessions: number): Promise<void> {
  await vi.waitUntil(async () => (await waitingForLocks(db)) >= sessions, { timeout: 10_000 });
}

async function waitingForLocks(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS "waiting" FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE NOT l.granted AND a.datname = current_database()`;
  return row?.waiting ?? 0;
}
