import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineName } from "./engines.ts";
import type { Figure } from "./run.ts";
import { root } from "./settings.ts";

export type Row = Figure & { benchmark: string; engine: EngineName };

const heads = ["benchmark", "engine", "figure", "measured", "limit", "ratio", "aim", ""];

/** The figures as a table, each beside its limit. */
export function table(rows: readonly Row[]): string {
  const cells = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  return lines.join("\n");
}

function cellsOf({ benchmark, engine, name, value, unit, limit, aim }: Row): string[] {
  return [
    benchmark,
    engine,
    name,
    `${short(value)} ${unit}`,
    limit ? `${short(limit.value)} ${unit} (${limit.name})` : "",
    limit ? (value / limit.value).toFixed(2) : "",
    aim?.text ?? "",
    aim ? (aim.met ? "ok" : "MISSED") : "",
  ];
}

function short(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

/** Writes bench/results/<date>.json and returns its path. */
export async function writeResults(rows: readonly Row[], at: Date, facts: Record<string, unknown>): Promise<string> {
  const directory = join(root, "bench/results");
  await mkdir(directory, { recursive: true });
  const path = join(directory, `${at.toISOString().replaceAll(":", "-").slice(0, 19)}.json`);
  await writeFile(path, `${JSON.stringify({ at: at.toISOString(), ...facts, figures: rows }, null, 2)}\n`);
  return path;
}
