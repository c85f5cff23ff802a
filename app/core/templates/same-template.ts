import { parseComponents, type ParsedComponents } from "./parse-components.ts";

/**
 * Whether two component lists say the same with the same placeholders, so that one's mapping of variables is true for the
 * other. Hosts, labels and samples may differ; a template of the same name that somebody else wrote does not pass.
 */
export function isSameTemplate(ours: unknown, theirs: unknown): boolean {
  const one = parseComponents(ours);
  const other = parseComponents(theirs);
  return one.outcome === "ok" && other.outcome === "ok" && shapeOf(one.parsed) === shapeOf(other.parsed);
}

function shapeOf(parsed: ParsedComponents): string {
  return JSON.stringify({
    header: squeeze(parsed.header?.text),
    body: squeeze(parsed.body.text),
    buttons: parsed.buttons.map(({ type, linkBase }) => [type, linkBase !== undefined]),
  });
}

function squeeze(text: string | undefined): string {
  return (text ?? "").replace(/\s+/g, " ").trim();
}
