import type { Prisma } from "#prisma/generated/client.ts";
import type { AccountProblem, Ctx, RemoteAccount, RemoteNumber, Secrets, Tx, WhatsAppAccountsApi } from "../ports.ts";
import { failure } from "./api-failure.ts";
import { isTaken } from "./is-taken.ts";
import { registerNumber } from "./register-number.ts";

export type ConnectInput = {
  shopId: string;
  wabaId: string;
  phoneNumberId: string;
  accessToken: string;
  tokenExpiresAt?: Date | null;
  /** The number's PIN as the merchant typed it: the number has had one before. */
  typedPin?: string | undefined;
  /** Made for a number that has none. Without one a number that is not registered asks for its PIN. */
  freshPin?: string;
};

export type Connected =
  | { outcome: "connected"; accountId: string; numberId: string }
  /** Kept, but it does not send yet: the number has a PIN that only the merchant knows. */
  | { outcome: "pin_needed"; accountId: string; numberId: string; wrong: boolean }
  /** The account or number serves another shop already. */
  | { outcome: "taken" }
  | { outcome: "refused"; code: number; message: string }
  | { outcome: "unavailable"; cause: string };

type Api = Pick<WhatsAppAccountsApi, "readAccount" | "readNumber" | "subscribeApp" | "registerNumber">;

/**
 * Connects a WhatsApp number to a shop: reads account and number at Meta, subscribes to the account's callbacks, keeps the
 * token as ciphertext, and registers a number that is not registered yet. Connecting again replaces the token, heals a
 * revoked one and brings a disconnected number back, with everything that was its own. A run that dies half-way leaves a
 * number that does not send, with its PIN kept before Meta was told of it; the next run goes on from there.
 */
export async function connectAccount(ctx: Ctx, api: Api, secrets: Secrets, input: ConnectInput): Promise<Connected> {
  const { accessToken, wabaId, phoneNumberId } = input;
  const number = await api.readNumber(accessToken, phoneNumberId);
  if (number.outcome !== "ok") return failure(number);
  const account = await api.readAccount(accessToken, wabaId);
  if (account.outcome !== "ok") return failure(account);
  if (await isTaken(ctx, input)) return { outcome: "taken" };
  const subscribed = await api.subscribeApp(accessToken, wabaId);
  if (subscribed.outcome !== "ok") return failure(subscribed);

  const sends = number.value.isRegistered || number.value.isOnBusinessApp;
  const stored = await storeOnce(ctx, input, { account: account.value, number: number.value, sends }, secrets);
  if (stored.outcome !== "stored") return stored;
  const ids = { accountId: stored.accountId, numberId: stored.numberId };
  if (!sends) {
    const registered = await registerNumber(ctx, api, secrets, { ...input, numberId: ids.numberId });
    if (registered.outcome === "pin_needed") return { ...registered, ...ids };
    if (registered.outcome !== "registered") return registered;
  }
  ctx.log.info("number_connected", { shopId: input.shopId, ...ids });
  ctx.wakes.wake("send");
  return { outcome: "connected", ...ids };
}

type Remote = { account: RemoteAccount; number: RemoteNumber; sends: boolean };
type Stored = { outcome: "stored"; accountId: string; numberId: string } | { outcome: "taken" };

/** Two that take the same number at the same moment, from two shops or by a double click: the database lets one of them. */
async function storeOnce(ctx: Ctx, input: ConnectInput, remote: Remote, secrets: Secrets): Promise<Stored> {
  const attempt = () => ctx.db.$transaction((tx) => store(ctx, tx, input, remote, secrets.encrypt(input.accessToken)));
  try {
    return await attempt();
  } catch (error) {
    if ((error as { code?: unknown }).code !== "P2002") throw error;
    return (await isTaken(ctx, input)) ? { outcome: "taken" } : attempt();
  }
}

async function store(ctx: Ctx, tx: Tx, input: ConnectInput, remote: Remote, accessToken: string): Promise<Stored> {
  const { shopId, wabaId, phoneNumberId } = input;
  const now = ctx.clock.now();
  const accountFields = {
    accessToken,
    name: remote.account.name || remote.number.verifiedName,
    status: "connected" as const,
    statusNote: null,
    problems: remote.account.health satisfies AccountProblem[],
    tierLimit: remote.number.tierLimit,
    tokenExpiresAt: input.tokenExpiresAt ?? null,
    checkedAt: now,
    disconnectedAt: null,
  };
  const { id: accountId } = await tx.whatsAppAccount.upsert({
    where: { shopId_wabaId: { shopId, wabaId } },
    create: { shopId, id: ctx.ids.next(), wabaId, createdAt: now, ...accountFields },
    update: accountFields,
  });
  const numberFields = {
    accountId,
    displayPhone: remote.number.displayPhone,
    verifiedName: remote.number.verifiedName,
    nameStatus: remote.number.nameStatus,
    quality: remote.number.quality,
    status: remote.sends ? ("connected" as const) : ("disconnected" as const),
    statusReason: remote.sends ? null : "not_registered",
    pausedUntil: null,
    successorId: null,
  };
  const numberId = await keepNumber(ctx, tx, { shopId, phoneNumberId }, numberFields);
  await becomeDefault(tx, shopId, numberId);
  const { ratePerSecond } = remote.number;
  await tx.sendLane.upsert({
    where: { shopId_numberId: { shopId, numberId } },
    create: { shopId, numberId, ratePerSecond, tokens: 0, refilledAt: now },
    update: { ratePerSecond, pausedUntil: null },
  });
  return { outcome: "stored", accountId, numberId };
}

type NumberFields = Omit<
  Prisma.WhatsAppNumberUncheckedCreateInput,
  "shopId" | "id" | "phoneNumberId" | "isDefault" | "createdAt"
>;

/** Not an upsert: Prisma would take "one default per shop" for the conflict to look for. */
async function keepNumber(
  ctx: Ctx,
  tx: Tx,
  key: { shopId: string; phoneNumberId: string },
  fields: NumberFields,
): Promise<string> {
  const known = await tx.whatsAppNumber.findUnique({ where: { shopId_phoneNumberId: key }, select: { id: true } });
  const id = known?.id ?? ctx.ids.next();
  if (known) await tx.whatsAppNumber.update({ where: { shopId_id: { shopId: key.shopId, id } }, data: fields });
  else {
    const createdAt = ctx.clock.now();
    await tx.whatsAppNumber.create({ data: { ...key, id, isDefault: false, createdAt, ...fields } });
  }
  return id;
}

/** The first number of a shop, and the first after all were disconnected, is the one it writes from. */
async function becomeDefault(tx: Tx, shopId: string, numberId: string): Promise<void> {
  const standing = await tx.whatsAppNumber.findFirst({ where: { shopId, isDefault: true } });
  if (standing && (standing.id === numberId || standing.status !== "disconnected")) return;
  if (standing) {
    const old = { shopId_id: { shopId, id: standing.id } };
    await tx.whatsAppNumber.update({ where: old, data: { isDefault: false } });
  }
  await tx.whatsAppNumber.update({ where: { shopId_id: { shopId, id: numberId } }, data: { isDefault: true } });
}
