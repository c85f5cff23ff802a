/** The smallest UUID v7 of that millisecond (of 1970 for what is earlier): what was made from then on is one range of a primary key. */
export function firstIdAt(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
