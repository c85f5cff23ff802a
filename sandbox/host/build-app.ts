import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const SOURCES = ["app", "vite.config.ts", "package.json", "public"];
const NOT_IN_THE_BUILD = /\.(?:test|spec)\.tsx?$/;

/** Time of the newest change below a path; 0 when it does not exist. */
async function newestChange(path: string): Promise<number> {
  const info = await stat(path).catch(() => undefined);
  if (!info) return 0;
  if (!info.isDirectory()) return NOT_IN_THE_BUILD.test(path) ? 0 : info.mtimeMs;
  const entries = await readdir(path);
  const times = await Promise.all(entries.map((entry) => newestChange(join(path, entry))));
  return Math.max(0, ...times);
}

/** Whether what a browser and the server load was built before the sources last changed, or never. */
export async function buildIsStale(root: string): Promise<boolean> {
  const built = await stat(join(root, "build/server/index.js")).catch(() => undefined);
  if (!built) return true;
  const changes = await Promise.all(SOURCES.map((source) => newestChange(join(root, source))));
  return Math.max(...changes) > built.mtimeMs;
}

/** Runs Remix's build; its output is shown only when it fails. */
export async function buildApp(root: string): Promise<void> {
  const remix = join(root, "node_modules/@remix-run/dev/dist/cli.js");
  if (!existsSync(remix)) throw new Error("The packages are not installed. Run: npm install");
  // Libraries are built for the environment they are built in: a test runner's "test" would reach the merchant's browser.
  const env = { ...process.env, NODE_ENV: "production" as const };
  const child = spawn(process.execPath, [remix, "vite:build"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done, fail) => child.on("error", fail).on("close", done));
  if (code !== 0) throw new Error(`The app could not be built (remix vite:build ended with ${code}):\n${output}`);
}
