import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { wordsInApp, wordsInSource } from "#test/support/words-in-code.ts";
import { polaris } from "./locales/en/index.ts";
import { createI18n } from "./create-i18n.ts";
import { locales } from "./locales.ts";

const folder = resolve(import.meta.dirname, "locales");
/** Polaris speaks most of the languages itself; where it does not, its words lie beside ours. */
const ofPolaris = "polaris.json";
const filesOf = (locale: string) =>
  readdirSync(resolve(folder, locale)).filter((file) => file.endsWith(".json") && file !== ofPolaris);
const read = (locale: string, file: string) =>
  JSON.parse(readFileSync(resolve(folder, locale, file), "utf8")) as Record<string, unknown>;

/** { a: { b: "x" } } -> [["a.b", "x"]] */
function flat(value: unknown, path: string[] = []): [string, string][] {
  if (typeof value === "string") return [[path.join("."), value]];
  return Object.entries(value as object).flatMap(([name, inner]) => flat(inner, [...path, name]));
}

const wordsOf = (locale: string) => new Map(filesOf(locale).flatMap((file) => flat(read(locale, file))));

const pluralForm = /_(zero|one|two|few|many|other)$/;
const plain = (key: string) => key.replace(pluralForm, "");
const english = wordsOf("en");
const known = new Set([...english.keys()].map(plain));

describe("the code and its words", () => {
  const uses = wordsInApp(resolve(import.meta.dirname, "../.."));
  const exists = (key: string) => known.has(key) || english.has(key);

  it("has words for every key that is used", () => {
    const missing = uses.filter(({ key, pattern, isCall }) => {
      if (!isCall) return false;
      return pattern ? ![...known].some((one) => pattern.test(one)) : !exists(key);
    });
    expect(missing.map(({ place, key }) => `${place} ${key}`)).toEqual([]);
  });

  it("uses every key that has words", () => {
    const literal = new Set(uses.filter(({ pattern }) => !pattern).map(({ key }) => plain(key)));
    const patterns = uses.flatMap(({ pattern }) => (pattern ? [pattern] : []));
    const unused = [...known].filter((key) => !literal.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it("finds keys wherever they stand", () => {
    const source = `
      import x from "./messages.json";
      t("a.b"); i18n.t(on ? "c.d" : \`e.\${kind}.f\`); t(given ?? "g.h");
      const problem = { key: "errors.x", values: { file: "not a key" } };`;
    expect(wordsInSource(source, "x.tsx").map(({ key, pattern, isCall }) => [pattern?.source ?? key, isCall])).toEqual([
      ["a.b", true],
      ["c.d", true],
      ["^e\\.[\\w./-]+\\.f$", true],
      ["g.h", true],
      ["errors.x", true],
    ]);
  });

  it("keeps every group of words in one file", () => {
    const all = filesOf("en").flatMap((file) => Object.keys(read("en", file)));
    expect(all.filter((group, index) => all.indexOf(group) !== index)).toEqual([]);
  });
});

describe.each(locales.filter((locale) => locale !== "en" && existsSync(resolve(folder, locale))))("in %s", (locale) => {
  const words = wordsOf(locale);
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const wanted = [...english.keys()].flatMap((key) => {
    if (!pluralForm.test(key)) return [key];
    return key.endsWith("_other") ? forms.map((form) => `${plain(key)}_${form}`) : [];
  });

  it("has the same files and keys as English, with the plural forms of its own", () => {
    expect(filesOf(locale)).toEqual(filesOf("en"));
    expect({
      missing: wanted.filter((key) => !words.has(key)),
      unknown: [...words.keys()].filter((key) => !wanted.includes(key)),
    }).toEqual({ missing: [], unknown: [] });
  });

  it("fills in the same values", () => {
    const values = (text: string) =>
      [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}|<\/?(\w+)>/g)].map((found) => found[1] ?? found[2]);
    const different = [...words].filter(([key, text]) => {
      const original = english.get(key) ?? english.get(`${plain(key)}_other`) ?? "";
      // "one parcel" needs no number, where the language has a form for exactly that.
      const optional = pluralForm.test(key) && !key.endsWith("_other") ? ["count"] : [];
      const [ours, theirs] = [values(original), values(text)].map((names) =>
        [...new Set(names)].filter((name) => !optional.includes(name ?? "")).sort(),
      );
      return text.trim() === "" || JSON.stringify(ours) !== JSON.stringify(theirs);
    });
    expect(different).toEqual([]);
  });

  it("is what a page in this language speaks", async () => {
    const i18n = await createI18n(locale);
    expect(i18n.t("nav.automations")).toBe(words.get("nav.automations"));
    const keysOf = (bundle: unknown) => flat(bundle).map(([key]) => key);
    expect(i18n.getResourceBundle(locale, "polaris")).toHaveProperty("Polaris");
    if (!existsSync(resolve(folder, locale, ofPolaris))) return;
    expect(keysOf(i18n.getResourceBundle(locale, "polaris")).sort()).toEqual(keysOf(polaris).sort());
  });
});
