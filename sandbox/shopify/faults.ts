import { z } from "zod";

/** What may go wrong on demand. Counters ("…Next") fall to zero by themselves. */
export type Faults = {
  webhooks: {
    duplicate: number;
    reorder: number;
    withhold: string[] | true;
    lose: string[];
    badSignature: number;
    delayMs: number;
  };
  graphql: {
    throttleNext: number;
    failNext: number;
    failStatus: number;
    dropNext: number;
    latencyMs: number;
    unauthorizedNext: number;
    protectedDataDenied: boolean;
  };
  /** strictRotation: a used refresh token is refused at once, as before August 2026. */
  tokens: { failNext: number; failStatus: number; latencyMs: number; strictRotation: boolean };
};

export function noFaults(): Faults {
  return {
    webhooks: { duplicate: 0, reorder: 0, withhold: [], lose: [], badSignature: 0, delayMs: 0 },
    graphql: {
      throttleNext: 0,
      failNext: 0,
      failStatus: 503,
      dropNext: 0,
      latencyMs: 0,
      unauthorizedNext: 0,
      protectedDataDenied: false,
    },
    tokens: { failNext: 0, failStatus: 500, latencyMs: 0, strictRotation: false },
  };
}

const count = z.number().int().min(0);

export const faultsWish = z.strictObject({
  clear: z.boolean().optional(),
  webhooks: z
    .strictObject({
      duplicate: count.max(20),
      reorder: count.max(10_000),
      withhold: z.union([z.literal(true), z.array(z.string())]),
      lose: z.array(z.string()),
      badSignature: count,
      delayMs: count,
    })
    .partial()
    .optional(),
  graphql: z
    .strictObject({
      throttleNext: count,
      failNext: count,
      failStatus: z.number().int().min(400).max(599),
      dropNext: count,
      latencyMs: count,
      unauthorizedNext: count,
      protectedDataDenied: z.boolean(),
    })
    .partial()
    .optional(),
  tokens: z
    .strictObject({
      failNext: count,
      failStatus: z.number().int().min(400).max(599),
      latencyMs: count,
      strictRotation: z.boolean(),
    })
    .partial()
    .optional(),
});

/** Changes the faults in place: everybody holds the same object. */
export function setFaults(faults: Faults, wish: z.infer<typeof faultsWish>): void {
  const base = wish.clear ? noFaults() : faults;
  Object.assign(faults, {
    webhooks: { ...base.webhooks, ...wish.webhooks },
    graphql: { ...base.graphql, ...wish.graphql },
    tokens: { ...base.tokens, ...wish.tokens },
  });
}
