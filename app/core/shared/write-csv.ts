/** One line of a CSV file (RFC 4180), with its line break. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(",")}\r\n`;
}

/**
 * Quoted where it must be. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV injection");
 * a phone number is none, though it begins with a plus.
 */
function csvField(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^\+\d+$/.test(value) ? `'${value}` : value;
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What `csvLine` put before a formula, taken away again. */
export function withoutGuard(field: string): string {
  return /^'[=+\-@\t\r]/.test(field) ? field.slice(1) : field;
}
