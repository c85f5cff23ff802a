import type { MessageState } from "#prisma/generated/enums.ts";
import type { Refusal } from "../ports.ts";
import { decideRefusal, type RefusalDecision } from "../outbox/decide-refusal.ts";
import { isAllowed, movesForward } from "../outbox/message-states.ts";
import type { StatusCallback, StatusPricing } from "./status-callback.ts";

/** A message as the database has it, before these callbacks. */
export type KnownMessage = {
  state: MessageState;
  wamid: string | null;
  claimedAt: Date | null;
  attempts: number;
  expiresAt: Date | null;
  pairBackoffs: number;
  /** Meta's ids of earlier tries that failed; known while the message waits for its next one. */
  failedWamids: readonly string[];
  hadItsSecondChance: boolean;
};

export type StatusChange = {
  /** Null: the message stays where it is. */
  state: MessageState | null;
  wamid: string | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  pricing: StatusPricing | null;
  failure: { refusal: Refusal; decision: RefusalDecision; occurredAt: Date } | null;
};

/** Meta's clock and ours may differ by so much; a try is repeated after ten minutes at the earliest. */
const clockSkewMs = 60_000;

const stateOf = { sent: "sent", delivered: "delivered", read: "read", played: "read" } as const;

const unexplained: Refusal = { code: 0, title: "failed without a reason", action: "bad_payload" };

/**
 * What all that was told of one message, in whatever order, makes of it: the furthest point reached stands. A failure counts
 * when it is of the current try, and when nothing says that the message arrived.
 */
export function foldStatuses(message: KnownMessage, all: readonly StatusCallback[], now: Date): StatusChange {
  // Of a try that has failed nothing matters any more but that it arrived after all.
  const told = all.filter((status) => arrived(status) || !message.failedWamids.includes(status.wamid));
  const change: StatusChange = {
    state: null,
    wamid: message.wamid ?? told[0]?.wamid ?? null,
    sentAt: earliest(told, "sent"),
    deliveredAt: earliest(told, "delivered"),
    readAt: earliest(told, "read"),
    pricing: told.find((status) => status.pricing)?.pricing ?? null,
    failure: null,
  };
  let reached = message.state;
  for (const status of told) {
    if (status.status !== "failed" && movesForward(reached, stateOf[status.status])) reached = stateOf[status.status];
  }
  if (reached !== message.state) change.state = reached;

  const failed = told.find((status) => status.status === "failed" && isOfThisTry(status, message));
  if (failed && movesForward(reached, "failed")) {
    const refusal = failed.refusal ?? unexplained;
    const decision = decideRefusal(refusal, message, now);
    // A message that waits for its next try anyway goes on waiting, unless no try can succeed.
    if (message.state === "queued" && decision.message.state === "queued") return change;
    if (!isAllowed(message.state, "failed")) return change;
    change.state = decision.message.state === "queued" ? "queued" : "failed";
    change.failure = { refusal, decision, occurredAt: failed.occurredAt };
  }
  return change;
}

function arrived({ status }: StatusCallback): boolean {
  return status === "delivered" || status === "read" || status === "played";
}

/** An earlier try of the same message may fail while, or after, a later one goes through. */
function isOfThisTry(status: StatusCallback, message: KnownMessage): boolean {
  if (message.wamid !== null) return status.wamid === message.wamid;
  return message.claimedAt === null || status.occurredAt.getTime() >= message.claimedAt.getTime() - clockSkewMs;
}

function earliest(told: readonly StatusCallback[], status: "sent" | "delivered" | "read"): Date | null {
  const times = told.filter((one) => one.status === status).map((one) => one.occurredAt.getTime());
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}
