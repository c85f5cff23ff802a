import type { Ctx, Secrets } from "../ports.ts";
import { answeredByMerchant } from "../shared/privacy-requests.ts";
import type { PrivacyOutcome } from "./outcomes.ts";
import type { PersonFile } from "./person-file.ts";

/** After the merchant said that the person has it, in case it is to be sent once more. */
const keptAfterAnswerMs = 7 * 24 * 3_600_000;

/** The file of a request of this shop; null when there is none (yet, or any more). The first time is noted. */
export async function readPersonFile(
  ctx: Ctx,
  secrets: Secrets,
  shopDomain: string,
  requestId: string,
): Promise<PersonFile | null> {
  const request = await ctx.db.privacyRequest.findFirst({
    where: { id: requestId, shopDomain },
    select: { file: true },
  });
  if (!request?.file) return null;
  await ctx.db.privacyRequest.updateMany({
    where: { id: requestId, shopDomain, downloadedAt: null },
    data: { downloadedAt: ctx.clock.now() },
  });
  return JSON.parse(secrets.decrypt(request.file)) as PersonFile;
}

/**
 * The merchant says that the person has their data: the request is done, and its file is gone in a week. Said twice, the first
 * time stands. "not_ready": there is nothing yet that could have been handed over.
 */
export async function answerRequest(
  ctx: Ctx,
  shopDomain: string,
  requestId: string,
): Promise<{ outcome: "answered" | "not_ready" | "unknown_request" }> {
  const now = ctx.clock.now();
  const until = new Date(now.getTime() + keptAfterAnswerMs);
  const outcome: PrivacyOutcome = "answered";
  const which = { id: requestId, shopDomain, topic: { in: [...answeredByMerchant] } };
  const { count } = await ctx.db.privacyRequest.updateMany({
    where: { ...which, outcome: "ready", completedAt: null },
    data: { outcome, completedAt: now, fileUntil: until, nextAttemptAt: until },
  });
  if (count > 0) {
    ctx.log.info("privacy_request_answered", { requestId });
    return { outcome: "answered" };
  }
  const known = await ctx.db.privacyRequest.findFirst({ where: which, select: { completedAt: true } });
  if (!known) return { outcome: "unknown_request" };
  return { outcome: known.completedAt ? "answered" : "not_ready" };
}
