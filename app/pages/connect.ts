import { freshPin } from "../adapters/crypto/fresh-pin.ts";
import { assignNumbers, type NumberRoles } from "../core/shops/assign-numbers.ts";
import { readBusinessProfile, saveBusinessProfile, type EditedProfile } from "../core/shops/business-profile.ts";
import { checkConnection, choiceOf } from "../core/shops/check-connection.ts";
import type { TypedConnection } from "../core/shops/connection-format.ts";
import { connectAccount, type Connected } from "../core/shops/connect-account.ts";
import { connectByCode } from "../core/shops/connect-by-code.ts";
import { disconnectNumber, type QueueWish } from "../core/shops/disconnect-number.ts";
import { countWaiting, readConnections, type ConnectedAccount } from "../core/shops/read-connections.ts";
import { refreshAccount } from "../core/shops/refresh-account.ts";
import { renewToken } from "../core/shops/renew-token.ts";
import type { PageDeps } from "./page-deps.ts";

/** What the browser needs to open Meta's window; null when this deployment has no Meta app set up for it. */
export type SignupSettings = { appId: string; configId: string; sdkUrl: string; origins: string[]; version: string };

const staleAfterMs = 10 * 60_000;

export function createConnectPages({ env, ctx, whatsApp, secrets, queue }: PageDeps) {
  const signup: SignupSettings | null =
    env.WHATSAPP_APP_ID && env.WHATSAPP_SIGNUP_CONFIG_ID
      ? {
          appId: env.WHATSAPP_APP_ID,
          configId: env.WHATSAPP_SIGNUP_CONFIG_ID,
          sdkUrl: env.WHATSAPP_SIGNUP_SDK_URL,
          origins: env.WHATSAPP_SIGNUP_ORIGINS,
          version: env.WHATSAPP_API_VERSION,
        }
      : null;

  /** Meta is asked in the background: a page never waits for it. */
  async function askIfStale(shopId: string, accounts: readonly ConnectedAccount[]): Promise<void> {
    const before = ctx.clock.now().getTime() - staleAfterMs;
    const isStale = (account: ConnectedAccount) =>
      account.disconnectedAt === null && (account.checkedAt?.getTime() ?? 0) < before;
    if (accounts.some(isStale)) await queue.send("refresh-accounts", { shopId }, { singletonKey: shopId });
  }

  async function read(shopId: string) {
    const connections = await readConnections(ctx, shopId);
    await askIfStale(shopId, connections.accounts);
    return connections;
  }

  async function findAccount(shopId: string, accountId: string) {
    const { accounts } = await readConnections(ctx, shopId);
    return accounts.find(({ id }) => id === accountId) ?? null;
  }

  function tokenOf(shopId: string, accountId: string) {
    return ctx.db.whatsAppAccount.findFirst({
      where: { shopId, id: accountId, disconnectedAt: null },
      select: { wabaId: true, accessToken: true, tokenExpiresAt: true },
    });
  }

  /** The library goes to review at once: Meta may take a day, and everything else waits for it. */
  async function submitTemplates<A extends { outcome: string }>(shopId: string, connected: A): Promise<A> {
    if (connected.outcome === "connected" || connected.outcome === "pin_needed") {
      await queue.send("submit-templates", { shopId }, { singletonKey: shopId });
    }
    return connected;
  }

  return {
    signup,
    read,

    /** The plain way: checked field by field, then connected. */
    async connectTyped(shopId: string, typed: TypedConnection & { typedPin?: string | undefined }) {
      const checked = await checkConnection(ctx, whatsApp, { shopId, ...typed, metaAppId: env.WHATSAPP_APP_ID });
      if (checked.outcome !== "ok") return checked;
      const { tokenExpiresAt } = checked;
      const input = { shopId, ...typed, tokenExpiresAt, freshPin: freshPin() };
      return submitTemplates(shopId, await connectAccount(ctx, whatsApp, secrets, input));
    },

    /** The end of Meta's window. */
    async connectByCode(shopId: string, ended: { code: string; wabaId: string; phoneNumberId?: string | undefined }) {
      const input = { shopId, ...ended, freshPin: freshPin() };
      return submitTemplates(shopId, await connectByCode(ctx, whatsApp, secrets, input));
    },

    /** One more number of a connected account, one that was disconnected, or one whose PIN was missing. */
    async connectNumber(
      shopId: string,
      accountId: string,
      wish: { phoneNumberId: string; typedPin?: string | undefined },
    ): Promise<Connected | { outcome: "not_found" }> {
      const account = await tokenOf(shopId, accountId);
      if (!account) return { outcome: "not_found" };
      const input = {
        shopId,
        wabaId: account.wabaId,
        accessToken: secrets.decrypt(account.accessToken),
        tokenExpiresAt: account.tokenExpiresAt,
        freshPin: freshPin(),
        ...wish,
      };
      return submitTemplates(shopId, await connectAccount(ctx, whatsApp, secrets, input));
    },

    renewToken: (shopId: string, accountId: string, accessToken: string) =>
      renewToken(ctx, whatsApp, secrets, { shopId, accountId, accessToken, metaAppId: env.WHATSAPP_APP_ID }),

    account: findAccount,

    /** Meta's ids of a number that was connected before. */
    async idsOf(shopId: string, numberId: string) {
      const { accounts } = await readConnections(ctx, shopId);
      for (const { wabaId, numbers } of accounts) {
        const number = numbers.find(({ id }) => id === numberId);
        if (number) return { wabaId, accountId: number.accountId, phoneNumberId: number.phoneNumberId };
      }
      return null;
    },

    /** The numbers Meta lists in an account that are not connected here; null when it can not be asked now. */
    async otherNumbers(shopId: string, accountId: string) {
      const [account, known] = await Promise.all([tokenOf(shopId, accountId), findAccount(shopId, accountId)]);
      if (!account || !known) return null;
      const listed = await whatsApp.listNumbers(secrets.decrypt(account.accessToken), account.wabaId);
      if (listed.outcome !== "ok") return null;
      const connected = new Set(known.numbers.map(({ phoneNumberId }) => phoneNumberId));
      return listed.value.filter(({ id }) => !connected.has(id)).map(choiceOf);
    },

    /** One number with its account, profile and queue, and the numbers that could take its place. */
    async number(shopId: string, numberId: string) {
      const { accounts } = await read(shopId);
      const account = accounts.find(({ numbers }) => numbers.some(({ id }) => id === numberId));
      const number = account?.numbers.find(({ id }) => id === numberId);
      if (!account || !number) return null;
      const [profile, waiting] = await Promise.all([
        readBusinessProfile(ctx, whatsApp, secrets, { shopId, numberId }),
        countWaiting(ctx, shopId, numberId),
      ]);
      const successors = accounts
        .flatMap(({ numbers }) => numbers)
        .filter(({ id, status }) => id !== numberId && status !== "disconnected");
      return { account, number, profile, waiting, successors };
    },

    saveProfile: (shopId: string, numberId: string, profile: EditedProfile, version: number) =>
      saveBusinessProfile(ctx, whatsApp, secrets, { shopId, numberId, profile, version }),

    assign: (shopId: string, roles: NumberRoles, version: number) => assignNumbers(ctx, shopId, roles, version),

    refresh: (shopId: string, accountId: string) =>
      refreshAccount(ctx, whatsApp, secrets, { shopId, accountId, askedByMerchant: true }),

    async disconnect(shopId: string, numberId: string, wish: QueueWish) {
      const { accounts } = await readConnections(ctx, shopId);
      const accountOf = (id: string) => accounts.find(({ numbers }) => numbers.some((number) => number.id === id))?.id;
      const disconnected = await disconnectNumber(ctx, whatsApp, secrets, { shopId, numberId, queue: wish });
      const [fromAccountId, toAccountId] = [
        accountOf(numberId),
        wish.do === "move" ? accountOf(wish.toNumberId) : null,
      ];
      if (disconnected.outcome === "disconnected" && fromAccountId && toAccountId && fromAccountId !== toAccountId) {
        const move = { shopId, fromAccountId, toAccountId };
        await queue.send("carry-templates", move, { singletonKey: `${fromAccountId}:${toAccountId}` });
      }
      return disconnected;
    },
  };
}
