import type { MadeDocumentParameter } from "../outbox/message-content.ts";
import type { Ctx, Secrets, SendAnswer, WhatsAppApi } from "../ports.ts";
import { attachDocument, type DocumentsApi } from "./attach-document.ts";
import { createAnswerWriter, type Pause } from "./answer-writer.ts";
import { claimLane, type ClaimedMessage, type LaneClaim } from "./claim-lane.ts";
import { listWaitingLanes, nextPairTurn } from "./due-lanes.ts";
import { afterClaim, createLaneTurns, isHeldAfter, postpone, rememberTier, tierHint, type Lane } from "./lane-turns.ts";

export type SenderOptions = {
  api: Pick<WhatsAppApi, "send"> & DocumentsApi;
  secrets: Secrets;
  /** Names this process in the rows it claims. */
  workerId: string;
  /** Requests of this process under way at once. Default 256. */
  maxInFlight?: number;
  /** Waits in real time, to gather answers for one write. A worker gives it; without it each answer is written as it comes. */
  pause?: Pause;
  /** For metrics; called once per message. */
  onAnswer?: (answer: SendAnswer, tookMs: number) => void;
};

export type SenderPass = {
  /** Messages claimed and on their way. */
  claimed: number;
  more: false;
  /** When to come again at the latest; absent when nothing is queued. */
  nextInMs?: number;
};

export type Sender = {
  /**
   * Claims and starts what may go now; waits for free requests, not for answers. One pass at a time. Coming earlier than
   * `nextInMs` says that something was planned.
   */
  pass(): Promise<SenderPass>;
  /** Resolves when every answer is in and written. */
  idle(): Promise<void>;
};

const defaultMaxInFlight = 256;
/** Claims of different lanes under way at once. */
const claimsAtOnce = 4;
const largestClaim = 100;
/** Of the requests, what the only shop with due messages may hold: one that comes later finds some free. */
const shareOfOnlyShop = 0.75;
const smallestShare = 8;
/** Lanes that nobody claimed yet are looked for this often while others keep the sender busy. */
const listEveryMs = 250;
/** With fewer requests under way, each answer is written at once. */
const busyFrom = 4;
const noPause: Pause = async () => {};

/**
 * Keeps all lanes going from one process. Claiming goes on while requests are under way, and answers are written in bulk
 * beside it. Several processes may do the same on one database: a lane is claimed by one of them at a time.
 */
