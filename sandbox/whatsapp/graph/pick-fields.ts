import type { GraphAnswer } from "../errors.ts";
import { newTraceId } from "../ids.ts";

/** `a,b{c,d},e` -> a, b, e. */
function fieldNames(fields: string): string[] {
  return fields
    .replaceAll(/[{(][^})]*[})]/g, "")
    .split(",")
    .map((field) => field.trim())
    .filter((field) => field !== "");
}

/** The first field a node does not have, as Meta's refusal; null when it has all of them. */
export function unknownField(
  all: Record<string, unknown>,
  fields: string | null,
  nodeType: string,
): GraphAnswer | null {
  const unknown = fieldNames(fields ?? "").find((field) => !(field in all));
  if (unknown === undefined) return null;
  return {
    status: 400,
    body: {
      error: {
        message: `(#100) Tried accessing nonexistent field (${unknown}) on node type (${nodeType})`,
        type: "OAuthException",
        code: 100,
        fbtrace_id: newTraceId(),
      },
    },
  };
}

/** The fields asked for, or the usual ones; the id always comes along. */
export function pickFields(
  all: Record<string, unknown>,
  fields: string | null,
  usual: string[],
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const field of fields ? fieldNames(fields) : usual) if (all[field] !== undefined) shown[field] = all[field];
  shown.id = all.id;
  return shown;
}
