import { z } from "zod";
import type { Ctx } from "../ports.ts";
import type { CreditKind } from "./choose-credit.ts";

export const creditFiltersSchema = z.object({
  /** The last one of the page before, as `older` gave it. */
  before: z
    .string()
    .regex(/^\d{10,16}_\d{1,20}$/)
    .optional()
    .catch(undefined),
  automationId: z.uuid().optional().catch(undefined),
});

export type ListedCredit = {
  orderId: string;
  orderName: string;
  orderAt: Date;
  kind: CreditKind;
  code: string | null;
  messageId: string;
  templateName: string | null;
  automation: string | null;
  messageAt: Date;
  evidenceAt: Date;
  revenueMinor: number;
  currency: string;
  cancelledAt: Date | null;
};

export type CreditPage = { credits: ListedCredit[]; older: string | null };

const pageSize = 25;

/** The counted orders, the newest first, each with why it counts: cancelled ones too, so that no figure changes unexplained. */
export async function listCredits(
  ctx: Ctx,
  shopId: string,
  { before, automationId }: z.infer<typeof creditFiltersSchema>,
): Promise<CreditPage> {
  const [beforeMs = "", beforeId = ""] = (before ?? "").split("_");
  const from = before ? new Date(Number(beforeMs)) : null;
  // The index (shopId, orderAt, orderId) gives the page; the joins are by primary key.
  const rows = await ctx.db.$queryRaw<(Omit<ListedCredit, "revenueMinor"> & { revenueMinor: bigint })[]>`
    SELECT c."orderId", COALESCE(o."name", c."orderId") AS "orderName", c."orderAt", c."kind", c."code", c."messageId",
      m."templateName", a."name" AS "automation", c."messageAt", c."evidenceAt", c."revenueMinor", c."currency",
      c."cancelledAt"
    FROM "OrderCredit" c
    LEFT JOIN "Order" o ON o."shopId" = c."shopId" AND o."id" = c."orderId"
    LEFT JOIN "Message" m ON m."shopId" = c."shopId" AND m."id" = c."messageId"
    LEFT JOIN "Automation" a ON a."shopId" = c."shopId" AND a."id" = c."automationId"
    WHERE c."shopId" = ${shopId}::uuid
      AND (${automationId ?? null}::uuid IS NULL OR c."automationId" = ${automationId ?? null}::uuid)
      AND (${from}::timestamptz IS NULL OR (c."orderAt", c."orderId") < (${from}::timestamptz, ${beforeId}))
    ORDER BY c."orderAt" DESC, c."orderId" DESC LIMIT ${pageSize + 1}`;
  const credits = rows
    .slice(0, pageSize)
    .map(({ revenueMinor, ...credit }) => ({ ...credit, revenueMinor: Number(revenueMinor) }));
  const last = credits.at(-1);
  return { credits, older: rows.length > pageSize && last ? `${last.orderAt.getTime()}_${last.orderId}` : null };
}
