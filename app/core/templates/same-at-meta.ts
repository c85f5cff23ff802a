import { metaComponentsSchema } from "./model.ts";

/**
 * Whether Meta would see no difference between two component lists: samples for its reviewers aside, which it lists back
 * in other words than they were given.
 */
export function isSameAtMeta(ours: unknown, theirs: unknown): boolean {
  const one = metaComponentsSchema.safeParse(ours);
  const other = metaComponentsSchema.safeParse(theirs);
  return one.success && other.success && written(one.data) === written(other.data);
}

const order = ["HEADER", "LIMITED_TIME_OFFER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL"];
const kept = new Set([
  "type",
  "format",
  "text",
  "url",
  "phone_number",
  "buttons",
  "cards",
  "components",
  "limited_time_offer",
  "has_expiration",
]);

function written(components: { type: string }[]): string {
  const rank = ({ type }: { type: string }) => order.indexOf(type.toUpperCase());
  return JSON.stringify(components.toSorted((a, b) => rank(a) - rank(b)).map(bare));
}

/** Without samples and what Meta adds; types in capitals, keys in order. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([key]) => kept.has(key));
  const plain = entries.map(([key, part]): [string, unknown] => {
    if (key === "type" || key === "format") return [key, String(part).toUpperCase()];
    if (key === "phone_number") return [key, String(part).replace(/\D/g, "")];
    return [key, bare(part)];
  });
  const type = plain.find(([key]) => key === "type")?.[1];
  // A copy-code button's label is Meta's own.
  const told = type === "COPY_CODE" ? plain.filter(([key]) => key === "type") : plain;
  return Object.fromEntries(told.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
