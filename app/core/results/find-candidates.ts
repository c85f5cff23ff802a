import type { Tx } from "../ports.ts";
import type { Candidate } from "./choose-credit.ts";

type OrderLinks = {
  id: string;
  contactId: string | null;
  checkoutToken: string | null;
  cartToken: string | null;
  landingMessageId: string | null;
  discounts: readonly string[];
  createdAt: Date;
};

/** A message is written some time before it arrives, and the longest window is 90 days. */
const lookBackMs = 100 * 24 * 3_600_000;
const mostOfOnePerson = 300;

type Row = Omit<Candidate, "code"> & { givenCode: string | null; content: unknown };

/**
 * The messages that may have brought an order: those to its person, the one whose link the visit
 * began with, those of runs about its checkout or cart, and those of
 * runs that were given one of its codes. Indexes: Message (shopId, contactId, createdAt) and (shopId, runId), AutomationRun
 * (shopId, automationId, subjectKind, subjectId), Checkout (shopId, cartToken), DiscountCode (shopId, code).
 */
export async function findCandidates(tx: Tx, shopId: string, order: OrderLinks): Promise<Candidate[]> {
  const since = new Date(order.createdAt.getTime() - lookBackMs);
  const codes = order.discounts.map((code) => code.toUpperCase());
  const rows = await tx.$queryRaw<Row[]>`
    WITH tokens AS MATERIALIZED (
      SELECT 'checkout' AS "kind", ${order.checkoutToken}::text AS "token"
      UNION SELECT 'cart', ${order.cartToken}::text
      UNION SELECT 'checkout', c."token" FROM "Checkout" c
        WHERE c."shopId" = ${shopId}::uuid AND c."cartToken" = ${order.cartToken}
    ), about AS MATERIALIZED (
      SELECT r."id", NULL AS "code" FROM tokens t, "Automation" a, "AutomationRun" r
      WHERE t."token" IS NOT NULL AND a."shopId" = ${shopId}::uuid AND r."shopId" = a."shopId"
        AND r."automationId" = a."id" AND r."subjectKind" = t."kind" AND r."subjectId" = t."token"
    ), given AS MATERIALIZED (
      SELECT d."runId" AS "id", d."code" FROM "DiscountCode" d
      WHERE d."shopId" = ${shopId}::uuid AND d."code" = ANY(${[...order.discounts, ...codes]}) AND d."runId" IS NOT NULL
    ), messages AS (
      SELECT m."id", false AS "isOfCheckout", false AS "isOfLanding", NULL AS "givenCode" FROM (
        SELECT "id" FROM "Message" WHERE "shopId" = ${shopId}::uuid AND "contactId" = ${order.contactId}::uuid
          AND "createdAt" BETWEEN ${since} AND ${order.createdAt} ORDER BY "createdAt" DESC LIMIT ${mostOfOnePerson}
      ) m
      UNION ALL SELECT m."id", false, true, NULL FROM "Message" m
        WHERE m."shopId" = ${shopId}::uuid AND m."id" = ${order.landingMessageId}::uuid
          AND m."createdAt" BETWEEN ${since} AND ${order.createdAt}
      UNION ALL SELECT m."id", true, false, NULL FROM about JOIN "Message" m
        ON m."shopId" = ${shopId}::uuid AND m."runId" = about."id"
      UNION ALL SELECT m."id", false, false, given."code" FROM given JOIN "Message" m
        ON m."shopId" = ${shopId}::uuid AND m."runId" = given."id"
    )
    SELECT m."id" AS "messageId", m."automationId", m."category" = 'marketing' AS "isMarketing",
      LEAST(m."deliveredAt", m."readAt") AS "arrivedAt", m."clickedAt", m."repliedAt",
      f."isOfCheckout", f."isOfLanding", f."givenCode", CASE WHEN ${codes.length > 0} THEN m."content" END AS "content"
    FROM (SELECT "id", bool_or("isOfCheckout") AS "isOfCheckout", bool_or("isOfLanding") AS "isOfLanding",
      max("givenCode") AS "givenCode" FROM messages GROUP BY 1) f
    JOIN "Message" m ON m."shopId" = ${shopId}::uuid AND m."id" = f."id"
    WHERE COALESCE(m."deliveredAt", m."readAt", m."clickedAt", m."repliedAt") IS NOT NULL
      AND NOT m."isTest"`;
  return rows.map(({ givenCode, content, ...row }) => ({
    ...row,
    code: codes.find((code) => code === givenCode?.toUpperCase() || carries(content, code)) ?? null,
  }));
}

/** Whether the code stands among the message's values as a word of its own. */
function carries(content: unknown, code: string): boolean {
  if (code.length < 3) return false;
  const at = JSON.stringify(content ?? "").toUpperCase();
  for (let from = at.indexOf(code); from !== -1; from = at.indexOf(code, from + 1)) {
    if (!isWordPart(at.charAt(from - 1)) && !isWordPart(at.charAt(from + code.length))) return true;
  }
  return false;
}

function isWordPart(character: string): boolean {
  return /[\p{L}\p{N}_-]/u.test(character);
}
