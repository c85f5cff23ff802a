export type CsvRow = {
  fields: string[];
  /** Where it begins, counted from 1. */
  line: number;
};

/**
 * RFC 4180: quoted fields may hold commas, quotes (doubled) and line breaks. Semicolons and tabs separate as well, as
 * spreadsheets write them: what separates is told by the line that has this heading.
 */
export function parseCsv(text: string, heading: RegExp): { rows: CsvRow[]; separator: string } {
  const input = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(input, heading);
  const rows: CsvRow[] = [];
  let fields: string[] = [];
  let field = "";
  let quoted = false;
  let line = 1;
  let begunAt = 1;
  const endRow = () => {
    rows.push({ fields: [...fields, field], line: begunAt });
    fields = [];
    field = "";
    begunAt = line;
  };
  for (let at = 0; at < input.length; at += 1) {
    const character = input.charAt(at);
    if (character === "\n") line += 1;
    if (quoted) {
      if (character !== '"') field += character;
      else if (input.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === separator) {
      fields.push(field);
      field = "";
    } else if (character === "\n") endRow();
    else if (character !== "\r") field += character;
  }
  if (field !== "" || fields.length > 0) endRow();
  return { rows, separator };
}

/** The one of the line with the heading; a comma when there is none. */
function separatorOf(input: string, heading: RegExp): string {
  const line = input.split(/\r?\n/).find((candidate) => heading.test(candidate)) ?? "";
  return [",", ";", "\t"].find((separator) => line.includes(separator)) ?? ",";
}
