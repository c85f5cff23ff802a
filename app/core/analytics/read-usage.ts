import { DateTime } from "luxon";
import type { Ctx } from "../ports.ts";
import { firstIdAt } from "../shared/first-id-at.ts";

export type Usage = {
  /** Midnight of the month's first day in the shop's zone. */
  since: Date;
  /** That left for a phone, by what they were. */
  sent: { marketing: number; utility: number; service: number };
  /** Different people among them. */
  people: number;
};

type Counts = { marketing: number; utility: number; service: number; people: number };

/**
 * What a shop used this month. Ids are UUID v7, so the month is one range of Message's primary key; a page that is opened
 * now and then may read it as it is.
 */
export async function readUsage(ctx: Ctx, shopId: string): Promise<Usage> {
  const { timeZone } = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timeZone: true } });
  const here = DateTime.fromJSDate(ctx.clock.now(), { zone: timeZone });
  const since = (here.isValid ? here : DateTime.fromJSDate(ctx.clock.now(), { zone: "utc" }))
    .startOf("month")
    .toJSDate();
  const [counts] = await ctx.db.$queryRaw<Counts[]>`
    SELECT count(*) FILTER (WHERE "category" = 'marketing')::int AS "marketing",
           count(*) FILTER (WHERE "category" <> 'marketing' AND "content" ->> 'kind' = 'template')::int AS "utility",
           count(*) FILTER (WHERE "category" <> 'marketing' AND "content" ->> 'kind' <> 'template')::int AS "service",
           count(DISTINCT "contactId")::int AS "people"
    FROM "Message"
    WHERE "shopId" = ${shopId}::uuid AND "id" >= ${firstIdAt(since)}::uuid
      AND "state" IN ('accepted', 'sent', 'delivered', 'read')`;
  const { people, ...sent } = counts ?? { marketing: 0, utility: 0, service: 0, people: 0 };
  return { since, sent, people };
}
