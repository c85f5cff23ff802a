import { limits } from "./limits.ts";
import { findPlaceholders, replacePlaceholders, type Placeholder } from "./placeholders.ts";
import { problem, type Problem } from "./problem.ts";
import { isLinkVariable, isVariableKey } from "./variable-keys.ts";

type Part = "header" | "body" | "footer";
type Samples = Readonly<Record<string, string>>;

/** What emoji are to Meta: the ones people choose, not ©, digits or arrows. */
const emoji = /\p{RGI_Emoji}/gv;
const formatting = /[*_~`]/;

export function checkHeader(text: string, samples: Samples): Problem[] {
  return [
    ...checkLength(text, "header", limits.header),
    ...checkVariables(text, "header", samples),
    ...checkOneLine(text, "header"),
    ...notAllowed(text, "header", formatting, "formatting_not_allowed"),
    ...(findPlaceholders(text).length > 1 ? [problem("header_too_many_variables", { part: "header" })] : []),
  ];
}

export function checkFooter(text: string): Problem[] {
  const [variable] = findPlaceholders(text);
  return [
    ...checkLength(text, "footer", limits.footer),
    ...checkOneLine(text, "footer"),
    ...(variable
      ? [problem("footer_variable", { part: "footer", offset: variable.start }, { variable: variable.name })]
      : []),
  ];
}

/** `language`: Meta's code; words are counted as that language divides them. `max`: less for offers and cards. */
export function checkBody(text: string, language: string, samples: Samples, max: number = limits.body): Problem[] {
  if (text.trim() === "") return [problem("body_missing", { part: "body" })];
  const emojis = text.match(emoji)?.length ?? 0;
  return [
    ...checkLength(text, "body", max),
    ...checkVariables(text, "body", samples),
    ...checkPositions(text, findPlaceholders(text)),
    ...checkDensity(text, language),
    ...notAllowed(text, "body", /\n[^\S\n]*\n[^\S\n]*\n/, "line_break_run"),
    ...notAllowed(text, "body", / {5,}|\t/, "space_run"),
    ...(emojis > limits.bodyEmojis
      ? [problem("too_many_emojis", { part: "body" }, { count: emojis, max: limits.bodyEmojis })]
      : []),
  ];
}

/** Length as Meta counts it: with placeholders as numbers. */
function checkLength(text: string, part: Part, max: number): Problem[] {
  const { length } = replacePlaceholders(text, (_name, position) => `{{${position + 1}}}`);
  return length > max ? [problem("text_too_long", { part }, { length, max })] : [];
}

function checkVariables(text: string, part: Part, samples: Samples): Problem[] {
  const found = findPlaceholders(text);
  const problems = found.flatMap(({ name, start }) => checkVariable(name, { part, offset: start }, samples));
  const rest = replacePlaceholders(text, () => "");
  if (/\{\{|\}\}/.test(rest))
    problems.push(
      problem("variable_malformed", { part, offset: text.search(/\{\{|\}\}/) }, { example: "{{shop.name}}" }),
    );
  return problems;
}

function checkVariable(name: string, where: Problem["where"], samples: Samples): Problem[] {
  if (/^\d+$/.test(name)) return [problem("variable_numbered", where, { variable: name })];
  if (!isVariableKey(name)) return [problem("variable_unknown", where, { variable: name })];
  if (isLinkVariable(name)) return [problem("link_variable_in_text", where, { variable: name })];
  return samples[name]?.trim() ? [] : [problem("sample_missing", where, { variable: name })];
}

/** A letter or a digit: punctuation and spaces do not keep variables apart, nor from the edges (Meta: 2388299). */
const substance = /[\p{L}\p{N}]/u;

function checkPositions(text: string, found: readonly Placeholder[]): Problem[] {
  const problems: Problem[] = [];
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return problems;
  if (!substance.test(text.slice(0, first.start))) {
    problems.push(problem("variable_first", { part: "body", offset: first.start }, { variable: first.name }));
  }
  if (!substance.test(text.slice(last.end))) {
    problems.push(problem("variable_last", { part: "body", offset: last.start }, { variable: last.name }));
  }
  found.slice(1).forEach((placeholder, index) => {
    const before = found[index];
    if (before && !substance.test(text.slice(before.end, placeholder.start))) {
      const values = { first: before.name, second: placeholder.name };
      problems.push(problem("variables_adjacent", { part: "body", offset: placeholder.start }, values));
    }
  });
  return problems;
}

/**
 * Meta refuses "too many variables for the length" (2388293) without saying where the line is. Providers' experience: with
 * n variables at least 2n + 1 other words.
 */
function checkDensity(text: string, language: string): Problem[] {
  const variables = findPlaceholders(text).length;
  if (variables === 0) return [];
  const segmenter = new Intl.Segmenter([language.replaceAll("_", "-"), "en"], { granularity: "word" });
  const words = [...segmenter.segment(replacePlaceholders(text, () => " "))].filter(
    ({ isWordLike }) => isWordLike,
  ).length;
  const needed = 2 * variables + 1;
  return words < needed ? [problem("variables_too_dense", { part: "body" }, { variables, words, needed })] : [];
}

function checkOneLine(text: string, part: Part): Problem[] {
  return [
    ...notAllowed(text, part, /[\n\r]/, "line_break_not_allowed"),
    ...notAllowed(text, part, /\p{RGI_Emoji}/v, "emoji_not_allowed"),
  ];
}

function notAllowed(text: string, part: Part, pattern: RegExp, rule: Problem["rule"]): Problem[] {
  // Names of variables hold underscores; they are not text.
  const offset = replacePlaceholders(text, (name) => "\u0000".repeat(name.length + 4)).search(pattern);
  return offset === -1 ? [] : [problem(rule, { part, offset })];
}
