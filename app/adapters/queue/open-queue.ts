import { PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Log, Tx } from "#app/core/ports.ts";
import type { Database } from "../db/open-database.ts";

/** One kind of background job: ids only in its data, so that a job that waited reads what is true now. */
export type JobSpec<T> = {
  schema: z.ZodType<T>;
  retryLimit: number;
  /** Waits grow from here, doubling. */
  retryDelaySeconds: number;
  /** A run that takes longer counts as died. */
  expireInSeconds: number;
  /** UTC; absent: only on demand. */
  cron?: string;
};

export type JobCatalog = Record<string, JobSpec<unknown>>;

type DataOf<S extends JobSpec<unknown>> = z.output<S["schema"]>;
export type Handlers<C extends JobCatalog> = { [N in keyof C]: (data: DataOf<C[N]>) => Promise<void> };

export type Queue<C extends JobCatalog> = {
  /**
   * With `singletonKey`, a second job of the same key is not queued while the first waits. With `tx`, it is queued if that
   * transaction commits, and only then.
   */
  send<N extends keyof C & string>(
    name: N,
    data: DataOf<C[N]>,
    options?: { singletonKey?: string; tx?: Tx },
  ): Promise<void>;
  /** Begins to work on jobs; without it this process only sends. */
  work(handlers: Handlers<C>): Promise<void>;
  /** Ends after the jobs under way. */
  stop(graceMs: number): Promise<void>;
};

const noJob = "00000000-0000-0000-0000-000000000000";

/** pg-boss on the app's database. It wakes code; the rows it points to are the truth. */
export async function openQueue<C extends JobCatalog>(database: Database, catalog: C, log: Log): Promise<Queue<C>> {
  const boss = new PgBoss({ db: { executeSql: database.executeSql }, schema: "pgboss", migrate: true });
  boss.on("error", (error) => log.error("job queue", { error }));
  await boss.start();
  // Every queue is known before anything is served: on PGlite a first look-up inside a transaction would wait for itself.
  for (const [name, spec] of Object.entries(catalog)) {
    await boss.createQueue(name, {
      policy: "short",
      retryLimit: spec.retryLimit,
      retryDelay: spec.retryDelaySeconds,
      retryBackoff: true,
      expireInSeconds: spec.expireInSeconds,
    });
    if (spec.cron) await boss.schedule(name, spec.cron, {});
    // Looks the queue up, which pg-boss remembers.
    await boss.getJobById(name, noJob);
  }
  // What ran by itself in an earlier version stays scheduled in the database.
  for (const { name } of await boss.getSchedules()) if (!catalog[name]?.cron) await boss.unschedule(name);
  return {
    send: async (name, data, { tx, ...options } = {}) => {
      await boss.send(name, data as object, { ...options, ...(tx ? { db: insideOf(tx) } : {}) });
    },
    work: async (handlers) => {
      for (const [name, spec] of Object.entries(catalog)) {
        await boss.work(name, { pollingIntervalSeconds: 2 }, async ([job]) => {
          if (job) await runJob(name, spec, handlers[name] as (data: unknown) => Promise<void>, job.data);
        });
      }
    },
    stop: (graceMs) => boss.stop({ graceful: true, close: false, timeout: graceMs }),
  };

  async function runJob(name: string, spec: JobSpec<unknown>, handle: (data: unknown) => Promise<void>, data: unknown) {
    try {
      await handle(spec.schema.parse(data ?? {}));
    } catch (error) {
      log.error("a job failed", { job: name, error });
      throw error;
    }
  }
}

/** pg-boss' statements as part of a transaction of the app's own. */
function insideOf(tx: Tx) {
  return {
    executeSql: async (text: string, values: unknown[] = []) => ({
      rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values),
    }),
  };
}
