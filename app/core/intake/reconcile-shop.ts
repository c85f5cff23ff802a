import type { Ctx } from "../ports.ts";
import type { ReconciledItem, ReconciledPage, ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { noteCustomerData } from "../access/note-customer-data.ts";
import { AppError } from "../shared/app-error.ts";

export type ReconcileResult = {
  /** Deliveries fed in: things nobody told us of, or only an older version of. */
  fed: number;
  /** Of the kinds that could not be looked at to the end; their next look begins where this one began. */
  failures: { kind: CursorKind; failure: ShopifyFailure }[];
};

type CursorKind = "orders" | "abandoned_checkouts";

/** Shopify's clock is not ours, and what is updated while pages are turned may move behind the cursor. */
const overlapMs = 10 * 60_000;

/**
 * Asks Shopify for orders and abandoned checkouts updated since the last look and feeds what was missed through the same door
 * as webhooks, as deliveries of their own. The cursor moves only when all pages are stored, so that a crash half-way repeats
 * harmlessly: a version fed twice is one delivery.
 */
export async function reconcileShop(ctx: Ctx, admin: ShopifyAdmin, shopId: string): Promise<ReconcileResult> {
  const shop = await ctx.db.shop.findUnique({ where: { id: shopId } });
  if (!shop) throw new AppError("shop_missing", `No shop ${shopId}`);
  const result: ReconcileResult = { fed: 0, failures: [] };
  if (shop.status === "uninstalled") return result;

  const looks: [CursorKind, PageOf][] = [
    ["orders", (since, after) => admin.ordersUpdatedSince(shop.domain, since, after)],
    ["abandoned_checkouts", (since, after) => admin.abandonedCheckoutsUpdatedSince(shop.domain, since, after)],
  ];
  for (const [kind, pageOf] of looks) {
    const looked = await look(ctx, shop, kind, pageOf);
    result.fed += looked.fed;
    if (looked.failure) result.failures.push({ kind, failure: looked.failure });
  }
  if (result.fed > 0) ctx.wakes.wake("deliveries");
  ctx.log.info("shop_reconciled", { shopId, fed: result.fed, failures: result.failures.map(({ kind }) => kind) });
  return result;
}

type PageOf = (since: Date, after?: string) => Promise<ReconciledPage | ShopifyFailure>;
type ShopToReconcile = { id: string; domain: string; installedAt: Date };

async function look(
  ctx: Ctx,
  shop: ShopToReconcile,
  kind: CursorKind,
  pageOf: PageOf,
): Promise<{ fed: number; failure?: ShopifyFailure }> {
  const cursor = await ctx.db.syncCursor.findUnique({ where: { shopId_kind: { shopId: shop.id, kind } } });
  const startedAt = ctx.clock.now();
  // What happened before the installation is not ours to tell anybody.
  const seenUntil = cursor?.seenUntil ?? shop.installedAt;
  const since = new Date(Math.max(seenUntil.getTime() - overlapMs, shop.installedAt.getTime()));
  let fed = 0;
  for (let after: string | undefined, done = false; !done;) {
    const page = await pageOf(since, after);
    if (page.outcome !== "ok") {
      if (page.outcome === "access_denied" && page.why === "customer_data") {
        await noteCustomerData(ctx.db, shop.id, "refused", startedAt);
      }
      await noteLook(ctx, shop.id, kind, { lastRunAt: startedAt, lastError: page.outcome });
      return { fed, failure: page };
    }
    if (page.customerDataRefused) {
      // Half of it would be fed as if nobody had ordered. The cursor stays: all of it comes once Shopify gives the rest.
      await noteCustomerData(ctx.db, shop.id, "refused", startedAt);
      await noteLook(ctx, shop.id, kind, { lastRunAt: startedAt, lastError: "access_denied" });
      return { fed, failure: { outcome: "access_denied", why: "customer_data" } };
    }
    fed += await feed(ctx, shop, kind, page.items);
    done = page.endCursor === undefined || page.endCursor === after;
    after = page.endCursor;
  }
  await noteLook(ctx, shop.id, kind, { seenUntil: startedAt, lastRunAt: startedAt, lastError: null });
  return { fed };
}

/** Only what is newer than what is known; one statement to compare and one to store. */
async function feed(ctx: Ctx, shop: ShopToReconcile, kind: CursorKind, items: ReconciledItem[]): Promise<number> {
  if (items.length === 0) return 0;
  const known = await knownVersions(ctx, shop.id, kind, items);
  const missed = items.filter((item) => {
    const version = known.get(item.id);
    return version === undefined || version < item.updatedAt;
  });
  if (missed.length === 0) return 0;
  const now = ctx.clock.now();
  const { count } = await ctx.db.webhookDelivery.createMany({
    data: missed.map((item) => ({
      id: ctx.ids.next(),
      source: "shopify" as const,
      externalId: externalIdOf(ctx, shop, item),
      shopDomain: shop.domain,
      topic: item.topic,
      triggeredAt: item.updatedAt,
      receivedAt: now,
      body: new TextEncoder().encode(JSON.stringify(item.payload)),
      state: "pending" as const,
      nextAttemptAt: now,
    })),
    skipDuplicates: true,
  });
  return count;
}

/**
 * The shop is part of it: tokens are unique per shop only. Hashed, because the row outlives an erasure and the token of a
 * checkout opens it; under another key it is fed once more, which changes nothing.
 */
function externalIdOf({ ids }: Ctx, { domain }: ShopToReconcile, { topic, id, updatedAt }: ReconciledItem): string {
  const [print] = ids.fingerprints(`reconcile|${domain}|${topic}|${id}|${updatedAt.toISOString()}`);
  if (print === undefined) throw new AppError("no_key", "There is no key to make fingerprints with.");
  return `reconcile:${print}`;
}

async function knownVersions(ctx: Ctx, shopId: string, kind: CursorKind, items: ReconciledItem[]) {
  const ids = items.map((item) => item.id);
  const rows =
    kind === "orders"
      ? await ctx.db.order.findMany({ where: { shopId, id: { in: ids } }, select: { id: true, versionAt: true } })
      : (
          await ctx.db.checkout.findMany({
            where: { shopId, token: { in: ids } },
            select: { token: true, versionAt: true },
          })
        ).map(({ token, versionAt }) => ({ id: token, versionAt }));
  return new Map(rows.map(({ id, versionAt }) => [id, versionAt]));
}

async function noteLook(
  ctx: Ctx,
  shopId: string,
  kind: CursorKind,
  data: { seenUntil?: Date; lastRunAt: Date; lastError: string | null },
): Promise<void> {
  await ctx.db.syncCursor.upsert({
    where: { shopId_kind: { shopId, kind } },
    create: { shopId, kind, ...data },
    update: data,
  });
}