export function createSender(ctx: Ctx, options: SenderOptions): Sender {
  const maxInFlight = options.maxInFlight ?? defaultMaxInFlight;
  const writer = createAnswerWriter(ctx, options.pause ?? noPause, () => inFlight >= busyFrom);
  const turns = createLaneTurns();
  const inFlightOfShop = new Map<string, number>();
  const tokens = new Map<string, string>();
  const waitingForAnswer = new Set<() => void>();
  let inFlight = 0;
  let listedAtMs = -Infinity;
  let promisedAtMs = -Infinity;
  let passedAtMs = -Infinity;
  const nowMs = () => ctx.clock.now().getTime();

  async function pass(): Promise<SenderPass> {
    if (nowMs() < passedAtMs) {
      turns.forgetTimes();
      listedAtMs = -Infinity;
    }
    passedAtMs = nowMs();
    const isEarly = passedAtMs < promisedAtMs;
    if (isEarly) turns.releaseHeld();
    if (isEarly || !turns.hasBacklog() || nowMs() - listedAtMs >= listEveryMs) await list();
    const claimed = await claimDue(turns.due(nowMs()));
    if (turns.someDrained()) await list();
    promisedAtMs = turns.nextTurnAtMs();
    const nextInMs = Math.max(0, promisedAtMs - nowMs());
    return { claimed, more: false, ...(nextInMs === Infinity ? {} : { nextInMs }) };
  }

  async function list(): Promise<void> {
    listedAtMs = nowMs();
    turns.list(await listWaitingLanes(ctx));
  }

  async function claimDue(due: Lane[]): Promise<number> {
    const shops = new Set(due.map((lane) => lane.shopId)).size;
    let claimed = 0;
    for (let start = 0; start < due.length; start += claimsAtOnce) {
      while (inFlight >= maxInFlight) await nextAnswer();
      const together = due.slice(start, start + claimsAtOnce);
      const counts = await Promise.all(
        together.map((lane) => claimAndStart(lane, freeFor(lane.shopId, shops, together.length))),
      );
      claimed += counts.reduce((sum, count) => sum + count, 0);
    }
    return claimed;
  }

  /** Requests a shop may still start: its share of all, and no more than are free for those claimed together. */
  function freeFor(shopId: string, shops: number, together: number): number {
    const share =
      shops > 1 ? Math.max(smallestShare, Math.floor(maxInFlight / shops)) : Math.ceil(maxInFlight * shareOfOnlyShop);
    const mine = share - (inFlightOfShop.get(shopId) ?? 0);
    return Math.min(mine, Math.ceil((maxInFlight - inFlight) / together));
  }

  async function claimAndStart(lane: Lane, free: number): Promise<number> {
    const room = lane.window.room(lane.ratePerSecond, nowMs());
    const limit = Math.min(largestClaim, free, room);
    if (limit <= 0) {
      postpone(lane, nowMs(), room <= 0 ? lane.window.roomAtMs(nowMs()) : undefined);
      return 0;
    }
    const claimedAtMs = nowMs();
    const claim = await claimLane(ctx, { ...lane, ...tierHint(lane, nowMs()), workerId: options.workerId, limit });
    if (!claim) {
      postpone(lane, nowMs());
      return 0;
    }
    for (const message of claim.messages) void send(lane, claim, message);
    rememberTier(lane, claim.tierLeft, nowMs());
    const pairTurn = isHeldAfter(claim, limit) ? await nextPairTurn(ctx, lane, ctx.clock.now()) : null;
    afterClaim(lane, claim, limit, claimedAtMs, pairTurn);
    return claim.messages.length;
  }

  async function send(lane: Lane, claim: LaneClaim, message: ClaimedMessage): Promise<void> {
    const startedAtMs = nowMs();
    countInFlight(lane.shopId, 1);
    lane.window.started();
    const answer = await ask(claim, message);
    const answeredAt = ctx.clock.now();
    lane.window.answered(startedAtMs, answeredAt.getTime());
    countInFlight(lane.shopId, -1);
    writer.add({ message, answer, answeredAt });
    options.onAnswer?.(answer, answeredAt.getTime() - startedAtMs);
    for (const resolve of waitingForAnswer) resolve();
    waitingForAnswer.clear();
  }

  function countInFlight(shopId: string, by: 1 | -1): void {
    inFlight += by;
    const count = (inFlightOfShop.get(shopId) ?? 0) + by;
    if (count === 0) inFlightOfShop.delete(shopId);
    else inFlightOfShop.set(shopId, count);
  }

  /** The port never throws; a token that can not be read must not end the loop either. */
  async function ask({ accessToken, phoneNumberId }: LaneClaim, message: ClaimedMessage): Promise<SendAnswer> {
    let token: string;
    try {
      token = readToken(accessToken);
    } catch {
      return { outcome: "refused", refusal: { code: 0, title: "token_unreadable", action: "reconnect" } };
    }
    const { recipient, content, id: callbackData } = message;
    const document = content.kind === "template" ? content.headerDocument : undefined;
    const outgoing = { phoneNumberId, recipient, content, callbackData };
    if (!document) return options.api.send(token, outgoing);
    const attached = await attach({ accessToken: token, phoneNumberId }, message, document);
    if (attached.outcome !== "attached") return attached;
    return options.api.send(token, { ...outgoing, documentId: attached.documentId });
  }

  /** A document that fails is one message's trouble. Before it is sent nothing has been sent: the message waits and tries again. */
  async function attach(
    by: { accessToken: string; phoneNumberId: string },
    message: ClaimedMessage,
    document: MadeDocumentParameter,
  ): ReturnType<typeof attachDocument> {
    try {
      return await attachDocument(ctx, options.api, by, message, document);
    } catch (error) {
      ctx.log.error("document_failed", { shopId: message.shopId, messageId: message.id, error });
      return { outcome: "refused", refusal: { code: 0, title: "document_failed", action: "retry_message" } };
    }
  }

  function readToken(ciphertext: string): string {
    const known = tokens.get(ciphertext);
    if (known !== undefined) return known;
    const token = options.secrets.decrypt(ciphertext);
    tokens.set(ciphertext, token);
    return token;
  }

  function nextAnswer(): Promise<void> {
    return new Promise((resolve) => waitingForAnswer.add(resolve));
  }

  async function idle(): Promise<void> {
    while (inFlight > 0) await nextAnswer();
    await writer.idle();
  }

  return { pass, idle };
}
