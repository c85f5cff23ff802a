import { freePort } from "#sandbox/host/listen.ts";
import type { BenchDatabase } from "./engines.ts";
import { startChild, type Child } from "./child-process.ts";
import { sleep } from "./numbers.ts";
import type { Run } from "./run.ts";
import { appEnvironment } from "./settings.ts";

export type RunningApp = { origin: string; ended: Promise<never>; stop(): Promise<void> };

const readyWithinMs = 60_000;

type AppOptions = {
  role: "web" | "worker" | "all";
  /** Base address of the Graph API. */
  graphUrl: string;
  port?: number;
};

/** The real app as its own process, ready to serve. */
export async function startApp(run: Run, database: BenchDatabase, options: AppOptions): Promise<RunningApp> {
  const port = options.port ?? (await freePort("127.0.0.1"));
  const profiling = run.profileDir ? ["--cpu-prof", `--cpu-prof-dir=${run.profileDir}`] : [];
  const child = startChild(
    "app/main.ts",
    {
      ...appEnvironment,
      ...database.env,
      ROLE: options.role,
      PORT: String(port),
      WHATSAPP_API_URL: options.graphUrl,
      SHUTDOWN_GRACE_SECONDS: "8",
    },
    profiling,
  );
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin, child).catch(async (error: unknown) => {
    await child.stop();
    throw error;
  });
  return { origin, ended: child.ended, stop: child.stop };
}

async function untilReady(origin: string, child: Child): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline) {
    const answer = await Promise.race([fetch(`${origin}/readyz`).catch(() => undefined), child.ended]);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error(`The app was not ready within ${readyWithinMs / 1000} s.`);
}
