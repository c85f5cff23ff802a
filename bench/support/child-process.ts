import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { root } from "./settings.ts";

export type Child = {
  /** Resolves with the next message of this type; rejects when the process ends first. */
  next<T>(type: string): Promise<T>;
  send(message: { type: string }): void;
  /** Rejects when the process ends without being asked to. */
  ended: Promise<never>;
  /** Asks it to stop, insists after a while, and resolves when it is gone. */
  stop(): Promise<void>;
};

const stopsWithinMs = 15_000;
const keptLines = 30;
const running = new Set<ChildProcess>();

process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

/** Starts a TypeScript file of this repository as a process of its own. */
export function startChild(entry: string, env: Record<string, string>, execArgv: string[] = []): Child {
  const lines: string[] = [];
  let stopping = false;
  const child = fork(join(root, entry), [], {
    cwd: root,
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...env },
    execArgv: ["--disable-warning=ExperimentalWarning", ...execArgv],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      lines.push(...chunk.toString().split("\n").filter(Boolean));
      lines.splice(0, Math.max(0, lines.length - keptLines));
    });
  }
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ended = gone.then((): never => {
    running.delete(child);
    if (stopping) throw new Error(`${entry} has been stopped.`);
    throw new Error(`${entry} ended by itself (${child.exitCode ?? child.signalCode}):\n${lines.join("\n")}`);
  });
  ended.catch(() => {});

  function next<T>(type: string): Promise<T> {
    const message = new Promise<T>((resolve) => {
      const onMessage = (told: { type?: string }) => {
        if (told.type !== type) return;
        child.off("message", onMessage);
        resolve(told as T);
      };
      child.on("message", onMessage);
    });
    return Promise.race([message, ended]);
  }

  async function stop(): Promise<void> {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const insist = setTimeout(() => child.kill("SIGKILL"), stopsWithinMs);
    await gone;
    clearTimeout(insist);
  }

  return { next, send: (message) => void child.send(message), ended, stop };
}
