import type { ApiResult } from "../ports.ts";

export type ApiFailure =
  { outcome: "refused"; code: number; message: string } | { outcome: "unavailable"; cause: string };

/** A call to Meta that did not succeed, in the words of the use cases: refused for good, or worth another try. */
export function failure(result: Exclude<ApiResult<unknown>, { outcome: "ok" }>): ApiFailure {
  if (result.outcome === "unknown") return { outcome: "unavailable", cause: result.cause };
  const { code, title, details, action } = result.refusal;
  if (action === "retry") return { outcome: "unavailable", cause: `refused:${code}` };
  return { outcome: "refused", code, message: details ?? `${title} (${code})` };
}
