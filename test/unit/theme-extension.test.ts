import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { themeCheckRun } from "@shopify/theme-check-node";
import { afterAll, describe, expect, it, vi } from "vitest";
import { extension, extensionFolder as folder, languages } from "#test/support/storefront-blocks.ts";

/** Theme check would fetch Shopify's newest definitions; the ones it brings along do, and no test needs the network. */
const cache = vi.hoisted(() => {
  const folder = `${process.env.TMPDIR ?? "/tmp"}/theme-check-${process.pid}`;
  process.env.XDG_CACHE_HOME = folder;
  process.env.SHOPIFY_TLD_ROOT = `${folder}/nothing-here`;
  return folder;
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

type Config = "theme-check:theme-app-extension" | "theme-check:all";

async function judge(root: string, config: Config = "theme-check:theme-app-extension") {
  const { offenses, theme } = await themeCheckRun(root, config);
  return { offenses: offenses.map(({ check, message }) => `${check}: ${message}`), files: theme.length };
}

describe("theme check", () => {
  it("finds nothing to say at its strictest", async () => {
    const { offenses, files } = await judge(folder);
    expect(offenses).toEqual([]);
    expect(files).toBeGreaterThan(2 * languages.length + extension.blocks.length);
  }, 30_000);

  /** These checks read our blocks as a theme's own: all but what only an app's block has must fit the published schema. */
  const ofAppsOnly =
    /^(OrphanedSnippet: |ValidSchema: Property (target|stylesheet|javascript|enabled_on|autofill) is not)/;

  it("finds every setting to be as Shopify's published schema has it", async () => {
    const { offenses } = await judge(folder, "theme-check:all");
    expect(offenses.filter((offense) => !ofAppsOnly.test(offense))).toEqual([]);
  }, 30_000);

  it("would say so if there were something", async () => {
    const copy = mkdtempSync(join(tmpdir(), "chat-"));
    cpSync(folder, copy, { recursive: true });
    const file = join(copy, "blocks/chat-button.liquid");
    const broken = readFileSync(file, "utf8")
      .replace("'button.label' | t", "'button.nope' | t")
      .replace("t:chat.side_info", "t:chat.nope")
      .replace('"type": "range"', '"type": "slider"');
    writeFileSync(file, `{% include 'x' %}${broken}`);
    const { offenses } = await judge(copy);
    const { offenses: published } = await judge(copy, "theme-check:all");
    rmSync(copy, { recursive: true });
    for (const check of ["TranslationKeyExists", "AppBlockValidTags", "ValidSchemaTranslations"]) {
      expect(
        offenses.some((offense) => offense.startsWith(check)),
        offenses.join("\n"),
      ).toBe(true);
    }
    expect(published.some((offense) => offense.startsWith("ValidSchema:") && !ofAppsOnly.test(offense))).toBe(true);
  }, 30_000);
});

it("its Liquid is far below Shopify's 100 KB", () => {
  const files = ["blocks", "snippets"].flatMap((name) =>
    readdirSync(join(folder, name)).map((file) => join(folder, name, file)),
  );
  const bytes = files.reduce((total, file) => total + statSync(file).size, 0);
  expect(bytes).toBeLessThan(50_000);
});

describe("the words", () => {
  it.each(["", ".schema"])("are there in the ten languages, all of them, for shoppers and merchants: %s", (kind) => {
    const files = readdirSync(`${folder}/locales`).filter((name) => name.includes(".schema") === (kind === ".schema"));
    expect(files.sort()).toEqual(
      languages.map((language) => `${language}${language === "en" ? ".default" : ""}${kind}.json`).sort(),
    );
    const keysOf = (file: string) => {
      const json = JSON.parse(readFileSync(`${folder}/locales/${file}`, "utf8")) as Record<
        string,
        Record<string, string>
      >;
      return Object.entries(json).flatMap(([group, texts]) =>
        Object.entries(texts).map(([key, text]) => `${group}.${key} ${placeholders(text)}`),
      );
    };
    for (const file of files)
      expect([file, keysOf(file)]).toEqual([file, keysOf(files.find((name) => name.includes("default")) ?? "")]);
  });

  function placeholders(text: string) {
    return [...text.matchAll(/\{\{ \w+ \}\}|\[\w+\]/g)]
      .map(([found]) => found)
      .sort()
      .join();
  }

  it("keep names under Shopify's 25 characters", () => {
    for (const [language, texts] of Object.entries(extension.schemaLocales)) {
      for (const group of ["chat", "ask", "back", "cheaper", "opt_in"]) {
        const words = texts[group];
        const name = typeof words === "object" ? words.name : undefined;
        expect([language, group, typeof name === "string" && name.length > 2 && name.length < 25]).toEqual([
          language,
          group,
          true,
        ]);
      }
    }
  });

  it("are all used, and all that is used is there", () => {
    const liquid = ["blocks", "snippets"]
      .flatMap((name) => readdirSync(join(folder, name)).map((file) => readFileSync(join(folder, name, file), "utf8")))
      .join("\n");
    const keysIn = (texts: object) =>
      Object.entries(texts).flatMap(([group, words]) => Object.keys(words as object).map((key) => `${group}.${key}`));
    const unused = [
      ...keysIn(extension.locales["default"] ?? {}).filter((key) => !liquid.includes(`'${key}'`)),
      ...keysIn(extension.schemaLocales["default"] ?? {}).filter((key) => !liquid.includes(`"t:${key}"`)),
    ];
    expect(unused).toEqual([]);
  });
});
