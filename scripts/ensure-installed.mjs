/**
 * node scripts/ensure-installed.mjs <program> [arguments…]
 *
 * Lets a fresh clone run with one command: installs the packages when they are missing or not those of package-lock.json,
 * generates the database client when the schema is newer, then runs the program from node_modules/.bin with the pinned
 * Node. Only Node's own modules, and nothing newer than Node 20: this runs before anything is installed.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = join(root, "node_modules", ".bin");
const onWindows = process.platform === "win32";

function readPackages(path) {
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
}

/** npm notes what it put into node_modules; packages for other systems are missing there rightly. */
function isInstalled() {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" || entry.optional || entry.devOptional || entry.peer || present[path]?.version === entry.version,
  );
}

function changedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function run(command, args, stdout = "inherit") {
  const path = `${bin}${onWindows ? ";" : ":"}${process.env.PATH ?? ""}`;
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ["inherit", stdout, "inherit"],
    shell: onWindows,
    env: { ...process.env, PATH: path },
  });
  if (done.status !== 0) {
    console.error(`\n${command} ${args.join(" ")} failed${done.error ? ` (${done.error.message})` : ""}.`);
    process.exit(done.status ?? 1);
  }
}

// Not "npm ci": it refuses a lock file in which a registry had no build of an optional package for some other system.
if (!isInstalled()) {
  console.log("Installing the packages (once; a minute or two) …");
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
}

const schema = join(root, "prisma", "schema.prisma");
if (changedAt(schema) > changedAt(join(root, "prisma", "generated", "client.ts"))) {
  run(join(bin, onWindows ? "prisma.cmd" : "prisma"), ["generate"], "ignore");
}

const [program, ...args] = process.argv.slice(2);
if (program) {
  const path = `${bin}${onWindows ? ";" : ":"}${process.env.PATH ?? ""}`;
  const file = join(bin, onWindows ? `${program}.cmd` : program);
  const child = spawn(existsSync(file) ? file : program, args, {
    cwd: root,
    stdio: "inherit",
    shell: onWindows,
    env: { ...process.env, PATH: path },
  });
  // Ctrl-C reaches the child too: wait for it to end in its own way.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
