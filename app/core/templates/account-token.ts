import type { Refusal, Secrets } from "../ports.ts";

/** The token an account's templates are changed with; null once the account was disconnected, when it may be forgotten. */
export function accountToken(
  secrets: Secrets,
  account: { accessToken: string; disconnectedAt: Date | null },
): string | null {
  return account.disconnectedAt || account.accessToken === "" ? null : secrets.decrypt(account.accessToken);
}

/** What Meta would answer without a token, said without asking. */
export const noToken: Refusal = { code: 190, title: "account_disconnected", action: "reconnect" };
