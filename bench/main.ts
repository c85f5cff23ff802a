/** `npm run bench [-- --only receive,send] [--engine pglite|postgres] [--quick] [--profile]`: docs/benchmarks.md. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { growth } from "./growth.ts";
import { pages } from "./pages.ts";
import { receive } from "./receive.ts";
import { send } from "./send.ts";
import { engineNames, startEngine, type EngineName } from "./support/engines.ts";
import { table, writeResults, type Row } from "./support/report.ts";
import type { Benchmark, Run } from "./support/run.ts";
import { root } from "./support/settings.ts";
import { through } from "./through.ts";

const benchmarks: Record<string, Benchmark> = { receive, send, through, growth, pages };

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    engine: { type: "string" },
    quick: { type: "boolean", default: false },
    profile: { type: "boolean", default: false },
  },
});
const chosen = choose("benchmark", options.only, Object.keys(benchmarks));
const engines = choose("engine", options.engine, engineNames);
const startedAt = new Date();
const rows: Row[] = [];
let broken = 0;

for (const engine of engines) await benchmarksOn(engine);
console.log(`\n${table(rows)}\n`);
const missed = rows.filter(({ aim }) => aim && !aim.met);
const withAim = rows.filter(({ aim }) => aim);
console.log(
  `${withAim.length - missed.length} of ${withAim.length} aims met${missed.length > 0 ? ", the others MISSED" : ""}.`,
);
console.log(
  `Written to ${await writeResults(rows, startedAt, { quick: options.quick, node: process.version, cores: availableParallelism() })}`,
);
process.exit(broken > 0 ? 1 : 0);

async function benchmarksOn(name: EngineName): Promise<void> {
  const engine = await startEngine(name);
  const run: Run = {
    engine,
    quick: options.quick,
    profileDir: options.profile ? join(root, "bench/results/profiles") : undefined,
    say: (text) => console.log(`${name}: ${text}`),
  };
  for (const benchmark of chosen) {
    const startedAtMs = performance.now();
    run.say(`${benchmark} …`);
    try {
      const figures = (await benchmarks[benchmark]?.(run)) ?? [];
      rows.push(...figures.map((figure) => ({ benchmark, engine: name, ...figure })));
      run.say(`${benchmark} took ${Math.round((performance.now() - startedAtMs) / 1000)} s`);
    } catch (error) {
      broken += 1;
      console.error(`${name}: ${benchmark} could not be measured:`, error);
    }
  }
  await engine.stop();
}

function choose<Name extends string>(kind: string, wish: string | undefined, known: readonly Name[]): Name[] {
  const names = wish?.split(",") ?? [];
  const unknown = names.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) {
    console.error(`There is no ${kind} ${unknown.join(", ")}. Known: ${known.join(", ")}.`);
    process.exit(1);
  }
  return wish === undefined ? [...known] : known.filter((name) => names.includes(name));
}
