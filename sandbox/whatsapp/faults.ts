import { z } from "zod";

const share = z.number().min(0).max(1);
const code = z.number().int();

/** What may go wrong on demand. Shares are probabilities. */
const faultsSchema = z.strictObject({
  latencyMs: z.number().min(0),
  share429: share,
  share5xx: share,
  shareAcceptedThenDropped: share,
  shareDroppedBeforeAccept: share,
  withholdCallbacks: z.boolean(),
  shareDuplicatedCallbacks: share,
  reorderCallbacks: z.boolean(),
  numberErrors: z.record(z.string(), code),
  recipientErrors: z.record(z.string(), code),
  recipientFailures: z.record(z.string(), code),
  appNotReached: z.boolean(),
  /** Codes of the rules below that are told by a failed status after acceptance instead of by the answer. */
  toldByStatus: z.array(code),
});

export type Faults = z.infer<typeof faultsSchema>;

export const faultsChangeSchema = faultsSchema.partial().extend({ clear: z.boolean().optional() });
export type FaultsChange = z.infer<typeof faultsChangeSchema>;

export function noFaults(): Faults {
  return {
    latencyMs: 0,
    share429: 0,
    share5xx: 0,
    shareAcceptedThenDropped: 0,
    shareDroppedBeforeAccept: 0,
    withholdCallbacks: false,
    shareDuplicatedCallbacks: 0,
    reorderCallbacks: false,
    numberErrors: {},
    recipientErrors: {},
    recipientFailures: {},
    appNotReached: false,
    toldByStatus: [131026, 131049],
  };
}
