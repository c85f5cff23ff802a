import { answeredByMerchant, remindBeforeMs } from "../shared/privacy-requests.ts";
import type { NoticeKind } from "../shared/settings/notifications.ts";
import type { Ctx } from "../ports.ts";

/** What is over within this time is told to nobody; and what begins together is told in one mail. */
export const settleMs = 3 * 60_000;

/** Rows of one look; the rest is for the next, a minute later. */
const perLook = 1_000;

const answered: string[] = [...answeredByMerchant];

type Found = { shopId: string; kind: NoticeKind; subjectId: string };

/**
 * Compares what is with what the merchant was told: raises a notice for what newly stops messages, resolves those that are
 * over. Reads the rows of accounts, numbers and refused templates themselves, so that it does not matter which way they came
 * to be so; a look that is lost, repeated or made by two processes at once changes nothing. Indexes: Notice_open,
 * Template_refused,
 * PrivacyRequest_open.
 */
export async function lookForNotices(ctx: Ctx): Promise<{ raised: number; resolved: number }> {
  const now = ctx.clock.now();
  const resolved = await resolveOver(ctx, now);
  const found = await findNew(ctx, now);
  const { count } = await ctx.db.notice.createMany({
    data: found.map((one) => ({
      ...one,
      id: ctx.ids.next(),
      raisedAt: now,
      mailAt: new Date(now.getTime() + settleMs),
    })),
    skipDuplicates: true,
  });
  return { raised: count, resolved };
}

/**
 * A number at rest for a moment is not stopped: Meta's own back-offs end by themselves. What the merchant took out of use, with
 * its account and templates, is as they want it.
 */
function findNew({ db }: Ctx, now: Date): Promise<Found[]> {
  return db.$queryRaw<Found[]>`
    SELECT f."shopId", f."kind", f."subjectId" FROM (
      SELECT "shopId", 'number_stopped' AS "kind", "id" AS "subjectId" FROM "WhatsAppNumber"
      WHERE "status" <> 'connected' AND ("status" <> 'disconnected' OR "statusReason" IS DISTINCT FROM 'by_merchant')
      UNION ALL
      SELECT "shopId", CASE "status" WHEN 'payment_problem' THEN 'payment_problem' ELSE 'number_stopped' END, "id"
      FROM "WhatsAppAccount" WHERE "status" <> 'connected' AND "disconnectedAt" IS NULL
      UNION ALL
      SELECT t."shopId", 'template_refused', t."id" FROM "Template" t
      JOIN "WhatsAppAccount" a ON a."shopId" = t."shopId" AND a."id" = t."accountId" AND a."disconnectedAt" IS NULL
      WHERE t."status" IN ('rejected', 'paused', 'disabled')
      UNION ALL
      SELECT s."id", 'privacy_due', p."id" FROM "PrivacyRequest" p JOIN "Shop" s ON s."domain" = p."shopDomain"
      WHERE p."completedAt" IS NULL AND p."topic" = ANY(${answered}) AND p."dueAt" < ${new Date(now.getTime() + remindBeforeMs)}
    ) f
    JOIN "Shop" s ON s."id" = f."shopId" AND s."status" = 'installed'
    WHERE NOT EXISTS (
      SELECT 1 FROM "Notice" n WHERE n."shopId" = f."shopId" AND n."kind" = f."kind" AND n."subjectId" = f."subjectId"
        AND n."resolvedAt" IS NULL
    )
    LIMIT ${perLook}`;
}

/** Over: it works again, or is gone. What was not mailed by then never is. */
function resolveOver({ db }: Ctx, now: Date): Promise<number> {
  return db.$executeRaw`
    UPDATE "Notice" n SET "resolvedAt" = ${now},
      "mailState" = CASE WHEN n."mailState" = 'waiting' THEN 'ended' ELSE n."mailState" END
    WHERE n."resolvedAt" IS NULL AND NOT (
      CASE n."kind"
        WHEN 'template_refused' THEN EXISTS (
          SELECT 1 FROM "Template" t
          JOIN "WhatsAppAccount" a ON a."shopId" = t."shopId" AND a."id" = t."accountId" AND a."disconnectedAt" IS NULL
          WHERE t."shopId" = n."shopId" AND t."id" = n."subjectId" AND t."status" IN ('rejected', 'paused', 'disabled'))
        WHEN 'payment_problem' THEN EXISTS (
          SELECT 1 FROM "WhatsAppAccount" a WHERE a."shopId" = n."shopId" AND a."id" = n."subjectId"
            AND a."status" = 'payment_problem' AND a."disconnectedAt" IS NULL)
        WHEN 'privacy_due' THEN EXISTS (
          SELECT 1 FROM "PrivacyRequest" p WHERE p."id" = n."subjectId" AND p."completedAt" IS NULL)
        ELSE EXISTS (
          SELECT 1 FROM "WhatsAppNumber" w WHERE w."shopId" = n."shopId" AND w."id" = n."subjectId"
            AND w."status" <> 'connected'
            AND (w."status" <> 'disconnected' OR w."statusReason" IS DISTINCT FROM 'by_merchant'))
          OR EXISTS (
          SELECT 1 FROM "WhatsAppAccount" a WHERE a."shopId" = n."shopId" AND a."id" = n."subjectId"
            AND a."status" IN ('needs_reconnect', 'restricted') AND a."disconnectedAt" IS NULL)
      END
    )`;
}
