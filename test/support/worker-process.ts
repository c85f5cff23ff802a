import { fork } from "node:child_process";
import { resolve } from "node:path";
import { shopifySecret } from "./open-doors.ts";
import { defaultAppSecret, defaultVerifyToken } from "#sandbox/whatsapp/defaults.ts";

const root = resolve(import.meta.dirname, "../..");
const keptLines = 60;

export type WorkerOptions = {
  databaseUrl: string;
  /** Of the pretend WhatsApp. */
  sandboxOrigin: string;
  /** As in ENCRYPTION_KEYS. */
  encryptionKeys: string;
  /** How far its clock runs ahead. */
  offsetMs: number;
};

export type WorkerProcess = ReturnType<typeof startWorkerProcess>;

/** The real program with ROLE=worker, as a process of its own; only its clock and the addresses of the outside world differ. */
export function startWorkerProcess({ databaseUrl, sandboxOrigin, encryptionKeys, offsetMs }: WorkerOptions) {
  const child = fork("app/main.ts", [], {
    cwd: root,
    execArgv: ["--disable-warning=ExperimentalWarning", "--import", "./sandbox/preload.ts"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      ROLE: "worker",
      LISTEN_ADDRESS: "127.0.0.1",
      PORT: "0",
      DATABASE_URL: databaseUrl,
      SHOPIFY_API_KEY: "road",
      SHOPIFY_API_SECRET: shopifySecret,
      SHOPIFY_APP_URL: "https://tidings.example",
      SCOPES: "read_orders",
      WHATSAPP_APP_SECRET: defaultAppSecret,
      WHATSAPP_VERIFY_TOKEN: defaultVerifyToken,
      WHATSAPP_API_URL: `${sandboxOrigin}/graph`,
      ENCRYPTION_KEYS: encryptionKeys,
      SANDBOX_ORIGIN: sandboxOrigin,
      SANDBOX_CLOCK_OFFSET_MS: String(offsetMs),
    },
  });

  const lines: string[] = [];
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) =>
    child.once("exit", (code, signal) => done({ code, signal })),
  );
  const works = new Promise<void>((done, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        lines.push(...chunk.toString().split("\n").filter(Boolean));
        lines.splice(0, Math.max(0, lines.length - keptLines));
        if (chunk.includes('"worker started"')) done();
      });
    }
    void ended.then(({ code }) => fail(new Error(`The worker ended (${code}) before it worked:\n${lines.join("\n")}`)));
  });
  works.catch(() => {});

  return {
    /** Resolves when its loops run. */
    works,
    lastLines: () => lines.join("\n"),
    /** Without a chance to finish anything. */
    async killHard(): Promise<void> {
      child.kill("SIGKILL");
      await ended;
    },
    /** As a deployment does it; resolves with how it ended. */
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
    /** Moves its clock; resolves when it has followed. */
    async tellClock(ms: number): Promise<void> {
      if (!child.connected) return;
      const followed = new Promise<void>((done) =>
        child.on("message", (message: { offsetMs?: number }) => message.offsetMs === ms && done()),
      );
      child.send({ type: "clock", offsetMs: ms }, () => {});
      await Promise.race([followed, ended]);
    },
  };
}
