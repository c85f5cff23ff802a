/**
 * npm run build:extensions
 *
 * Builds the UI extensions as Shopify's CLI does when they are deployed: its own bundler, in a copy of the app that has a
 * made-up client id, without a login and without the internet. Fails when it fails, when a bundle is larger than Shopify
 * takes, when it does not know where the app is, or when the types the CLI writes beside the source are not those committed.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const extensions = ["tidings-opt-in"];
const address = "https://tidings.example.com";
const clientId = "0".repeat(32);
/** Shopify refuses a larger script (UI extensions, "Script size": 64 KB compressed). */
const mostBytes = 64 * 1024;
/** It takes seconds; the CLI would wait for ever where it wants to ask something. */
const patienceMs = 120_000;

const copy = mkdtempSync(join(tmpdir(), "tidings-extensions-"));
try {
  copyApp();
  await runCli();
  const problems = extensions.flatMap(problemsOf);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Of the app only what the CLI reads. A .env is where a deployment gets the address from; this one is the copy's own. */
function copyApp(): void {
  for (const name of ["package.json", "tsconfig.json"]) cpSync(join(root, name), join(copy, name));
  const config = readFileSync(join(root, "shopify.app.toml"), "utf8");
  writeFileSync(join(copy, "shopify.app.toml"), config.replace('client_id = ""', `client_id = "${clientId}"`));
  writeFileSync(join(copy, ".env"), `SHOPIFY_APP_URL=${address}\n`);
  for (const name of extensions)
    cpSync(join(root, "extensions", name), join(copy, "extensions", name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
}

async function runCli(): Promise<void> {
  const cli = join(root, "node_modules", "@shopify", "cli", "bin", "run.js");
  const args = [cli, "app", "build", "--path", copy, "--client-id", clientId, "--skip-dependencies-installation"];
  const env = { ...process.env, SHOPIFY_CLI_NO_ANALYTICS: "1", CI: "1", HOME: copy, USERPROFILE: copy };
  const child = spawn(process.execPath, args, { cwd: copy, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const timer = setTimeout(() => child.kill(), patienceMs);
  const code = await new Promise<number | null>((done, fail) => child.on("error", fail).on("close", done));
  clearTimeout(timer);
  if (code !== 0) throw new Error(`Shopify's CLI could not build the extensions (it ended with ${code}):\n${output}`);
}

function problemsOf(name: string): string[] {
  const folder = join(copy, "extensions", name);
  const bundle = readFileSync(join(folder, "dist", `${name}.js`));
  const bytes = gzipSync(bundle).length;
  console.log(`${name}: ${bundle.length} bytes, ${bytes} compressed (limit ${mostBytes})`);
  const types = (at: string) => readFileSync(join(at, "shopify.d.ts"), "utf8");
  return [
    ...(bytes > mostBytes ? [`${name} is larger than Shopify takes.`] : []),
    ...(bundle.includes(address) ? [] : [`${name} does not know the app's address (SHOPIFY_APP_URL).`]),
    ...(types(folder) === types(join(root, "extensions", name))
      ? []
      : [`extensions/${name}/shopify.d.ts is not what the CLI writes. Copy it from there:\n${types(folder)}`]),
  ];
}
