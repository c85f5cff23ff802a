import type { Ctx } from "../ports.ts";
import type { CustomerBirthday, ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { wantsBirthdays } from "./wants-birthdays.ts";

export type BirthdaySync = { outcome: "read"; customers: number } | { outcome: "not_wanted" } | ShopifyFailure;

/** Shopify's clock is not ours, and what is updated while pages are turned may move behind the cursor. */
const overlapMs = 10 * 60_000;

/**
 * Reads the birthdays of customers from Shopify (metafield facts.birth_date): of all the first time, afterwards of those
 * updated since. Only while an automation asks for them. By the Admin API, as a subscription in shopify.app.toml cannot ask
 * for metafields. How far it came is kept after each page, so that dying half-way costs a page. Month and day are kept, and
 * only of people who are known already; who has no birthday any more loses it here too.
 */
export async function syncBirthdays(
  ctx: Ctx,
  admin: Pick<ShopifyAdmin, "customerBirthdaysSince">,
  shopId: string,
): Promise<BirthdaySync> {
  const shop = await ctx.db.shop.findUnique({ where: { id: shopId }, select: { domain: true } });
  if (!shop || !(await wantsBirthdays(ctx.db, shopId))) return { outcome: "not_wanted" };
  const key = { shopId_kind: { shopId, kind: "birthdays" } };
  const startedAt = ctx.clock.now();
  const seen = (await ctx.db.syncCursor.findUnique({ where: key }))?.seenUntil;
  const since = seen ? new Date(seen.getTime() - overlapMs) : null;
  const note = (data: { seenUntil?: Date; lastError: string | null }) =>
    ctx.db.syncCursor.upsert({
      where: key,
      create: { shopId, kind: "birthdays", lastRunAt: startedAt, ...data },
      update: { lastRunAt: startedAt, ...data },
    });

  let customers = 0;
  for (let after: string | undefined; ;) {
    const page = await admin.customerBirthdaysSince(shop.domain, since, after);
    if (page.outcome !== "ok") {
      await note({ lastError: page.outcome });
      return page;
    }
    await keep(ctx, shopId, page.customers);
    customers += page.customers.length;
    const last = page.customers.at(-1);
    const turned = page.endCursor !== undefined && page.endCursor !== after;
    const seenUntil = turned ? last?.updatedAt : startedAt;
    await note({ ...(seenUntil && { seenUntil }), lastError: null });
    if (!turned) return { outcome: "read", customers };
    after = page.endCursor;
  }
}

/** Index: ContactIdentity (shopId, kind, value). Who is two customers in Shopify has the birthday of either. */
async function keep({ db }: Ctx, shopId: string, customers: readonly CustomerBirthday[]): Promise<void> {
  const rows = customers.map(({ customerId, birthday }) => ({
    customerId,
    birthday: birthday && birthday.month * 100 + birthday.day,
  }));
  await db.$executeRaw`
    UPDATE "Contact" c SET "birthday" = told."birthday"
    FROM (
      SELECT i."contactId", max(x."birthday") AS "birthday"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("customerId" text, "birthday" int)
      JOIN "ContactIdentity" i
        ON i."shopId" = ${shopId}::uuid AND i."kind" = 'shopify_customer' AND i."value" = x."customerId"
      GROUP BY i."contactId") told
    WHERE c."shopId" = ${shopId}::uuid AND c."id" = told."contactId" AND c."birthday" IS DISTINCT FROM told."birthday"`;
}
