import type { FileRow, FileSection, FileValue, PersonFile } from "../core/privacy/person-file.ts";
import { fileSections } from "../core/privacy/person-file.ts";
import { createI18n } from "./create-i18n.ts";
import { chooseLocale, directionOf } from "./locales.ts";
import { isFact, type FactName } from "./person-facts.ts";
import { languagesOf, sayValue, type Tongue } from "./person-values.ts";
import { escapeHtml } from "./escape-html.ts";

/**
 * Everything held about a person as one page they can read, print and keep: no script, nothing loaded from anywhere. In their
 * language when the app speaks it, else the shop's; codes in words, moments in the shop's time. What has no words is technical,
 * and stands as it is held.
 */
export async function writePersonPage(file: PersonFile, shop: { locale: string; timeZone: string }): Promise<string> {
  const { timeZone } = shop;
  const locale = chooseLocale([...languagesOf(file.sections.person), shop.locale]);
  const i18n = await createI18n(locale);
  const { t } = i18n;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(new Date(file.madeAt));
  const title = t("privacy.file.title");
  const intro = t("privacy.file.intro", { shop: file.shop.name, domain: file.shop.domain, date });
  const words: Words = {
    ...{ i18n, locale, timeZone, technical: t("privacy.file.technical") },
    factOf: (name) => t(`privacy.file.facts.${name}`),
  };
  const sections = fileSections
    .filter((section) => file.sections[section].length > 0)
    .map((section) => writeSection(t(`privacy.file.sections.${section}`), file.sections[section], section, words));
  return [
    `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head>`,
    `<body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(intro)}</p>`,
    ...sections,
    "</body></html>",
  ].join("\n");
}

const style = `body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:52rem;margin:0 auto;padding:24px}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}article{border-top:1px solid #ddd;padding:12px 0}
.words{font-weight:600;white-space:pre-wrap;margin:0 0 8px}dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:2px 16px;margin:0}
dt{color:#616161}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}dl dl{grid-column:1/-1}
details{margin-top:8px}summary{color:#616161;cursor:pointer}
@media(max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:6px}}`;

type Words = Tongue & { technical: string; factOf(name: FactName): string };

function writeSection(title: string, rows: readonly FileRow[], section: FileSection, words: Words): string {
  return `<section><h2>${escapeHtml(title)}</h2>${rows.map((row) => writeRow(row, section, words)).join("\n")}</section>`;
}

/** What was written comes first, then what a person understands; ids and the like are there for whoever opens them. */
function writeRow({ text, ...rest }: FileRow, section: FileSection, words: Words): string {
  const said = typeof text === "string" && text !== "" ? `<p class="words" dir="auto">${escapeHtml(text)}</p>` : "";
  const held = Object.entries(rest).filter(([, value]) => !isEmpty(value));
  const currency = typeof rest.currency === "string" && /^[A-Z]{3}$/.test(rest.currency) ? rest.currency : null;
  const facts = held.flatMap(([key, value]) => {
    const shown = isFact(key) ? writeFact(key, value, section, words, currency) : "";
    return isFact(key) && shown ? [writeLine(words.factOf(key), shown)] : [];
  });
  const technical = held.filter(([key, value]) => isTechnical(key, value, section, words));
  const more = `<details><summary>${escapeHtml(words.technical)}</summary>${writeTechnical(technical)}</details>`;
  return `<article>${said}${writeList(facts)}${technical.length > 0 ? more : ""}</article>`;
}

/** "" for what has no words. */
function writeFact(key: string, value: FileValue, section: FileSection, words: Words, currency: string | null): string {
  if (value === null) return "";
  if (Array.isArray(value)) {
    const all = value.map((one) => writeFact(key, one, section, words, currency));
    return all.filter((one) => one !== "").join("<br>");
  }
  if (typeof value === "object") {
    const lines = Object.entries(value).flatMap(([name, inner]) => {
      const shown = isFact(name) ? writeFact(name, inner, section, words, currency) : "";
      return isFact(name) && shown ? [writeLine(words.factOf(name), shown)] : [];
    });
    return writeList(lines);
  }
  if (currency && /Minor$/.test(key)) return writeAmount(value, currency, words);
  return escapeHtml(sayValue(section, key, value, words) ?? "");
}

/** Also what was said only in part: of an order's items their ids. */
function isTechnical(key: string, value: FileValue, section: FileSection, words: Words): boolean {
  if (!isFact(key)) return true;
  if (Array.isArray(value)) return value.some((one) => isTechnical(key, one, section, words));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).some(([name, inner]) => isTechnical(name, inner, section, words));
  return value !== null && sayValue(section, key, value, words) === null;
}

/** As it is held, under its own names. */
function writeTechnical(held: readonly (readonly [string, FileValue])[]): string {
  return writeList(held.filter(([, value]) => !isEmpty(value)).map(([key, value]) => writeLine(key, writeHeld(value))));
}

function writeHeld(value: FileValue): string {
  if (Array.isArray(value)) return value.map(writeHeld).join("<br>");
  return typeof value === "object" && value !== null
    ? writeTechnical(Object.entries(value))
    : escapeHtml(String(value));
}

function writeLine(name: string, shown: string): string {
  return `<dt>${escapeHtml(name)}</dt><dd dir="auto">${shown}</dd>`;
}

function writeList(lines: readonly string[]): string {
  return lines.length > 0 ? `<dl>${lines.join("")}</dl>` : "";
}

function writeAmount(minor: FileValue, currency: string, words: Words): string {
  const format = new Intl.NumberFormat(words.locale, { style: "currency", currency });
  return escapeHtml(format.format(Number(minor) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)));
}

function isEmpty(value: FileValue): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
