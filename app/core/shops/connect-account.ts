import type { ApiResult, Ctx, RemoteNumber, Secrets, WhatsAppApi } from "../ports.ts";

export type ConnectInput = { shopId: string; wabaId: string; phoneNumberId: string; accessToken: string };

export type Connected =
  | { outcome: "connected"; accountId: string; numberId: string }
  /** The account or number serves another shop already. */
  | { outcome: "taken" }
  | { outcome: "refused"; message: string }
  | { outcome: "unavailable"; cause: string };

/**
 * Connects a WhatsApp number to a shop the plain way: checks the ids and the token against Meta, subscribes to the account's
 * callbacks, keeps the token as ciphertext. Connecting again replaces the token and heals a revoked one.
 */
export async function connectAccount(
  ctx: Ctx,
  api: WhatsAppApi,
  secrets: Secrets,
  input: ConnectInput,
): Promise<Connected> {
  const number = await api.readNumber(input.accessToken, input.phoneNumberId);
  if (number.outcome !== "ok") return failure(number);
  const subscribed = await api.subscribeApp(input.accessToken, input.wabaId);
  if (subscribed.outcome !== "ok") return failure(subscribed);
  return store(ctx, input, number.value, secrets.encrypt(input.accessToken));
}

async function store(ctx: Ctx, input: ConnectInput, remote: RemoteNumber, accessToken: string): Promise<Connected> {
  const { shopId, wabaId, phoneNumberId } = input;
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    const [account, number] = await Promise.all([
      tx.whatsAppAccount.findUnique({ where: { wabaId } }),
      tx.whatsAppNumber.findUnique({ where: { phoneNumberId } }),
    ]);
    if ((account && account.shopId !== shopId) || (number && number.shopId !== shopId)) return { outcome: "taken" };

    const accountFields = { accessToken, status: "connected" as const, statusNote: null, tierLimit: remote.tierLimit };
    const { id: accountId } = await tx.whatsAppAccount.upsert({
      where: { wabaId },
      create: { shopId, id: ctx.ids.next(), wabaId, name: remote.verifiedName, createdAt: now, ...accountFields },
      update: accountFields,
    });
    const numberFields = {
      accountId,
      displayPhone: remote.displayPhone,
      verifiedName: remote.verifiedName,
      quality: remote.quality,
      status: "connected" as const,
      statusReason: null,
      pausedUntil: null,
    };
    const isDefault = (await tx.whatsAppNumber.count({ where: { shopId, isDefault: true } })) === 0;
    const { id: numberId } = await tx.whatsAppNumber.upsert({
      where: { phoneNumberId },
      create: { shopId, id: ctx.ids.next(), phoneNumberId, isDefault, createdAt: now, ...numberFields },
      update: numberFields,
    });
    await tx.sendLane.upsert({
      where: { shopId_numberId: { shopId, numberId } },
      create: { shopId, numberId, ratePerSecond: remote.ratePerSecond, tokens: 0, refilledAt: now },
      update: { ratePerSecond: remote.ratePerSecond, pausedUntil: null },
    });
    return { outcome: "connected", accountId, numberId };
  });
}

function failure(result: Exclude<ApiResult<unknown>, { outcome: "ok" }>): Connected {
  if (result.outcome === "unknown") return { outcome: "unavailable", cause: result.cause };
  const { code, title, details } = result.refusal;
  return { outcome: "refused", message: details ?? `${title} (${code})` };
}
