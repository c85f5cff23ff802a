import type { Database } from "#app/adapters/db/open-database.ts";
import { createIds, systemClock } from "#app/adapters/system-time.ts";
import type { Ctx } from "#app/core/ports.ts";

const silent = () => {};

/** What use cases are given, with the machine's own time. */
export function benchCtx({ db }: Database): Ctx {
  const log = { info: silent, warn: silent, error: silent };
  return {
    db,
    clock: systemClock,
    ids: createIds([{ id: "bench", secret: Buffer.alloc(32, 1) }]),
    log,
    wakes: { wake: silent },
  };
}
