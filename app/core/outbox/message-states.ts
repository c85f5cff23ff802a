import type { MessageState } from "#prisma/generated/enums.ts";

/**
 * Every step a message may take. The database holds the same table (trigger message_transition) and refuses the rest;
 * test/integration/outbox-states.test.ts compares the two.
 *
 * Callbacks come in any order, some never: every state that a callback can find moves straight to what it tells. "queued"
 * takes them too, because a message that is about to be sent again may turn out to have arrived the first time. "failed" is
 * final unless the person got it after all, or its retry is due; "cancelled" and "suppressed" are final.
 */
export const ALLOWED_TRANSITIONS = {
  planned: ["queued", "cancelled", "suppressed"],
  queued: ["sending", "accepted", "sent", "delivered", "read", "failed", "cancelled", "suppressed"],
  sending: ["queued", "unknown", "accepted", "sent", "delivered", "read", "failed", "cancelled", "suppressed"],
  unknown: ["queued", "accepted", "sent", "delivered", "read", "failed"],
  accepted: ["sent", "delivered", "read", "failed"],
  sent: ["delivered", "read", "failed"],
  delivered: ["read"],
  read: [],
  failed: ["queued", "delivered", "read"],
  cancelled: [],
  suppressed: [],
} as const satisfies Record<MessageState, readonly MessageState[]>;

export const messageStates = Object.keys(ALLOWED_TRANSITIONS) as MessageState[];

/** How far along the road a state is: what callbacks tell moves a message up only. */
const rank: Record<MessageState, number> = {
  planned: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  accepted: 4,
  sent: 5,
  failed: 6,
  delivered: 7,
  read: 8,
  cancelled: 9,
  suppressed: 9,
};

export function isAllowed(from: MessageState, to: MessageState): boolean {
  return (ALLOWED_TRANSITIONS[from] as readonly MessageState[]).includes(to);
}

/** True when a callback telling `to` moves a message forward that is in `from`. */
export function movesForward(from: MessageState, to: MessageState): boolean {
  return rank[to] > rank[from] && isAllowed(from, to);
}

/** Lower goes first. Lanes are read one priority after the other, so there are exactly these. */
export const PRIORITY = { service: 0, marketing: 10 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];
