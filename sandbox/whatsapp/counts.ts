export type BreachKind = "number_rate" | "pair_rate" | "tier" | "window" | "opted_out" | "frequency";

export type Counts = {
  accepted: number;
  refused: number;
  perCode: Map<number, number>;
  /** Accepted messages by biz_opaque_callback_data: more than one is a duplicate. */
  byKey: Map<string, number>;
  duplicateKeys: Set<string>;
  duplicates: number;
  breaches: Record<BreachKind, number>;
  pairBorrowed: number;
  droppedAfterAccept: number;
  droppedBeforeAccept: number;
  callbacks: {
    posted: number;
    answered: number;
    failed: number;
    gaveUp: number;
    statuses: number;
    inbound: number;
  };
  statuses: { sent: number; delivered: number; read: number; failed: number };
};

export function createCounts(): Counts {
  return {
    accepted: 0,
    refused: 0,
    perCode: new Map(),
    byKey: new Map(),
    duplicateKeys: new Set(),
    duplicates: 0,
    breaches: { number_rate: 0, pair_rate: 0, tier: 0, window: 0, opted_out: 0, frequency: 0 },
    pairBorrowed: 0,
    droppedAfterAccept: 0,
    droppedBeforeAccept: 0,
    callbacks: { posted: 0, answered: 0, failed: 0, gaveUp: 0, statuses: 0, inbound: 0 },
    statuses: { sent: 0, delivered: 0, read: 0, failed: 0 },
  };
}

export function countAccepted(counts: Counts, key: string | undefined): void {
  counts.accepted += 1;
  if (key === undefined) return;
  const times = (counts.byKey.get(key) ?? 0) + 1;
  counts.byKey.set(key, times);
  if (times > 1) {
    counts.duplicates += 1;
    counts.duplicateKeys.add(key);
  }
}

export function countRefused(counts: Counts, code: number): void {
  counts.refused += 1;
  counts.perCode.set(code, (counts.perCode.get(code) ?? 0) + 1);
}
