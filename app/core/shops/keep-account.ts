import type { Ctx, Secrets, WhatsAppAccountsApi } from "../ports.ts";
import { failure } from "./api-failure.ts";
import type { Connected } from "./connect-account.ts";
import { isTaken } from "./is-taken.ts";

export type KeptAccount =
  { outcome: "kept"; accountId: string } | Extract<Connected, { outcome: "taken" | "refused" | "unavailable" }>;

type Api = Pick<WhatsAppAccountsApi, "readAccount" | "subscribeApp">;

/**
 * Keeps a token for an account: a new one without numbers yet, or a known one that gets another token. What waits at its
 * numbers goes on; a disconnected number stays disconnected.
 */
export async function keepAccount(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  input: { shopId: string; wabaId: string; accessToken: string; tokenExpiresAt?: Date | null },
): Promise<KeptAccount> {
  const { shopId, wabaId } = input;
  const remote = await api.readAccount(input.accessToken, wabaId);
  if (remote.outcome !== "ok") return failure(remote);
  if (await isTaken(ctx, input)) return { outcome: "taken" };
  const subscribed = await api.subscribeApp(input.accessToken, wabaId);
  if (subscribed.outcome !== "ok") return failure(subscribed);
  const now = ctx.clock.now();
  const fields = {
    accessToken: secrets.encrypt(input.accessToken),
    name: remote.value.name,
    status: "connected" as const,
    statusNote: null,
    problems: remote.value.health,
    tokenExpiresAt: input.tokenExpiresAt ?? null,
    checkedAt: now,
    disconnectedAt: null,
  };
  const { id: accountId } = await ctx.db.whatsAppAccount.upsert({
    where: { shopId_wabaId: { shopId, wabaId } },
    create: { shopId, id: ctx.ids.next(), wabaId, createdAt: now, ...fields },
    update: fields,
    select: { id: true },
  });
  ctx.log.info("account_token_kept", { shopId, accountId });
  ctx.wakes.wake("send");
  return { outcome: "kept", accountId };
}
