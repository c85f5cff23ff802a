import type { CallbackQueue } from "./callbacks/callback-queue.ts";
import type { Counts } from "./counts.ts";
import type { World } from "./world.ts";

export type SandboxState = {
  accepted: number;
  distinct: number;
  duplicates: number;
  duplicateKeys: string[];
  refused: number;
  perCode: Record<string, number>;
  breaches: Counts["breaches"];
  pairBorrowed: number;
  droppedAfterAccept: number;
  droppedBeforeAccept: number;
  callbacks: Counts["callbacks"] & { waiting: number; withheld: number; retrying: number };
  statuses: Counts["statuses"];
  templates: number;
  users: number;
  scheduled: number;
};

const shownKeys = 100;

/** The counts that prove: nothing twice, no limit breached, nothing lost. */
export function showState(world: World, queue: CallbackQueue): SandboxState {
  const { counts } = world;
  return {
    accepted: counts.accepted,
    distinct: counts.byKey.size,
    duplicates: counts.duplicates,
    duplicateKeys: [...counts.duplicateKeys].slice(0, shownKeys),
    refused: counts.refused,
    perCode: Object.fromEntries(counts.perCode),
    breaches: { ...counts.breaches },
    pairBorrowed: counts.pairBorrowed,
    droppedAfterAccept: counts.droppedAfterAccept,
    droppedBeforeAccept: counts.droppedBeforeAccept,
    callbacks: { ...counts.callbacks, ...queue.waiting() },
    statuses: { ...counts.statuses },
    templates: world.templates.size,
    users: world.users.size,
    scheduled: world.scheduler.pending(),
  };
}
