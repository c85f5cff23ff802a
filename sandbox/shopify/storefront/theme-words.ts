import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Translations } from "./extensions.ts";

const folder = fileURLToPath(new URL("./theme/locales", import.meta.url));

/** The theme's own words by language; who reads another one reads English, as in a shop that has not translated it. */
export function themeWords(): Record<string, Translations> {
  const words: Record<string, Translations> = {};
  for (const file of readdirSync(folder)) {
    words[basename(file, ".json")] = JSON.parse(readFileSync(join(folder, file), "utf8")) as Translations;
  }
  return { ...words, default: words["en"] ?? {} };
}
