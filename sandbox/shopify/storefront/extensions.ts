import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** A block's {% schema %}, as far as rendering needs it: https://shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration */
const blockSchema = z.looseObject({
  name: z.string(),
  target: z.enum(["section", "head", "body", "compliance_head"]),
  stylesheet: z.string().optional(),
  javascript: z.string().optional(),
  enabled_on: z.object({ templates: z.array(z.string()).optional() }).optional(),
  disabled_on: z.object({ templates: z.array(z.string()).optional() }).optional(),
  settings: z
    .array(z.looseObject({ type: z.string(), id: z.string().optional(), default: z.unknown().optional() }))
    .default([]),
});

export type ThemeBlock = { handle: string; source: string; schema: z.infer<typeof blockSchema> };
export type Translations = { [key: string]: string | Translations };

export type ThemeExtension = {
  handle: string;
  folder: string;
  blocks: ThemeBlock[];
  /** "de" -> texts; the default locale is also under "default". */
  locales: Record<string, Translations>;
  schemaLocales: Record<string, Translations>;
};

const extensionsFolder = fileURLToPath(new URL("../../../extensions", import.meta.url));

/** Every extension of `type = "theme"`. Read anew each time: who edits a block sees it at the next reload. */
export function readThemeExtensions(path = extensionsFolder): ThemeExtension[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const folder = join(path, entry.name);
    const config = join(folder, "shopify.extension.toml");
    if (!entry.isDirectory() || !existsSync(config)) return [];
    const toml = readFileSync(config, "utf8");
    if (!/^\s*type\s*=\s*"theme(_app_extension)?"/m.test(toml)) return [];
    const handle = /^\s*handle\s*=\s*"([^"]+)"/m.exec(toml)?.[1] ?? entry.name;
    return [{ handle, folder, blocks: readBlocks(folder), ...readLocales(folder) }];
  });
}

function readBlocks(folder: string): ThemeBlock[] {
  return filesIn(join(folder, "blocks"), ".liquid").map((file) => {
    const text = readFileSync(file, "utf8");
    const schemaText = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(text)?.[1];
    if (schemaText === undefined) throw new Error(`${file} has no {% schema %}`);
    return { handle: basename(file, ".liquid"), source: text, schema: blockSchema.parse(JSON.parse(schemaText)) };
  });
}

function readLocales(folder: string): Pick<ThemeExtension, "locales" | "schemaLocales"> {
  const locales: Record<string, Translations> = {};
  const schemaLocales: Record<string, Translations> = {};
  for (const file of filesIn(join(folder, "locales"), ".json")) {
    const [language = "", ...rest] = basename(file, ".json").split(".");
    const into = rest.includes("schema") ? schemaLocales : locales;
    const texts = JSON.parse(readFileSync(file, "utf8")) as Translations;
    into[language] = texts;
    if (rest.includes("default")) into["default"] = texts;
  }
  return { locales, schemaLocales };
}

function filesIn(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}

/** The text of "a.b.c" in the page's language, else its base language, else the default. */
export function translate(
  locales: Record<string, Translations>,
  locale: string,
  key: string,
): string | Translations | null {
  for (const language of [locale, locale.split("-")[0] ?? locale, "default"]) {
    let found: string | Translations | undefined = locales[language];
    for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
    if (found !== undefined) return found;
  }
  return null;
}
