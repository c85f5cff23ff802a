import { Prisma } from "#prisma/generated/client.ts";
import type { DeliverySource, DeliveryState } from "#prisma/generated/enums.ts";
import { z } from "zod";
import type { Ctx } from "../ports.ts";
import { deliveryOwners } from "../intake/replay-deliveries.ts";
import { pageOf } from "./page-of.ts";

/** A webhook that could not be taken in, or not yet. Most of them never became a store event. */
export type TroubledDelivery = {
  id: string;
  source: DeliverySource;
  topic: string;
  /** "dead": given up until somebody tries again; "pending": it is tried again by itself. */
  state: DeliveryState;
  reason: string;
  attempts: number;
  receivedAt: Date;
  nextAttemptAt: Date;
};

/** Those of one kind that failed for the same reason. */
export type TroubledGroup = {
  source: DeliverySource;
  topic: string;
  state: DeliveryState;
  reason: string;
  count: number;
  newestAt: Date;
};

export type TroubledPage = {
  groups: TroubledGroup[];
  deliveries: TroubledDelivery[];
  older: string | null;
  newer: string | null;
};

export const troubledFiltersSchema = z.object({
  topic: z.string().min(1).max(100).optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
});

export type TroubledFilters = z.infer<typeof troubledFiltersSchema>;

export const troubledPerPage = 50;
const groupsShown = 50;

/**
 * What could not be taken in, by kind and reason. Failures are few, or everything has failed; either way this is one range of
 * WebhookDelivery_troubled (shopDomain, id).
 */
export async function listTroubledGroups(ctx: Ctx, shopId: string): Promise<TroubledGroup[]> {
  const owners = await deliveryOwners(ctx.db, shopId);
  return ctx.db.$queryRaw<TroubledGroup[]>`
    SELECT d."source"::text AS "source", d."topic", d."state"::text AS "state", d."outcome" AS "reason",
           count(*)::int AS "count", max(d."receivedAt") AS "newestAt"
    FROM "WebhookDelivery" d
    WHERE d."shopDomain" = ANY(${owners}) AND ${troubled}
    GROUP BY 1, 2, 3, 4 ORDER BY (d."state"::text = 'dead') DESC, "newestAt" DESC LIMIT ${groupsShown}`;
}

/** One page of them, newest first. */
export async function listTroubled(ctx: Ctx, shopId: string, filters: TroubledFilters): Promise<TroubledPage> {
  const owners = await deliveryOwners(ctx.db, shopId);
  const { topic, before, after } = filters;
  const upwards = after !== undefined;
  const [groups, read] = await Promise.all([
    listTroubledGroups(ctx, shopId),
    ctx.db.$queryRaw<TroubledDelivery[]>`
      SELECT d."id", d."source"::text AS "source", d."topic", d."state"::text AS "state", d."outcome" AS "reason",
             d."attempts", d."receivedAt", d."nextAttemptAt"
      FROM "WebhookDelivery" d
      WHERE d."shopDomain" = ANY(${owners}) AND ${troubled}
        ${topic ? Prisma.sql`AND d."topic" = ${topic}` : Prisma.empty}
        ${upwards ? Prisma.sql`AND d."id" > ${after}::uuid` : before ? Prisma.sql`AND d."id" < ${before}::uuid` : Prisma.empty}
      ORDER BY d."id" ${upwards ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${troubledPerPage + 1}`,
  ]);
  const { rows, older, newer } = pageOf(read, troubledPerPage, filters);
  return { groups, deliveries: rows, older, newer };
}

/** Word for word the condition of the index. */
const troubled = Prisma.sql`(d."outcome" IS NOT NULL) AND (d."state" <> 'done'::"DeliveryState")`;
