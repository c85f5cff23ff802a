import type { MessageContent } from "../outbox/message-content.ts";
import type { Ctx, Recipient } from "../ports.ts";
import { claimStatement, type ClaimRow } from "./claim-statement.ts";
import { tierShortOf } from "./limits.ts";

export type LaneKey = { shopId: string; numberId: string };

/** A place in the queue of one priority, as the database wrote it. */
export type QueuePlace = { priority: number; dueAt: string; id: string };

export type ClaimLane = LaneKey & {
  workerId: string;
  /** At most so many; the lane's tokens may allow fewer. */
  limit: number;
  /** People the account may certainly still write to: spares counting them. Absent: they are counted. */
  tierLeftAtLeast?: number;
  /** What the claim before said: where to go on looking while the tier is spent. Absent: the tier is far from spent. */
  lookAfter?: readonly QueuePlace[];
};

export type ClaimedMessage = LaneKey & {
  id: string;
  contactId: string;
  accountId: string;
  recipient: Recipient;
  content: MessageContent;
  /** With the try now under way. */
  attempts: number;
  expiresAt: Date | null;
  claimedAt: Date;
  /** 131056 answers in a row for this pair so far. */
  pairBackoffs: number;
  /** The lane's back-offs in a row when this was claimed: answers change the lane only if it is still so. */
  laneBackoffs: number;
};

export type LaneClaim = {
  messages: ClaimedMessage[];
  phoneNumberId: string;
  /** Ciphertext. */
  accessToken: string;
  accountId: string;
  /** Messages that ended or were put off here instead: expired, person blocked, template paused. */
  vetoed: number;
  /** Tokens left; fractions are real. */
  tokens: number;
  ratePerSecond: number;
  /** People the account may still write to outside the service window; null: unlimited. */
  tierLeft: number | null;
  /** The tier is spent or may be before the next claim. */
  tierIsShort: boolean;
  /** With the tier spent: how far each long queue was looked through. Empty: all that is due was. */
  lookAfter: QueuePlace[];
};

/**
 * Takes what one number may send at this moment and marks it `sending`, all in one statement: what it returns is this
 * worker's and nobody else's, and its tokens are spent. Null when another worker holds the lane just now, or when the number
 * may not send (paused, back-off, disconnected, shop gone).
 */
export async function claimLane(ctx: Pick<Ctx, "db" | "clock">, input: ClaimLane): Promise<LaneClaim | null> {
  const now = ctx.clock.now();
  const rows = await ctx.db.$queryRaw<ClaimRow[]>(claimStatement(input, now));
  const lane = rows[0];
  if (!lane) return null;
  const sending = rows.filter((row) => row.state === "sending");
  return {
    messages: sending.map((row) => claimedMessage(input, row, now)),
    phoneNumberId: lane.phoneNumberId,
    accessToken: lane.accessToken,
    accountId: lane.accountId,
    vetoed: rows.filter((row) => row.id !== null).length - sending.length,
    tokens: Math.max(0, lane.filled - sending.length),
    ratePerSecond: lane.ratePerSecond,
    tierLeft: lane.tierLeft === null ? null : lane.tierLeft - sending.filter((row) => row.isNew).length,
    tierIsShort: lane.tierLeft !== null && lane.tierLeft < (lane.tierReserve ?? 0) + tierShortOf,
    lookAfter: lane.lookAfter ?? [],
  };
}

function claimedMessage(lane: LaneKey, row: ClaimRow, claimedAt: Date): ClaimedMessage {
  return {
    shopId: lane.shopId,
    numberId: lane.numberId,
    id: row.id ?? "",
    contactId: row.contactId ?? "",
    accountId: row.accountId,
    recipient: row.kind === "phone" ? { phone: row.address ?? "" } : { userId: row.address ?? "" },
    content: row.content as MessageContent,
    attempts: row.attempts ?? 0,
    expiresAt: row.expiresAt,
    claimedAt,
    pairBackoffs: row.pairBackoffs ?? 0,
    laneBackoffs: row.backoffCount,
  };
}
