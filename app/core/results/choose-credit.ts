import type { AttributionSettings } from "../shared/settings/attribution.ts";

/** From the strongest evidence to the weakest. */
export const creditKinds = ["checkout", "code", "click", "reply"] as const;
export type CreditKind = (typeof creditKinds)[number];

/** A message that may have brought an order, with what is known of the two together. */
export type Candidate = {
  messageId: string;
  automationId: string | null;
  /** Whether it invites to buy; what only informs takes no credit for a press or an answer. */
  isMarketing: boolean;
  /** When it was on the phone; null: it never was, as far as is known. */
  arrivedAt: Date | null;
  clickedAt: Date | null;
  repliedAt: Date | null;
  /** It was about the very checkout or cart that became the order. */
  isOfCheckout: boolean;
  /** The visit that ended in the order began with its link. */
  isOfLanding: boolean;
  /** A code of the order's that the message carried. */
  code: string | null;
};

export type Credit = {
  kind: CreditKind;
  messageId: string;
  automationId: string | null;
  messageAt: Date;
  /** The press, the answer; else the arrival. */
  evidenceAt: Date;
  code: string | null;
};

const dayMs = 24 * 3_600_000;

/**
 * Which message an order counts for, and why; null when for none. A message takes credit only when it was on the phone, and
 * its evidence there, before the order and within the window of its kind. The strongest kind wins; among equals the latest.
 */
export function chooseCredit(
  orderAt: Date,
  candidates: readonly Candidate[],
  windows: AttributionSettings,
): Credit | null {
  const daysOf = {
    checkout: windows.checkoutDays,
    code: windows.codeDays,
    click: windows.clickDays,
    reply: windows.replyDays,
  };
  const counts = (kind: CreditKind, at: Date) =>
    at <= orderAt && orderAt.getTime() - at.getTime() <= daysOf[kind] * dayMs && daysOf[kind] > 0;

  const credits = candidates.flatMap((candidate) => {
    const { messageId, automationId, code } = candidate;
    const messageAt = earliest(candidate.arrivedAt, candidate.clickedAt, candidate.repliedAt);
    if (messageAt === null || messageAt > orderAt) return [];
    const evidence: Record<CreditKind, Date | null> = {
      checkout: candidate.isOfCheckout ? messageAt : null,
      code: code === null ? null : messageAt,
      // Where the visit began proves the press, even when it was not counted.
      click: candidate.isMarketing ? (candidate.clickedAt ?? (candidate.isOfLanding ? messageAt : null)) : null,
      reply: candidate.isMarketing ? candidate.repliedAt : null,
    };
    return creditKinds.flatMap((kind): Credit[] => {
      const evidenceAt = evidence[kind];
      if (evidenceAt === null || !counts(kind, evidenceAt)) return [];
      return [{ kind, messageId, automationId, messageAt, evidenceAt, code: kind === "code" ? code : null }];
    });
  });
  return credits.toSorted(strongestFirst)[0] ?? null;
}

/** Whether one kind of evidence is stronger than another. */
export function isStronger(one: string, other: string): boolean {
  return rankOf(one) < rankOf(other);
}

function strongestFirst(a: Credit, b: Credit): number {
  return (
    rankOf(a.kind) - rankOf(b.kind) ||
    b.evidenceAt.getTime() - a.evidenceAt.getTime() ||
    (a.messageId < b.messageId ? 1 : -1)
  );
}

function rankOf(kind: string): number {
  const rank = (creditKinds as readonly string[]).indexOf(kind);
  return rank === -1 ? creditKinds.length : rank;
}

function earliest(...times: (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null).map((time) => time.getTime());
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}
