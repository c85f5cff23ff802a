import type { Refusal, Tx, TxCtx } from "../ports.ts";
import { optOut } from "../consent/opt-out.ts";
import { laneWaitMs, type RefusalDecision } from "./decide-refusal.ts";

/** The message that was refused, and what it belongs to. */
export type RefusedAt = {
  shopId: string;
  numberId: string;
  accountId: string;
  contactId: string;
  messageId: string;
  templateName: string | null;
  language: string | null;
  /** The lane's back-offs in a row when the message was claimed; null when told by a callback, which shuts no lane. */
  laneBackoffs: number | null;
};

export type Consequence = { at: RefusedAt; refusal: Refusal; decision: RefusalDecision };

/** Marks what Meta's refusals put on an account, so that rest ends by itself; what other callbacks say stays. */
export const metaErrorNote = "meta_error:";

/**
 * Does to lane, pair, number, account, template and contact what refusals ask for, in the caller's transaction; the
 * messages themselves are the caller's. Every write says the end state, so doing it twice changes nothing more, and a batch
 * in which one cause refuses a hundred messages acts on it once.
 */
export async function applyConsequences(ctx: TxCtx, consequences: readonly Consequence[]): Promise<void> {
  const now = ctx.clock.now();
  for (const { at, decision } of once(consequences, (c) => c.decision.laneBacksOff && laneKey(c))) {
    await backOffLane(ctx.tx, { ...at, laneBackoffs: at.laneBackoffs }, now);
    ctx.log.info("lane_backs_off", { shopId: at.shopId, numberId: at.numberId, reason: decision.message.reason });
  }
  for (const { at, decision } of consequences) if (decision.pair) await restPair(ctx.tx, at, decision.pair);
  for (const { at, decision } of once(consequences, (c) => c.decision.numberRests && numberKey(c))) {
    if (decision.numberRests) await restNumbers(ctx.tx, { ...at, only: at.numberId }, decision.numberRests);
  }
  for (const consequence of once(consequences, (c) => c.decision.account && accountKey(c))) {
    await markAccount(ctx, consequence);
  }
  for (const consequence of once(consequences, (c) => c.decision.templatePaused && templateKey(c))) {
    await pauseTemplate(ctx.tx, consequence, now);
  }
  for (const { at, refusal } of once(consequences, (c) => c.decision.contact === "unreachable" && contactKey(c))) {
    await ctx.tx.contact.updateMany({
      where: { shopId: at.shopId, id: at.contactId, unreachableAt: null },
      data: { unreachableAt: now, unreachableCode: refusal.code },
    });
  }
  for (const { at, refusal } of once(consequences, (c) => c.decision.contact === "opted_out" && contactKey(c))) {
    await optOut(ctx, {
      shopId: at.shopId,
      contactId: at.contactId,
      purposes: ["marketing"],
      source: "meta_error",
      evidence: { code: refusal.code, messageId: at.messageId },
      occurredAt: now,
      dedupeKey: `meta_error:${at.messageId}`,
    });
  }
}

const numberKey = ({ at }: Consequence) => `${at.shopId}/${at.numberId}`;
const laneKey = (c: Consequence) => c.at.laneBackoffs !== null && numberKey(c);
const accountKey = ({ at, decision }: Consequence) => `${at.shopId}/${at.accountId}/${decision.account?.status}`;
const contactKey = ({ at }: Consequence) => `${at.shopId}/${at.contactId}`;
const templateKey = ({ at }: Consequence) =>
  at.templateName && at.language && `${at.shopId}/${at.accountId}/${at.templateName}/${at.language}`;

/** The first consequence of each key, in the order of the keys: everybody locks rows in one order. No key: not meant. */
function once(consequences: readonly Consequence[], keyOf: (consequence: Consequence) => unknown): Consequence[] {
  const byKey = new Map<string, Consequence>();
  for (const consequence of consequences) {
    const key = keyOf(consequence);
    if (typeof key === "string" && key !== "" && !byKey.has(key)) byKey.set(key, consequence);
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, consequence]) => consequence);
}

type BackedOffLane = { shopId: string; numberId: string; laneBackoffs: number | null };

/**
 * Shuts a lane for a while. Compare and set: of all messages that were under way when the trouble began only the first
 * answer counts, so a hundred refusals at once are one step of waiting, not a hundred.
 */
export async function backOffLane(tx: Tx, lane: BackedOffLane, now: Date): Promise<void> {
  if (lane.laneBackoffs === null) return;
  const backoffs = lane.laneBackoffs + 1;
  await tx.sendLane.updateMany({
    where: { shopId: lane.shopId, numberId: lane.numberId, backoffCount: lane.laneBackoffs },
    data: { backoffCount: backoffs, pausedUntil: new Date(now.getTime() + laneWaitMs(backoffs)) },
  });
}

async function restPair(tx: Tx, at: RefusedAt, pair: { nextAt: Date; backoffs: number }): Promise<void> {
  await tx.recipientLane.upsert({
    where: {
      shopId_numberId_contactId: { shopId: at.shopId, numberId: at.numberId, contactId: at.contactId },
    },
    create: { shopId: at.shopId, numberId: at.numberId, contactId: at.contactId, ...pair },
    update: pair,
  });
}

type Rest = { until: Date; reason: string };

/** A number a merchant paused (without an end) or disconnected stays as it is. */
async function restNumbers(
  tx: Tx,
  at: { shopId: string; accountId: string; only?: string },
  rest: Rest,
): Promise<void> {
  await tx.whatsAppNumber.updateMany({
    where: {
      shopId: at.shopId,
      accountId: at.accountId,
      ...(at.only ? { id: at.only } : {}),
      OR: [{ status: "connected" }, { status: "paused", pausedUntil: { lt: rest.until } }],
    },
    data: { status: "paused", statusReason: rest.reason, pausedUntil: rest.until },
  });
}

async function markAccount(ctx: TxCtx, { at, refusal, decision }: Consequence): Promise<void> {
  if (!decision.account) return;
  const { status } = decision.account;
  // A lost connection is worse news than a rest, and only the merchant ends it.
  await ctx.tx.whatsAppAccount.updateMany({
    where: { shopId: at.shopId, id: at.accountId, status: { not: "needs_reconnect" } },
    data: { status, statusNote: `${metaErrorNote}${refusal.code}` },
  });
  if ("restsUntil" in decision.account) {
    await restNumbers(ctx.tx, at, { until: decision.account.restsUntil, reason: decision.message.reason });
  }
  ctx.log.warn("account_stopped", { shopId: at.shopId, accountId: at.accountId, status, code: refusal.code });
}

async function pauseTemplate(tx: Tx, { at, refusal }: Consequence, now: Date): Promise<void> {
  if (!at.templateName || !at.language) return;
  await tx.template.updateMany({
    where: {
      shopId: at.shopId,
      accountId: at.accountId,
      name: at.templateName,
      language: at.language,
      status: "approved",
    },
    data: { status: "paused", reason: `${metaErrorNote}${refusal.code}`, updatedAt: now },
  });
}
