import fc from "fast-check";
import { expect, it } from "vitest";
import { installGallery } from "#app/core/automations/install-gallery.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import type { Ctx } from "#app/core/ports.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";
import {
  cartPayload,
  checkoutPayload,
  deliver,
  fulfillmentPayload,
  orderPayload,
  refundPayload,
  shipmentEventPayload,
  takeInAll,
  type Webhook,
} from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

type Story = {
  cod: boolean;
  ordered: boolean;
  paidInTheSameSecond: boolean;
  paid: boolean;
  cancelled: boolean;
  shipped: boolean;
  scans: string[];
  refunded: boolean;
  checkoutDeleted: boolean;
};

const stories: fc.Arbitrary<Story> = fc.record({
  cod: fc.boolean(),
  ordered: fc.boolean(),
  paidInTheSameSecond: fc.boolean(),
  paid: fc.boolean(),
  cancelled: fc.boolean(),
  shipped: fc.boolean(),
  scans: fc.subarray(["confirmed", "in_transit", "delayed", "out_for_delivery", "attempted_delivery", "delivered"]),
  refunded: fc.boolean(),
  checkoutDeleted: fc.boolean(),
});

/** The webhooks of one purchase as Shopify would send them, oldest first. */
function webhooksOf(story: Story): Webhook[] {
  const carts: Webhook[] = [
    { topic: "carts/create", payload: cartPayload() },
    { topic: "carts/update", payload: cartPayload({ updated_at: "2026-11-21T09:02:00Z" }) },
  ];
  const checkouts: Webhook[] = [
    { topic: "checkouts/create", payload: checkoutPayload() },
    {
      topic: "checkouts/update",
      payload: checkoutPayload({ updated_at: "2026-11-21T09:10:00Z", total_price: "49.97" }),
    },
  ];
  if (!story.ordered) {
    const gone = {
      topic: "checkouts/delete",
      payload: { token: "checkout-1", cart_token: "cart-1" },
      triggeredAt: "2026-11-21T09:15:00Z",
    };
    return [...carts, ...checkouts, ...(story.checkoutDeleted ? [gone] : [])];
  }
  return [...carts, ...checkouts, ...orders(story), ...afterwards(story)];
}

function orders(story: Story): Webhook[] {
  const state = {
    payment_gateway_names: story.cod ? ["Cash on Delivery (COD)"] : ["shopify_payments"],
    updated_at: "2026-11-21T09:20:00Z",
    financial_status: "pending",
    total_outstanding: "44.97",
    cancelled_at: null as string | null,
  };
  const told: Webhook[] = [{ topic: "orders/create", payload: orderPayload(state) }];
  if (story.paid) {
    Object.assign(state, { financial_status: "paid", total_outstanding: "0.00" });
    if (!story.paidInTheSameSecond) state.updated_at = "2026-11-21T09:25:00Z";
    told.push({ topic: "orders/paid", payload: orderPayload(state) });
  }
  state.updated_at = "2026-11-21T09:26:00Z";
  told.push({ topic: "orders/updated", payload: orderPayload({ ...state, tags: "seen" }) });
  if (story.cancelled) {
    Object.assign(state, { cancelled_at: "2026-11-21T09:40:00Z", updated_at: "2026-11-21T09:40:00Z" });
    told.push({ topic: "orders/cancelled", payload: orderPayload({ ...state, tags: "seen" }) });
  }
  return told;
}

function afterwards(story: Story): Webhook[] {
  const told: Webhook[] = [];
  if (story.shipped) {
    told.push({
      topic: "fulfillments/create",
      payload: fulfillmentPayload({
        created_at: "2026-11-21T09:30:00Z",
        updated_at: "2026-11-21T09:30:00Z",
        tracking_number: null,
      }),
    });
    told.push({
      topic: "fulfillments/update",
      payload: fulfillmentPayload({ created_at: "2026-11-21T09:30:00Z", updated_at: "2026-11-21T09:31:00Z" }),
    });
    for (const [index, status] of story.scans.entries())
      told.push({
        topic: "fulfillment_events/create",
        payload: shipmentEventPayload(status, `2026-11-21T09:3${index + 2}:00Z`),
      });
  }
  if (story.refunded)
    told.push({ topic: "refunds/create", payload: refundPayload({ created_at: "2026-11-21T09:45:00Z" }) });
  return told;
}

/** Everything a merchant or a shopper could tell the difference by, without ids of ours and times of recording. */
async function endStateOf(ctx: Ctx, shopId: string) {
  const where = { shopId };
  const own = { shopId: true, contactId: true } as const;
  const contact = {
    contact: {
      select: {
        firstName: true,
        lastName: true,
        locale: true,
        country: true,
        identities: { select: { kind: true, value: true }, orderBy: { value: "asc" } },
      },
    },
  } as const;
  const runs = await ctx.db.automationRun.findMany({
    // A run that was cancelled before it spoke, and one that never began, are the same silence.
    where: { ...where, state: { not: "cancelled" } },
    select: {
      automation: { select: { key: true } },
      subjectKind: true,
      subjectId: true,
      state: true,
      endReason: true,
      cancelKey: true,
      steps: { select: { position: true, state: true, reason: true }, orderBy: { position: "asc" } },
    },
  });
  return {
    carts: await ctx.db.cart.findMany({ where, omit: own, include: contact }),
    checkouts: await ctx.db.checkout.findMany({ where, omit: own, include: contact }),
    orders: await ctx.db.order.findMany({ where, omit: own, include: contact }),
    fulfillments: await ctx.db.fulfillment.findMany({ where, omit: { shopId: true } }),
    refunds: await ctx.db.refund.findMany({ where, omit: { shopId: true } }),
    contacts: await ctx.db.contact.count({ where: { ...where, mergedIntoId: null } }),
    events: await ctx.db.storeEvent.findMany({
      where,
      select: { kind: true, subjectId: true, occurrence: true, occurredAt: true },
      orderBy: [{ kind: "asc" }, { subjectId: "asc" }, { occurrence: "asc" }],
    }),
    runs: runs.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    messages: (
      await ctx.db.message.findMany({
        where,
        select: { templateName: true, state: true, reason: true, category: true },
      })
    ).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

async function live(webhooks: Webhook[]) {
  const { ctx, clock } = makeCtx(database.db);
  const { shop } = await givenShop(ctx, { shop: { installedAt: new Date("2026-11-01T00:00:00Z") } });
  await inTransaction(ctx, (txCtx) => installGallery(txCtx, shop.id, { enable: true }));
  for (const webhook of webhooks) await deliver(ctx, shop.domain, webhook);
  await takeInAll(ctx, clock);
  // Steps run at one time for every order of arrival, and long after the last delivery.
  for (const at of ["2026-11-21T12:00:00Z", "2026-11-26T12:00:00Z", "2026-12-05T12:00:00Z"]) {
    clock.set(at);
    while ((await runDueSteps(ctx, 200)).more);
  }
  return endStateOf(ctx, shop.id);
}

it(
  "each webhook three times and shuffled gives the same end state as once in order",
  { timeout: 120_000 },
  async () => {
    const arrivals = stories.chain((story) => {
      const once = webhooksOf(story);
      const thrice = [...once, ...once, ...once];
      return fc.record({
        once: fc.constant(once),
        shuffled: fc.shuffledSubarray(thrice, { minLength: thrice.length }),
      });
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ once, shuffled }) => {
        const inOrder = await live(once);
        expect(await live(shuffled)).toEqual(inOrder);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  },
);
