import { Prisma } from "#prisma/generated/client.ts";
import type { Ctx, Db } from "../ports.ts";
import { answeredByMerchant } from "../shared/privacy-requests.ts";
import { readSubject, type PrivacySubject } from "../shared/privacy-subject.ts";
import type { PrivacyOutcome } from "./outcomes.ts";

/** Of a request that is done with: neither whom it was about nor what was found. */
export const nothingLeft = {
  subject: Prisma.DbNull,
  file: null,
  fileUntil: null,
  nextAttemptAt: null,
  lastError: null,
} as const;

/**
 * Files and names in other requests about somebody who has been erased go with them; what was still to be answered is over.
 * Index: PrivacyRequest (shopDomain, id).
 */
export async function forgetAnswersAbout(ctx: Ctx, shop: { domain: string }, person: PrivacySubject): Promise<void> {
  const { db } = ctx;
  const requests = await db.privacyRequest.findMany({
    where: {
      shopDomain: shop.domain,
      topic: { in: [...answeredByMerchant] },
      OR: [{ completedAt: null }, { subject: { not: Prisma.DbNull } }],
    },
    select: { id: true, subject: true },
  });
  const same = {
    id: { in: requests.filter(({ subject }) => isSame(readSubject(subject), person)).map(({ id }) => id) },
  };
  const outcome: PrivacyOutcome = "person_erased";
  await db.privacyRequest.updateMany({
    where: { ...same, completedAt: null },
    data: { outcome, completedAt: ctx.clock.now() },
  });
  await db.privacyRequest.updateMany({ where: same, data: nothingLeft });
}

/** What was asked about a person, as far as it is known whom it was about, without what was answered. */
export async function requestsAbout(db: Db, shop: { domain: string }, person: PrivacySubject) {
  const requests = await db.privacyRequest.findMany({
    where: { shopDomain: shop.domain, subject: { not: Prisma.DbNull } },
    orderBy: { id: "asc" },
    select: {
      ...{ subject: true, topic: true, receivedAt: true, dueAt: true, completedAt: true, outcome: true },
      downloadedAt: true,
    },
  });
  return requests
    .filter(({ subject }) => isSame(readSubject(subject), person))
    .map(({ subject: _subject, ...request }) => request);
}

function isSame(a: PrivacySubject, b: PrivacySubject): boolean {
  const keys = ["contactIds", "customerIds", "phones", "emails"] as const;
  return keys.some((key) => a[key].some((value) => b[key].includes(value)));
}
