export type TypedConnection = { wabaId: string; phoneNumberId: string; accessToken: string };

export type ConnectionField = "wabaId" | "phoneNumberId" | "accessToken";

/** What is wrong with one field; a page says `connect.problems.<rule>`. */
export type ConnectionProblem = { field: ConnectionField; rule: string; values?: Record<string, string> };

const metaId = /^\d{6,25}$/;

/** What can be seen without asking anybody. */
export function formatProblems(typed: TypedConnection): ConnectionProblem[] {
  const problems: ConnectionProblem[] = [];
  const idProblem = (field: "wabaId" | "phoneNumberId", value: string) => {
    if (value === "") problems.push({ field, rule: "missing" });
    else if (!metaId.test(value)) problems.push({ field, rule: "notAnId" });
  };
  idProblem("wabaId", typed.wabaId);
  idProblem("phoneNumberId", typed.phoneNumberId);
  problems.push(...tokenFormatProblems(typed.accessToken));
  if (problems.length === 0 && typed.wabaId === typed.phoneNumberId) {
    problems.push({ field: "phoneNumberId", rule: "sameAsAccount" });
  }
  return problems;
}

export function tokenFormatProblems(accessToken: string): ConnectionProblem[] {
  if (accessToken === "") return [{ field: "accessToken", rule: "missing" }];
  return /^[\x21-\x7e]+$/.test(accessToken) ? [] : [{ field: "accessToken", rule: "tokenHasSpaces" }];
}
