/** A name that may be a phone number, as part of other text: the plus stays in front also where one reads from right to left. */
export function phoneInText(name: string): string {
  return /^\+[\d\s]+$/.test(name) ? `\u2066${name}\u2069` : name;
}
