import type { DeliverySource } from "#prisma/generated/enums.ts";
import type { TxCtx } from "../ports.ts";

/** A stored webhook as the worker that claimed it sees it. */
export type Delivery = {
  id: string;
  source: DeliverySource;
  /** Of the platform; "reconcile:…" for what the reconciliation fed. */
  externalId: string;
  /** Shopify: the myshopify domain. WhatsApp: "". */
  shopDomain: string;
  topic: string;
  /** Of the platform, when it said so. */
  triggeredAt: Date | null;
  receivedAt: Date;
  body: Uint8Array;
  /** This attempt included: 1 on the first. */
  attempts: number;
};

/**
 * What became of a delivery. A plain string is final ("applied", "duplicate", "stale", "no_contact", "ignored:<why>").
 * `quietly`: final too, it gave no loop anything to do, and everything it said is in rows of its own: its body, full of phone
 * numbers, is not kept. `retryAs`: nothing can be done yet, look again later. `deadAs`: no attempt will ever succeed ("invalid_json").
 */
export type DeliveryResult =
  | string
  | { quietly: string }
  /** Final, and its body is not kept: it speaks of somebody who was erased. */
  | { forget: string }
  | { retryAs: string }
  | { deadAs: string };

/** Applies one delivery in the transaction that also settles it. Throwing undoes all of it and means: try again later. */
export type DeliveryHandler = (ctx: TxCtx, delivery: Delivery) => Promise<DeliveryResult>;

/** For deliveries that are cheaper applied many at a time, all in one transaction; one answer for each, in their order. */
export type TakeTogether = {
  fits(delivery: Delivery): boolean;
  together(ctx: TxCtx, deliveries: readonly Delivery[]): Promise<DeliveryResult[]>;
};

/** Attempts after which a delivery is parked as dead. */
export const attemptsAtMost = 10;

const firstWaitMs = 2_000;
const longestWaitMs = 15 * 60_000;

/** Waits grow from 2 s to 15 min: about 17 min from the first attempt to the last. */
export function waitAfterAttemptMs(attempts: number): number {
  return Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs);
}
