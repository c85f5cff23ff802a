/** One {{…}} of a text, with the name between the braces. */
export type Placeholder = { name: string; start: number; end: number };

export function findPlaceholders(text: string): Placeholder[] {
  return [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map((match) => ({
    name: match[1] ?? "",
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The text with each placeholder replaced by what `write` makes of it. */
export function replacePlaceholders(text: string, write: (name: string, position: number) => string): string {
  let position = 0;
  return text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_whole, name: string) => write(name, position++));
}
