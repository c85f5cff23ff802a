import type { PrivacyRequest } from "#prisma/generated/client.ts";
import { parseCompliance } from "../intake/payloads/compliance.ts";
import { readJson } from "../intake/payloads/read-json.ts";
import type { Ctx, Secrets } from "../ports.ts";
import type { ShopifyAdmin } from "../ports-shopify.ts";
import { AppError } from "../shared/app-error.ts";
import { answeredByMerchant } from "../shared/privacy-requests.ts";
import { readSubject, type PrivacySubject } from "../shared/privacy-subject.ts";
import { erasePerson } from "./erase-person.ts";
import { eraseShop } from "./erase-shop.ts";
import { nothingLeft } from "./forget-answers.ts";
import { gatherPerson } from "./gather-person.ts";
import { holdRequest, leaseMs, type Lease } from "./lease.ts";
import { noteLostUninstall } from "./note-lost-uninstall.ts";
import type { PrivacyOutcome } from "./outcomes.ts";
import { recognise } from "./recognise.ts";

const minuteMs = 60_000;
const longestWaitMs = 6 * 60 * minuteMs;
/** A file is made anew when it is older than this and was not answered with. */
const fileKeptMs = 60 * 24 * 60 * minuteMs;
const atMost = 100;

type Means = { secrets: Secrets; shopifyAdmin: Pick<ShopifyAdmin, "grantedScopes"> };
/** Between two requests: true ends the pass early (graceful stop). */
type Stop = { stopped?: () => boolean };

/**
 * Acts on the privacy requests that are due, one after the other, the longest due first. What fails is tried again with
 * growing waits, for ever: the law knows no giving up. A request is one worker's: its claim is one statement, and lasts as long
 * as it goes on (lease.ts). Index: PrivacyRequest_to_act_on.
 */
export async function actOnRequests(ctx: Ctx, { stopped, ...means }: Means & Stop): Promise<{ more: boolean }> {
  for (let count = 0; count < atMost && !stopped?.(); count++) {
    const request = await claim(ctx);
    if (!request) return { more: false };
    const lease = holdRequest(ctx, request.id, request.nextAttemptAt);
    try {
      await act(ctx, means, request, lease);
    } catch (error) {
      await putOff(ctx, request, lease, error);
    }
  }
  return { more: true };
}

type Claimed = PrivacyRequest & { nextAttemptAt: Date };

async function claim(ctx: Ctx): Promise<Claimed | null> {
  const now = ctx.clock.now();
  const nextAttemptAt = new Date(now.getTime() + leaseMs);
  const [claimed] = await ctx.db.$queryRaw<{ id: string }[]>`
    UPDATE "PrivacyRequest" SET "attempts" = "attempts" + 1, "nextAttemptAt" = ${nextAttemptAt}
    WHERE "id" = (
      SELECT "id" FROM "PrivacyRequest" WHERE "nextAttemptAt" <= ${now}
      ORDER BY "nextAttemptAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "id"`;
  const request = claimed && (await ctx.db.privacyRequest.findUnique({ where: { id: claimed.id } }));
  return request ? { ...request, nextAttemptAt } : null;
}

async function act(ctx: Ctx, means: Means, request: PrivacyRequest, lease: Lease): Promise<void> {
  if (request.completedAt)
    return void (await ctx.db.privacyRequest.update({ where: { id: request.id }, data: nothingLeft }));
  if (request.topic === "shop/redact") {
    await noteLostUninstall(ctx, means.shopifyAdmin, request);
    return close(ctx, request, (await eraseShop(ctx, request, lease)).outcome);
  }
  const shop = await ctx.db.shop.findUnique({ where: { domain: request.shopDomain } });
  if (!shop) return close(ctx, request, "nothing_held");
  const subject = await subjectOf(ctx, request);
  if (answeredByMerchant.some((topic) => topic === request.topic)) {
    const person = await recognise(ctx.db, shop, subject);
    const file = await gatherPerson(ctx, shop, person, request.receivedAt, lease);
    return file
      ? keepFile(ctx, request, person, means.secrets.encrypt(JSON.stringify(file)))
      : close(ctx, request, "nothing_held");
  }
  const { outcome } = await erasePerson(ctx, shop, { ...request, subject }, lease);
  if (outcome === "unsettled") return lookAgain(ctx, request, lease);
  return close(ctx, request, outcome);
}

/** Requests of before they were acted on have whom they are about in their delivery only. */
async function subjectOf(ctx: Ctx, { subject, deliveryId }: PrivacyRequest): Promise<PrivacySubject> {
  if (subject !== null || deliveryId === null) return readSubject(subject);
  const delivery = await ctx.db.webhookDelivery.findUnique({ where: { id: deliveryId }, select: { body: true } });
  return parseCompliance(delivery ? readJson(delivery.body) : null)?.subject ?? readSubject(null);
}

async function keepFile(ctx: Ctx, request: PrivacyRequest, subject: PrivacySubject, file: string): Promise<void> {
  const fileUntil = new Date(ctx.clock.now().getTime() + fileKeptMs);
  const outcome: PrivacyOutcome = "ready";
  // Erased, or answered, by somebody else meanwhile: it stays so.
  await ctx.db.privacyRequest.updateMany({
    where: { id: request.id, completedAt: null },
    data: { subject, file, fileUntil, outcome, nextAttemptAt: fileUntil, attempts: 0, lastError: null },
  });
  ctx.log.info("privacy_request_ready", { requestId: request.id, topic: request.topic });
}

async function close(ctx: Ctx, request: PrivacyRequest, outcome: PrivacyOutcome): Promise<void> {
  await ctx.db.privacyRequest.updateMany({
    where: { id: request.id, completedAt: null },
    data: { ...nothingLeft, outcome, completedAt: ctx.clock.now() },
  });
  const { id: requestId, topic, shopDomain } = request;
  ctx.log.info("privacy_request_done", { requestId, topic, shopDomain, outcome });
}

async function lookAgain(ctx: Ctx, request: PrivacyRequest, lease: Lease): Promise<void> {
  const nextAttemptAt = new Date(ctx.clock.now().getTime() + minuteMs);
  await ctx.db.privacyRequest.updateMany({
    where: whileOurs(request, lease),
    data: { nextAttemptAt, attempts: 0, lastError: null },
  });
}

/** Codes and class names only: messages of database errors quote values. */
async function putOff(ctx: Ctx, request: PrivacyRequest, lease: Lease, error: unknown): Promise<void> {
  const lastError = error instanceof AppError ? error.code : error instanceof Error ? error.name : "unknown";
  const waitMs = Math.min(minuteMs * 2 ** Math.min(request.attempts, 20), longestWaitMs);
  const { id: requestId, topic, shopDomain, attempts } = request;
  ctx.log.error("privacy_request_failed", { requestId, topic, shopDomain, attempts, code: lastError });
  const nextAttemptAt = new Date(ctx.clock.now().getTime() + waitMs);
  await ctx.db.privacyRequest.updateMany({ where: whileOurs(request, lease), data: { nextAttemptAt, lastError } });
}

/** Who was overtaken by another worker leaves that one's work alone. */
function whileOurs({ id }: PrivacyRequest, lease: Lease) {
  return { id, nextAttemptAt: lease.until() };
}
