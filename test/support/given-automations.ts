import { installGallery } from "#app/core/automations/install-gallery.ts";
import { startRuns } from "#app/core/automations/start-runs.ts";
import type { StoreEvent } from "#app/core/shared/store-event.ts";
import type { Ctx } from "#app/core/ports.ts";
import { compileComponents } from "#app/core/templates/compile-components.ts";
import { libraryLanguages, type LibraryLanguage } from "#app/core/templates/languages.ts";
import { blueprints, type LibraryKey } from "#app/core/templates/library/blueprints.ts";
import { libraryTemplate } from "#app/core/templates/library/library-template.ts";
import type { Prisma, Shop, WhatsAppAccount } from "#prisma/generated/client.ts";
import { inTransaction } from "./context.ts";
import { givenShop } from "./given.ts";

/** A shop with the whole gallery switched on and the library approved in these languages. */
export async function givenAutomatedShop(
  ctx: Ctx,
  options: { shop?: Partial<Prisma.ShopUncheckedCreateInput>; languages?: readonly LibraryLanguage[] } = {},
) {
  const given = await givenShop(ctx, { shop: options.shop });
  await inTransaction(ctx, (txCtx) => installGallery(txCtx, given.shop.id, { enable: true }));
  await givenLibrary(ctx, given, options.languages ?? libraryLanguages);
  return given;
}

async function givenLibrary(
  ctx: Ctx,
  { shop, account }: { shop: Shop; account: WhatsAppAccount },
  languages: readonly LibraryLanguage[],
): Promise<void> {
  const now = ctx.clock.now();
  const keys = Object.keys(blueprints) as LibraryKey[];
  await ctx.db.template.createMany({
    data: languages.flatMap((language) =>
      keys.map((name) => {
        const { category } = blueprints[name];
        const { components, variables } = compileComponents(libraryTemplate(name, language), shop);
        return {
          shopId: shop.id,
          id: ctx.ids.next(),
          accountId: account.id,
          name,
          language,
          status: "approved" as const,
          intendedCategory: category,
          category,
          components: components as Prisma.InputJsonArray,
          variables,
          libraryKey: name,
          createdAt: now,
          updatedAt: now,
        };
      }),
    ),
  });
}

export const lineItems = [
  { productId: "71", variantId: "701", title: "Eichenschale", variantTitle: "Groß", quantity: 2, priceMinor: "1999" },
  { productId: "72", variantId: "702", title: "Tablett", variantTitle: null, quantity: 1, priceMinor: "992" },
];

export function givenOrder(ctx: Ctx, shopId: string, overrides: Partial<Prisma.OrderUncheckedCreateInput> = {}) {
  const now = ctx.clock.now();
  return ctx.db.order.create({
    data: {
      shopId,
      id: "9001",
      name: "#1001",
      currency: "EUR",
      totalMinor: 4990n,
      outstandingMinor: 0n,
      financialStatus: "paid",
      paymentKind: "prepaid",
      statusUrl: "https://lindenholz.example/1/orders/abc",
      tags: [],
      lineItems,
      discounts: [],
      createdAt: now,
      versionAt: now,
      ...overrides,
    },
  });
}

export function givenCheckout(ctx: Ctx, shopId: string, overrides: Partial<Prisma.CheckoutUncheckedCreateInput> = {}) {
  const now = ctx.clock.now();
  return ctx.db.checkout.create({
    data: {
      shopId,
      token: "checkout-1",
      cartToken: "cart-1",
      currency: "EUR",
      totalMinor: 4990n,
      recoveryUrl: "https://lindenholz.example/1/checkouts/ac/1/recover?key=k",
      lineItems,
      discounts: [],
      createdAt: now,
      versionAt: now,
      ...overrides,
    },
  });
}

export function givenCart(ctx: Ctx, shopId: string, overrides: Partial<Prisma.CartUncheckedCreateInput> = {}) {
  const versionAt = ctx.clock.now();
  return ctx.db.cart.create({
    data: { shopId, token: "cart-1", lineItems, totalMinor: 4990n, currency: "EUR", versionAt, ...overrides },
  });
}

export function givenFulfillment(
  ctx: Ctx,
  shopId: string,
  overrides: Partial<Prisma.FulfillmentUncheckedCreateInput> = {},
) {
  const now = ctx.clock.now();
  return ctx.db.fulfillment.create({
    data: {
      shopId,
      id: "5001",
      orderId: "9001",
      status: "success",
      trackingCompany: "DHL",
      trackingNumber: "00340434161094021501",
      lineItems,
      createdAt: now,
      versionAt: now,
      ...overrides,
    },
  });
}

/** Somebody who said yes to marketing. */
export function givenMarketingConsent(ctx: Ctx, shopId: string, contactId: string) {
  return ctx.db.consentEntry.create({
    data: {
      shopId,
      id: ctx.ids.next(),
      contactId,
      purpose: "marketing",
      state: "granted",
      source: "form",
      evidence: {},
      occurredAt: ctx.clock.now(),
      recordedAt: ctx.clock.now(),
      dedupeKey: `granted:${contactId}`,
    },
  });
}

type Told = Pick<StoreEvent, "kind" | "subjectKind" | "subjectId" | "contactId"> & Partial<StoreEvent>;

/** An event as intake tells it: written down and handed to the automations in one transaction. */
export async function tell(ctx: Ctx, shopId: string, told: Told): Promise<{ event: StoreEvent; started: number }> {
  const event: StoreEvent = { id: ctx.ids.next(), occurredAt: ctx.clock.now(), ...told };
  const { id, kind, subjectKind, subjectId, contactId, occurredAt } = event;
  const row = {
    id,
    kind,
    subjectKind,
    subjectId,
    contactId,
    occurredAt,
    recordedAt: ctx.clock.now(),
    outcome: "applied",
  };
  const { started } = await inTransaction(ctx, async (txCtx) => {
    await txCtx.tx.storeEvent.create({ data: { shopId, occurrence: id, details: {}, ...row } });
    return startRuns(txCtx, shopId, event);
  });
  return { event, started };
}
