import { z } from "zod";
import type { AccountStatus, NumberStatus, TemplateCategory } from "#prisma/generated/enums.ts";
import type { AccountProblem, Ctx } from "../ports.ts";
import { rolesOf, rolesVersion, type NumberRoles } from "./assign-numbers.ts";

export type ConnectedNumber = {
  id: string;
  accountId: string;
  phoneNumberId: string;
  displayPhone: string;
  verifiedName: string;
  nameStatus: string | null;
  quality: string;
  status: NumberStatus;
  statusReason: string | null;
  pausedUntil: Date | null;
  isDefault: boolean;
  purpose: TemplateCategory | null;
  ratePerSecond: number | null;
  lastCallbackAt: Date | null;
};

export type ConnectedAccount = {
  id: string;
  wabaId: string;
  name: string;
  status: AccountStatus;
  statusNote: string | null;
  problems: AccountProblem[];
  tierLimit: number | null;
  tokenExpiresAt: Date | null;
  checkedAt: Date | null;
  disconnectedAt: Date | null;
  numbers: ConnectedNumber[];
};

export type Connections = { accounts: ConnectedAccount[]; roles: NumberRoles; rolesVersion: number };

const storedProblems: z.ZodType<AccountProblem[]> = z.array(
  z.object({ code: z.number(), description: z.string(), solution: z.string().nullable(), blocks: z.boolean() }),
);

/** Everything connected to a shop, and what was disconnected and may come back; never a token or a PIN. */
export async function readConnections(ctx: Ctx, shopId: string): Promise<Connections> {
  const [accounts, numbers] = await Promise.all([
    ctx.db.whatsAppAccount.findMany({
      where: { shopId },
      omit: { accessToken: true },
      orderBy: [{ disconnectedAt: { sort: "desc", nulls: "first" } }, { createdAt: "asc" }],
    }),
    ctx.db.whatsAppNumber.findMany({
      where: { shopId },
      omit: { pin: true, profile: true },
      include: { lane: { select: { ratePerSecond: true } } },
      orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    }),
  ]);
  return {
    roles: rolesOf(numbers),
    rolesVersion: rolesVersion(rolesOf(numbers)),
    accounts: accounts.map((account) => ({
      id: account.id,
      wabaId: account.wabaId,
      name: account.name,
      status: account.status,
      statusNote: account.statusNote,
      problems: storedProblems.catch([]).parse(account.problems),
      tierLimit: account.tierLimit,
      tokenExpiresAt: account.tokenExpiresAt,
      checkedAt: account.checkedAt,
      disconnectedAt: account.disconnectedAt,
      numbers: numbers
        .filter(({ accountId }) => accountId === account.id)
        .map(({ lane, ...number }) => ({
          id: number.id,
          accountId: number.accountId,
          phoneNumberId: number.phoneNumberId,
          displayPhone: number.displayPhone,
          verifiedName: number.verifiedName,
          nameStatus: number.nameStatus,
          quality: number.quality,
          status: number.status,
          statusReason: number.statusReason,
          pausedUntil: number.pausedUntil,
          isDefault: number.isDefault,
          purpose: number.purpose,
          ratePerSecond: lane?.ratePerSecond ?? null,
          lastCallbackAt: number.lastCallbackAt,
        })),
    })),
  };
}

/** How many messages wait at a number; counted no further than a page needs. Index: Message_queued. */
export async function countWaiting(
  ctx: Ctx,
  shopId: string,
  numberId: string,
): Promise<{ count: number; isMore: boolean }> {
  const most = 1_000;
  const rows = await ctx.db.message.findMany({
    where: { shopId, numberId, state: "queued" },
    select: { id: true },
    take: most + 1,
  });
  return { count: Math.min(rows.length, most), isMore: rows.length > most };
}
