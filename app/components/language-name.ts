/** A language by its Meta code, as the reader of this page calls it: "pt_BR" is "Brazilian Portuguese". */
export function languageName(code: string, readersLocale: string): string {
  const names = new Intl.DisplayNames([readersLocale], { type: "language" });
  const name = names.of(code.replaceAll("_", "-")) ?? code;
  // Some languages write their own names small; at the start of a line they are not.
  return name.charAt(0).toLocaleUpperCase(readersLocale) + name.slice(1);
}
