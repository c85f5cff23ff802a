import type { Ctx } from "../ports.ts";
import { readSettings } from "../shared/settings.ts";
import type { NoticeKind } from "../shared/settings/notifications.ts";

/** One mail about everything of a shop that is due to be told. */
export type NoticeMail = {
  to: string;
  /** BCP 47. */
  locale: string;
  shopName: string;
  shopDomain: string;
  notices: { kind: NoticeKind; count: number; names: string[] }[];
  /** The same however often this mail is tried. */
  messageId: string;
};

/**
 * What came of it. "refused": the server said no, so nothing was sent; `again`: a later try may do better. "unknown": the
 * connection broke when the server already had the mail, so it may have been sent.
 */
export type MailAnswer =
  { outcome: "sent" } | { outcome: "refused"; again: boolean; cause: string } | { outcome: "unknown"; cause: string };

export type SendNoticeMail = (mail: NoticeMail) => Promise<MailAnswer>;

const minuteMs = 60_000;
/** Longer than any mail server is waited for. A claim this old belongs to a process that died. */
const claimMs = 10 * minuteMs;
/** 5, 10, 20 … minutes, and never more than six hours apart. */
const longestWaitMs = 6 * 60 * minuteMs;
const attemptsAtMost = 12;
const namesTold = 5;

/**
 * Mails each shop what is due, each notice once. A notice is claimed before the server hears of it: a process that dies in
 * between leaves it unconfirmed, and it is not mailed a second time, for the problem stands on the home page as well.
 * Refusals are tried again with growing waits. Answers how many mails went out. Index: Notice_to_mail.
 */
export async function mailNotices(ctx: Ctx, send: SendNoticeMail): Promise<number> {
  await giveUpOldClaims(ctx);
  const due = await ctx.db.notice.findMany({
    where: { mailState: "waiting", mailAt: { lte: ctx.clock.now() }, resolvedAt: null },
    distinct: ["shopId"],
    select: { shopId: true },
    take: 100,
  });
  let sent = 0;
  for (const { shopId } of due) if (await mailShop(ctx, send, shopId)) sent += 1;
  return sent;
}

function giveUpOldClaims(ctx: Ctx) {
  return ctx.db.notice.updateMany({
    where: { mailState: "sending", mailAt: { lte: ctx.clock.now() } },
    data: { mailState: "unconfirmed" },
  });
}

async function mailShop(ctx: Ctx, send: SendNoticeMail, shopId: string): Promise<boolean> {
  const shop = await ctx.db.shop.findUnique({ where: { id: shopId } });
  if (!shop) return false;
  if (shop.status !== "installed") {
    // Whoever took the app away is not written to any more.
    await ctx.db.notice.updateMany({ where: { shopId, mailState: "waiting" }, data: { mailState: "ended" } });
    return false;
  }
  const { email, locale, kinds } = readSettings(shop.settings).notifications;
  const now = ctx.clock.now();
  if (email === null) {
    // Looked at again, in case an address is given while it still stands.
    await ctx.db.notice.updateMany({
      where: { shopId, mailState: "waiting", mailAt: { lte: now } },
      data: { mailAt: new Date(now.getTime() + 60 * minuteMs) },
    });
    return false;
  }
  await ctx.db.notice.updateMany({
    where: { shopId, mailState: "waiting", mailAt: { lte: now }, kind: { notIn: [...kinds] } },
    data: { mailState: "ended" },
  });
  const claimed = await ctx.db.notice.updateManyAndReturn({
    where: { shopId, mailState: "waiting", mailAt: { lte: now }, resolvedAt: null, kind: { in: [...kinds] } },
    data: { mailState: "sending", mailAt: new Date(now.getTime() + claimMs), mailAttempts: { increment: 1 } },
  });
  const [first] = claimed;
  if (!first) return false;
  const ids = claimed.map(({ id }) => id);
  const answer = await send({
    to: email,
    locale: locale ?? shop.locale,
    shopName: shop.name,
    shopDomain: shop.domain,
    notices: await describe(ctx, shopId, claimed),
    messageId: ids.sort()[0] ?? first.id,
  });
  await settle(ctx, shopId, ids, answer, Math.max(...claimed.map(({ mailAttempts }) => mailAttempts)));
  return answer.outcome === "sent";
}

async function settle(ctx: Ctx, shopId: string, ids: string[], answer: MailAnswer, attempts: number): Promise<void> {
  const now = ctx.clock.now();
  const mine = { shopId, id: { in: ids }, mailState: "sending" as const };
  if (answer.outcome === "sent") {
    await ctx.db.notice.updateMany({ where: mine, data: { mailState: "sent", mailedAt: now } });
    return;
  }
  ctx.log.warn("notice_mail", { shopId, outcome: answer.outcome, cause: answer.cause, attempts });
  if (answer.outcome === "unknown") {
    await ctx.db.notice.updateMany({ where: mine, data: { mailState: "unconfirmed" } });
    return;
  }
  const waitMs = Math.min(5 * minuteMs * 2 ** (attempts - 1), longestWaitMs);
  const over = !answer.again || attempts >= attemptsAtMost;
  await ctx.db.notice.updateMany({
    where: mine,
    data: over ? { mailState: "ended" } : { mailState: "waiting", mailAt: new Date(now.getTime() + waitMs) },
  });
}

/** By kind, with the names a merchant knows: a template's, a number's own. No personal data. */
async function describe(
  ctx: Ctx,
  shopId: string,
  notices: { kind: string; subjectId: string }[],
): Promise<NoticeMail["notices"]> {
  const idsOf = (kind: NoticeKind) =>
    notices.filter((notice) => notice.kind === kind).map(({ subjectId }) => subjectId);
  const kinds: NoticeKind[] = ["number_stopped", "payment_problem", "template_refused", "privacy_due"];
  const told = await Promise.all(
    kinds.map(async (kind) => {
      const ids = idsOf(kind);
      const names = ids.length === 0 ? [] : await knownNames(ctx, shopId, kind, ids);
      return { kind, count: ids.length, names: names.slice(0, namesTold) };
    }),
  );
  return told.filter(({ count }) => count > 0);
}

async function knownNames({ db }: Ctx, shopId: string, kind: NoticeKind, ids: string[]): Promise<string[]> {
  const where = { shopId, id: { in: ids } };
  // Whom it is about is told to nobody by mail.
  if (kind === "privacy_due") return [];
  if (kind === "template_refused") {
    const templates = await db.template.findMany({
      where,
      select: { name: true, language: true },
      orderBy: { id: "asc" },
    });
    return templates.map(({ name, language }) => `${name} (${language})`);
  }
  const [accounts, numbers] = await Promise.all([
    db.whatsAppAccount.findMany({ where, select: { name: true }, orderBy: { id: "asc" } }),
    db.whatsAppNumber.findMany({ where, select: { verifiedName: true, displayPhone: true }, orderBy: { id: "asc" } }),
  ]);
  return [
    ...accounts.map(({ name }) => name),
    ...numbers.map(({ verifiedName, displayPhone }) => `${verifiedName} ${displayPhone}`),
  ];
}
