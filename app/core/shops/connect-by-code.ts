import type { Ctx, Secrets, WhatsAppAccountsApi } from "../ports.ts";
import { failure } from "./api-failure.ts";
import { connectAccount, type Connected } from "./connect-account.ts";
import { choiceOf, type NumberChoice } from "./check-connection.ts";
import { keepAccount } from "./keep-account.ts";

export type SignupInput = {
  shopId: string;
  code: string;
  wabaId: string;
  /** Absent when the merchant finished without a number, or kept it in the WhatsApp Business app. */
  phoneNumberId?: string | undefined;
  freshPin: string;
};

export type SignedUp =
  | Connected
  /** Spent, too old, or not ours: Meta's window has to be opened again. */
  | { outcome: "code_refused" }
  /** The account is kept; the merchant chooses which of its numbers to connect. No numbers: none is listed yet. */
  | { outcome: "choose_number"; accountId: string; choices: NumberChoice[] };

type Api = Pick<
  WhatsAppAccountsApi,
  "exchangeCode" | "inspectToken" | "listNumbers" | "readAccount" | "readNumber" | "subscribeApp" | "registerNumber"
>;

/**
 * The end of Embedded Signup: its code becomes a token, and the number the merchant chose is connected with it. What the
 * browser told is believed only as far as the token opens it.
 */
export async function connectByCode(ctx: Ctx, api: Api, secrets: Secrets, input: SignupInput): Promise<SignedUp> {
  const { shopId, wabaId } = input;
  const exchanged = await api.exchangeCode(input.code);
  if (exchanged.outcome === "unknown") return { outcome: "unavailable", cause: exchanged.cause };
  if (exchanged.outcome === "refused") {
    ctx.log.warn("signup_code_refused", { shopId, code: exchanged.refusal.code });
    return { outcome: "code_refused" };
  }
  const { accessToken } = exchanged.value;
  // Meta's sign-in may give a token that runs out by itself: the merchant is warned before it does.
  const token = await api.inspectToken(accessToken);
  if (token.outcome !== "ok") return failure(token);
  const tokenExpiresAt = token.value?.expiresAt ?? null;
  const numbers = await api.listNumbers(accessToken, wabaId);
  if (numbers.outcome !== "ok") return failure(numbers);
  // A number just made may not be listed yet: another one is no stand-in for it.
  const only = numbers.value.length === 1 ? numbers.value[0] : undefined;
  const chosen = input.phoneNumberId === undefined ? only : numbers.value.find(({ id }) => id === input.phoneNumberId);
  if (!chosen) {
    const kept = await keepAccount(ctx, api, secrets, { shopId, wabaId, accessToken, tokenExpiresAt });
    if (kept.outcome !== "kept") return kept;
    return { outcome: "choose_number", accountId: kept.accountId, choices: numbers.value.map(choiceOf) };
  }
  const { freshPin } = input;
  const connection = { shopId, wabaId, accessToken, tokenExpiresAt, phoneNumberId: chosen.id, freshPin };
  return connectAccount(ctx, api, secrets, connection);
}
