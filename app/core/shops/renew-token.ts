import type { Ctx, Secrets, WhatsAppAccountsApi } from "../ports.ts";
import { checkConnection, checkToken, type Checked } from "./check-connection.ts";
import { keepAccount, type KeptAccount } from "./keep-account.ts";

type Api = Pick<WhatsAppAccountsApi, "inspectToken" | "readAccount" | "listNumbers" | "readNumber" | "subscribeApp">;

export type Renewed = KeptAccount | Exclude<Checked, { outcome: "ok" }> | { outcome: "not_found" };

/** A new token for a known account: what waits goes on. Checked with one of its numbers, or by itself while it has none. */
export async function renewToken(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  input: { shopId: string; accountId: string; accessToken: string; metaAppId: string | undefined },
): Promise<Renewed> {
  const { shopId, accountId, accessToken, metaAppId } = input;
  const account = await ctx.db.whatsAppAccount.findUnique({
    where: { shopId_id: { shopId, id: accountId } },
    select: { wabaId: true, numbers: { select: { phoneNumberId: true, status: true }, orderBy: { createdAt: "asc" } } },
  });
  if (!account) return { outcome: "not_found" };
  const { wabaId, numbers } = account;
  const number = numbers.find(({ status }) => status !== "disconnected") ?? numbers[0];
  const checked = number
    ? await checkConnection(ctx, api, { shopId, wabaId, phoneNumberId: number.phoneNumberId, accessToken, metaAppId })
    : await checkToken(api, { accessToken, metaAppId });
  if (checked.outcome !== "ok") return checked;
  return keepAccount(ctx, api, secrets, { shopId, wabaId, accessToken, tokenExpiresAt: checked.tokenExpiresAt });
}
