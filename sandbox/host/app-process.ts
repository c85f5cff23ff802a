import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import type { WriteStream } from "node:fs";

export type AppStatus =
  | { state: "starting" }
  | { state: "ready" }
  /** It ended without being asked to. */
  | { state: "crashed"; code: number | null; signal: string | null; lastLines: string[] }
  | { state: "stopped" };

export type AppProcessOptions = {
  root: string;
  entry: string;
  port: number;
  env: Record<string, string>;
  logFile: string;
  /** Also shows the app's log in the terminal. */
  verbose: boolean;
  offsetMs(): number;
  onStatus(status: AppStatus): void;
};

const READY_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 15_000;
const KEPT_LINES = 40;

/** The app as its own process: what it would be on a server, plus the preload. */
export function startApp(options: AppProcessOptions) {
  const log = createWriteStream(options.logFile, { flags: "a" });
  const lastLines: string[] = [];
  let status: AppStatus = { state: "starting" };
  let stopping = false;

  function become(next: AppStatus): void {
    status = next;
    options.onStatus(next);
  }

  const child = fork(options.entry, [], {
    cwd: options.root,
    execPath: process.execPath,
    execArgv: ["--disable-warning=ExperimentalWarning", "--import", "./sandbox/preload.ts"],
    env: { NODE_ENV: "production", ...options.env, SANDBOX_CLOCK_OFFSET_MS: String(options.offsetMs()) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A group of its own: Ctrl-C in the terminal is for the sandbox, which then stops the app as a server would.
    detached: true,
  });
  followLog(child, log, lastLines, options.verbose);

  const ended = new Promise<void>((done) => {
    child.on("close", (code, signal) => {
      log.end();
      become(stopping ? { state: "stopped" } : { state: "crashed", code, signal, lastLines: [...lastLines] });
      done();
    });
  });

  async function waitUntilReady(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (status.state === "starting") {
      const answer = await fetch(`http://127.0.0.1:${options.port}/readyz`).catch(() => undefined);
      if (answer?.ok) return become({ state: "ready" });
      await answer?.body?.cancel();
      if (Date.now() > deadline) {
        throw new Error(
          `The app did not become ready within ${READY_WITHIN_MS / 1000} s. Its log: ${options.logFile}\n${lastLines.join("\n")}`,
        );
      }
      await new Promise((next) => setTimeout(next, 100));
    }
    if (status.state === "crashed") throw new Error(`The app ended while starting:\n${lastLines.join("\n")}`);
  }

  /** Resolves when the app has the new time, or when it is gone. */
  async function tellClock(offsetMs: number): Promise<void> {
    if (!child.connected) return;
    const followed = new Promise<void>((done) => {
      const onMessage = (message: { type?: string; offsetMs?: number }) => {
        if (message?.type !== "clock" || message.offsetMs !== offsetMs) return;
        child.off("message", onMessage);
        done();
      };
      child.on("message", onMessage);
    });
    child.send({ type: "clock", offsetMs });
    await Promise.race([followed, ended]);
  }

  /** Asks it to stop as a server does, and only then insists. */
  async function stop(): Promise<void> {
    stopping = true;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      const insist = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS);
      await ended;
      clearTimeout(insist);
    }
  }

  return { waitUntilReady, tellClock, stop, status: () => status, pid: child.pid };
}

function followLog(child: ChildProcess, log: WriteStream, lastLines: string[], verbose: boolean): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      log.write(chunk);
      if (verbose) process.stderr.write(chunk);
      lastLines.push(...linesOf(chunk));
      lastLines.splice(0, Math.max(0, lastLines.length - KEPT_LINES));
    });
  }
}

/** A stack trace may quote a minified file: one such line would push all others out of sight. */
function linesOf(chunk: Buffer): string[] {
  return chunk
    .toString()
    .split("\n")
    .filter(Boolean)
    .map((line) => (line.length > 300 ? `${line.slice(0, 300)} …` : line));
}
