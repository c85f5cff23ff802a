import type { LaneClaim, LaneKey, QueuePlace } from "./claim-lane.ts";
import type { WaitingLane } from "./due-lanes.ts";
import { laneSpeed } from "./limits.ts";
import { createSendWindow, type SendWindow } from "./send-window.ts";

/** What one process knows of a lane. */
export type Lane = LaneKey & {
  ratePerSecond: number;
  /** Something is queued. */
  waiting: boolean;
  /** When that is due, as the database says. */
  dueAtMs: number;
  /** Not to be claimed before, for reasons of this process: tokens, held messages, another worker. */
  notBeforeMs: number;
  /** More was due than could be taken: its next turn is known without asking the database again. */
  hasBacklog: boolean;
  /** What is due is held (pair gap, tier, unknown outcome); something new may not be. */
  isHeld: boolean;
  /** All that was due is taken; when more is due only the database knows. */
  isDrained: boolean;
  /** The tier is spent and the queue long: where the next claim goes on looking for what may go. Undefined: it is not. */
  lookAfter: readonly QueuePlace[] | undefined;
  window: SendWindow;
  tier?: { left: number; countAgainAtMs: number };
};

/** A lane with a backlog is claimed again when so much of its burst has refilled: few claims, and no token runs over. */
const refillShare = 0.4;
/** Another worker has this lane just now, or the way is crowded. */
const busyMs = 10;
/** What is held without a known end is looked at again. */
const heldMs = 1_000;
/** The next part of a long queue is looked through after this, whatever is planned meanwhile: other lanes want their turns. */
const nextLookMs = 250;
/** All lanes of an account, in all processes, reach no more people a second; before that adds up they are counted again. */
const mostReachedPerSecond = 4_000;
const tierCountedForMs = 5_000;
const secondMs = 1_000;

/** The lanes of one process and whose turn it is. Holds no truth: the claim decides, and a new process starts from nothing. */
export function createLaneTurns() {
  const lanes = new Map<string, Lane>();
  let turn = 0;

  const turnAtMs = (lane: Lane) => Math.max(lane.dueAtMs, lane.notBeforeMs);
  const waitingLanes = () => [...lanes.values()].filter((lane) => lane.waiting);

  return {
    /** Takes over what the database lists. */
    list(listed: readonly WaitingLane[]): void {
      for (const lane of lanes.values()) lane.waiting = false;
      for (const { shopId, numberId, ratePerSecond, dueAt } of listed) {
        const lane = lanes.get(numberId);
        const seen = { ratePerSecond, waiting: true, isDrained: false, dueAtMs: dueAt.getTime() };
        if (lane) Object.assign(lane, seen);
        else lanes.set(numberId, { ...seen, ...newLane(shopId, numberId) });
      }
    },

    /** Those to claim now, another one first each time. */
    due(nowMs: number): Lane[] {
      const due = waitingLanes().filter((lane) => turnAtMs(lane) <= nowMs);
      turn += 1;
      const first = due.length > 0 ? turn % due.length : 0;
      return [...due.slice(first), ...due.slice(0, first)];
    },

    /** Somebody has planned something: it may be on a lane whose other messages are held. */
    releaseHeld(): void {
      for (const lane of lanes.values()) {
        if (lane.isHeld) lane.notBeforeMs = -Infinity;
        lane.isHeld = false;
      }
    },

    /** The clock was set back: what was counted by the old time means nothing. */
    forgetTimes(): void {
      for (const lane of lanes.values()) {
        lane.notBeforeMs = -Infinity;
        lane.tier = undefined;
      }
    },

    hasBacklog: () => waitingLanes().some((lane) => lane.hasBacklog),
    someDrained: () => waitingLanes().some((lane) => lane.isDrained),
    nextTurnAtMs: () => Math.min(...waitingLanes().map(turnAtMs)),
  };
}

function newLane(shopId: string, numberId: string) {
  return {
    shopId,
    numberId,
    notBeforeMs: -Infinity,
    hasBacklog: false,
    isHeld: false,
    lookAfter: [],
    window: createSendWindow(),
  };
}

/** Nothing could be asked of the lane at this moment. */
export function postpone(lane: Lane, nowMs: number, untilMs = nowMs + busyMs): void {
  lane.notBeforeMs = Math.max(untilMs, nowMs + 1);
  lane.hasBacklog = false;
}

/**
 * What a claim says about the lane's next turn. `claimedAtMs`: when it was asked for, which is what its tokens count from.
 * `pairTurn`: when the first held pair is free, if nothing could be taken.
 */
export function afterClaim(
  lane: Lane,
  claim: LaneClaim,
  limit: number,
  claimedAtMs: number,
  pairTurn: Date | null,
): void {
  const took = claim.messages.length + claim.vetoed;
  const tokensBefore = claim.tokens + claim.messages.length;
  const tookAllItMight = took >= Math.min(Math.floor(tokensBefore), limit);
  lane.hasBacklog = tookAllItMight;
  if (!claim.tierIsShort) lane.lookAfter = undefined;
  else if (!tookAllItMight || !lane.lookAfter) lane.lookAfter = claim.lookAfter;
  const isLooking = !tookAllItMight && claim.lookAfter.length > 0;
  lane.isHeld = took === 0 && !tookAllItMight && !isLooking;
  lane.isDrained = took > 0 && !tookAllItMight && !isLooking;
  if (lane.isHeld) lane.notBeforeMs = Math.min(pairTurn?.getTime() ?? Infinity, claimedAtMs + heldMs);
  else if (isLooking) lane.notBeforeMs = claimedAtMs + nextLookMs;
  else if (!tookAllItMight) lane.notBeforeMs = claimedAtMs;
  else {
    const { rate, burst } = laneSpeed(claim.ratePerSecond);
    const missing = Math.max(1, burst * refillShare) - claim.tokens;
    lane.notBeforeMs = claimedAtMs + Math.max(0, Math.ceil((missing / rate) * secondMs));
  }
}

export function isHeldAfter(claim: LaneClaim, limit: number): boolean {
  return claim.messages.length + claim.vetoed === 0 && Math.min(Math.floor(claim.tokens), limit) > 0;
}

/** People the tier still allows, as far as it is certain without counting again. */
export function tierHint(lane: Lane, nowMs: number): { tierLeftAtLeast?: number } {
  return lane.tier && nowMs < lane.tier.countAgainAtMs ? { tierLeftAtLeast: lane.tier.left } : {};
}

export function rememberTier(lane: Lane, tierLeft: number | null, nowMs: number): void {
  if (tierLeft === null) lane.tier = undefined;
  else if (lane.tier && nowMs < lane.tier.countAgainAtMs) lane.tier.left = tierLeft;
  else {
    const certainForMs = ((tierLeft / mostReachedPerSecond) * secondMs) / 2;
    lane.tier = { left: tierLeft, countAgainAtMs: nowMs + Math.min(tierCountedForMs, certainForMs) };
  }
}
