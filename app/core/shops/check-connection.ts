import type { ApiResult, Ctx, RemoteNumber, WhatsAppAccountsApi } from "../ports.ts";
import {
  formatProblems,
  tokenFormatProblems,
  type ConnectionProblem,
  type TypedConnection,
} from "./connection-format.ts";
import { isTaken } from "./is-taken.ts";

/** A number of the account, to choose from when the one typed is not among them. */
export type NumberChoice = { phoneNumberId: string; displayPhone: string; verifiedName: string };

export type Checked =
  | { outcome: "ok"; tokenExpiresAt: Date | null }
  | { outcome: "invalid"; problems: ConnectionProblem[]; choices: NumberChoice[] }
  | { outcome: "unavailable" };

type Api = Pick<WhatsAppAccountsApi, "inspectToken" | "readAccount" | "listNumbers" | "readNumber">;

const neededScopes = ["whatsapp_business_management", "whatsapp_business_messaging"];
const invalidToken = 190;
/** "Permission denied" and "permission is either not granted or has been removed". */
const isPermission = (code: number) => code === 3 || code === 10 || (code >= 200 && code <= 299);

/**
 * Asks Meta about account, number and token one by one, so that each problem stands beside the field that caused it. Changes
 * nothing, here or at Meta. `metaAppId`: the app whose callbacks reach us; a token of another app would leave us deaf.
 */
export async function checkConnection(
  ctx: Ctx,
  api: Api,
  input: TypedConnection & { shopId: string; metaAppId: string | undefined },
): Promise<Checked> {
  const problems = formatProblems(input);
  if (problems.length > 0) return { outcome: "invalid", problems, choices: [] };

  const token = await checkToken(api, input);
  if (token.outcome !== "ok") return token;

  const account = await api.readAccount(input.accessToken, input.wabaId);
  if (isUnavailable(account)) return { outcome: "unavailable" };
  const numbers = account.outcome === "ok" ? await api.listNumbers(input.accessToken, input.wabaId) : null;
  if (numbers && isUnavailable(numbers)) return { outcome: "unavailable" };
  if (account.outcome === "refused" || numbers?.outcome === "refused") {
    const code = account.outcome === "refused" ? account.refusal.code : codeOf(numbers);
    const problem = await accountProblem(api, input, code);
    return { outcome: "invalid", problems: [problem], choices: [] };
  }
  const listed = numbers?.outcome === "ok" ? numbers.value : [];
  if (!listed.some(({ id }) => id === input.phoneNumberId)) {
    const problem = await numberProblem(api, input, listed);
    return { outcome: "invalid", problems: [problem], choices: listed.map(choiceOf) };
  }
  if (await isTaken(ctx, { shopId: input.shopId, wabaId: input.wabaId })) {
    return { outcome: "invalid", problems: [{ field: "wabaId", rule: "accountTaken" }], choices: [] };
  }
  if (await isTaken(ctx, input)) {
    return { outcome: "invalid", problems: [{ field: "phoneNumberId", rule: "numberTaken" }], choices: [] };
  }
  return token;
}

/** The token alone, for an account without numbers: whether Meta takes it, of which app it is and what it may do. */
export async function checkToken(
  api: Pick<Api, "inspectToken">,
  input: { accessToken: string; metaAppId: string | undefined },
): Promise<Checked> {
  const wrongFormat = tokenFormatProblems(input.accessToken);
  if (wrongFormat.length > 0) return { outcome: "invalid", problems: wrongFormat, choices: [] };
  const token = await api.inspectToken(input.accessToken);
  if (isUnavailable(token)) return { outcome: "unavailable" };
  const problem = readToken(token, input.metaAppId);
  if (problem) return { outcome: "invalid", problems: [problem], choices: [] };
  return { outcome: "ok", tokenExpiresAt: token.outcome === "ok" ? (token.value?.expiresAt ?? null) : null };
}

function readToken(
  token: Exclude<Awaited<ReturnType<Api["inspectToken"]>>, { outcome: "unknown" }>,
  metaAppId: string | undefined,
): ConnectionProblem | null {
  const field = "accessToken";
  if (token.outcome === "refused") return { field, rule: "tokenInvalid" };
  if (!token.value) return null;
  const { isValid, appId, scopes } = token.value;
  if (!isValid) return { field, rule: "tokenInvalid" };
  if (metaAppId && appId && appId !== metaAppId) return { field, rule: "tokenOfOtherApp" };
  const missing = neededScopes.filter((scope) => !scopes.includes(scope));
  if (scopes.length > 0 && missing.length > 0) {
    return { field, rule: "tokenLacksPermission", values: { permission: missing.join(", ") } };
  }
  return null;
}

async function accountProblem(api: Api, typed: TypedConnection, code: number): Promise<ConnectionProblem> {
  if (code === invalidToken) return { field: "accessToken", rule: "tokenInvalid" };
  if (isPermission(code)) {
    return { field: "accessToken", rule: "tokenLacksPermission", values: { permission: neededScopes.join(", ") } };
  }
  // The two ids stand next to each other at Meta, and are easily taken for one another.
  const asNumber = await api.readNumber(typed.accessToken, typed.wabaId);
  return { field: "wabaId", rule: asNumber.outcome === "ok" ? "accountIsNumber" : "accountUnknown" };
}

async function numberProblem(
  api: Api,
  typed: TypedConnection,
  listed: readonly (RemoteNumber & { id: string })[],
): Promise<ConnectionProblem> {
  const field = "phoneNumberId";
  const digits = typed.phoneNumberId.replace(/^0+/, "");
  const meant = listed.find(({ displayPhone }) => displayPhone.endsWith(digits));
  if (meant) return { field, rule: "numberIsPhone", values: { id: meant.id } };
  if (listed.length === 0) return { field, rule: "accountHasNoNumber" };
  const elsewhere = await api.readNumber(typed.accessToken, typed.phoneNumberId);
  return { field, rule: elsewhere.outcome === "ok" ? "numberOfOtherAccount" : "numberUnknown" };
}

function isUnavailable(result: ApiResult<unknown>): result is Extract<ApiResult<unknown>, { outcome: "unknown" }> {
  return result.outcome === "unknown" || (result.outcome === "refused" && result.refusal.action === "retry");
}

function codeOf(result: ApiResult<unknown> | null): number {
  return result?.outcome === "refused" ? result.refusal.code : 0;
}

export function choiceOf(number: RemoteNumber & { id: string }): NumberChoice {
  return { phoneNumberId: number.id, displayPhone: number.displayPhone, verifiedName: number.verifiedName };
}
