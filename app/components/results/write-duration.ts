/** A span of time in its largest unit, "2 hours" or "3 days", as the language writes it. */
export function writeDuration(ms: number, language: string): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const minutes = Math.round(seconds / 60);
  const [amount, unit] =
    seconds < 60
      ? [seconds, "second"]
      : minutes < 60
        ? [minutes, "minute"]
        : minutes < 48 * 60
          ? [Math.round(minutes / 60), "hour"]
          : [Math.round(minutes / 1440), "day"];
  return new Intl.NumberFormat(language, { style: "unit", unit: String(unit), unitDisplay: "long" }).format(
    Number(amount),
  );
}
