import type { Ctx } from "../ports.ts";
import { readProgress, stalledAfterMs, type ComparisonCounts } from "../shopify-consent/comparison-progress.ts";
import { missingScopes, readScopes } from "../shared/scopes.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";

export type ConsentComparison = {
  /** "stalled": Shopify did not answer, or asked to wait; it goes on by itself. */
  state: "idle" | "running" | "stalled";
  /** Of the comparison under way. */
  comparedSoFar: number;
  last: { endedAt: Date; counts: ComparisonCounts } | null;
  /** Decisions Shopify is still to be told; not counted beyond `countedAtMost`. */
  waiting: number;
  /** Of them, and of those given up: what went wrong at least once. */
  failing: number;
  countedAtMost: number;
  /** A few of the failing, to look at. */
  examples: { contactId: string; label: string; reason: string }[];
  /** The merchant has not allowed the app to write customers: what is to be told waits for it. */
  mayNotTell: boolean;
};

const countedAtMost = 1_000;
const examplesAtMost = 5;

/** How far consent here and at Shopify are in step. Indexes: ConsentSync_due, ConsentSync_failed, CustomerLookup_due, CustomerLookup_failed. */
export async function readConsentComparison(ctx: Ctx, shopId: string): Promise<ConsentComparison> {
  const { db } = ctx;
  const [shop, progress, waiting, failing, examples] = await Promise.all([
    db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { scopes: true } }),
    readProgress(db, shopId),
    countUntold(ctx, { shopId, nextAttemptAt: { not: null } }),
    countUntold(ctx, { shopId, lastError: { not: null } }),
    readExamples(ctx, shopId),
  ]);
  const { running, last, lastError } = progress;
  const still = running && ctx.clock.now().getTime() - running.at.getTime() > stalledAfterMs;
  return {
    state: running ? (still || lastError !== null ? "stalled" : "running") : "idle",
    comparedSoFar: running?.counts.compared ?? 0,
    last: last && { endedAt: last.endedAt, counts: last.counts },
    waiting,
    failing,
    countedAtMost,
    examples,
    mayNotTell: missingScopes(readScopes(shop.scopes), ["write_customers"]).length > 0,
  };
}

type Untold = { shopId: string; nextAttemptAt?: { not: null }; lastError?: { not: null } };

/** Customers to be told, and people still to be looked up among them. */
async function countUntold({ db }: Ctx, where: Untold): Promise<number> {
  const [told, lookedUp] = await Promise.all([
    db.consentSync.findMany({ where, select: { shopId: true }, take: countedAtMost }),
    db.customerLookup.findMany({ where, select: { shopId: true }, take: countedAtMost }),
  ]);
  return Math.min(told.length + lookedUp.length, countedAtMost);
}

async function readExamples({ db }: Ctx, shopId: string): Promise<ConsentComparison["examples"]> {
  const rows = await db.consentSync.findMany({
    where: { shopId, lastError: { not: null } },
    orderBy: { customerId: "asc" },
    take: examplesAtMost,
  });
  const identities = await db.contactIdentity.findMany({
    where: { shopId, kind: "shopify_customer", value: { in: rows.map(({ customerId }) => customerId) } },
    select: { value: true, contact: { select: contactLabelSelect } },
  });
  const lookups = await db.customerLookup.findMany({
    where: { shopId, lastError: { not: null } },
    orderBy: { contactId: "asc" },
    take: examplesAtMost,
    select: { lastError: true, contact: { select: contactLabelSelect } },
  });
  const untold = rows.map(({ customerId, lastError }) => ({
    lastError,
    contact: identities.find(({ value }) => value === customerId)?.contact,
  }));
  return [...untold, ...lookups].slice(0, examplesAtMost).flatMap(({ contact, lastError }) => {
    if (!contact) return [];
    const { id, label } = contactLabel(contact);
    return [{ contactId: id, label, reason: reasonOf(lastError) }];
  });
}

/** The kind of failure; Shopify's own words are on the customer's page. */
export function reasonOf(lastError: string | null): string {
  return lastError?.split(":")[0] ?? "";
}
