import type { Ctx } from "#app/core/ports.ts";
import type { Prisma } from "#prisma/generated/client.ts";

type ShopOverrides = {
  shop?: Partial<Prisma.ShopUncheckedCreateInput>;
  account?: Partial<Prisma.WhatsAppAccountUncheckedCreateInput>;
  number?: Partial<Prisma.WhatsAppNumberUncheckedCreateInput>;
  lane?: Partial<Prisma.SendLaneUncheckedCreateInput>;
};

let shops = 0;

/** An installed shop with a connected account, one default number and a full lane of 80 a second. */
export async function givenShop(ctx: Ctx, overrides: ShopOverrides = {}) {
  shops += 1;
  const now = ctx.clock.now();
  const shop = await ctx.db.shop.create({
    data: {
      id: ctx.ids.next(),
      domain: `shop-${shops}.myshopify.com`,
      name: "Lindenholz",
      status: "installed",
      timeZone: "Europe/Berlin",
      locale: "de",
      country: "DE",
      currency: "EUR",
      storefrontHost: "lindenholz.example",
      scopes: "read_orders,write_customers,write_discounts,write_orders",
      settings: {},
      installedAt: now,
      ...overrides.shop,
    },
  });
  const account = await ctx.db.whatsAppAccount.create({
    data: {
      shopId: shop.id,
      id: ctx.ids.next(),
      wabaId: `1000000000${shops}`,
      name: "Lindenholz",
      accessToken: "test-token",
      status: "connected",
      tierLimit: 2000,
      createdAt: now,
      ...overrides.account,
    },
  });
  const number = await ctx.db.whatsAppNumber.create({
    data: {
      shopId: shop.id,
      id: ctx.ids.next(),
      accountId: account.id,
      phoneNumberId: `2000000000${shops}`,
      displayPhone: "+4930901820",
      verifiedName: "Lindenholz",
      quality: "GREEN",
      status: "connected",
      isDefault: true,
      createdAt: now,
      ...overrides.number,
    },
  });
  await ctx.db.sendLane.create({
    data: { shopId: shop.id, numberId: number.id, ratePerSecond: 80, tokens: 0, refilledAt: now, ...overrides.lane },
  });
  return { shop, account, number };
}

type ContactOverrides = Partial<Prisma.ContactUncheckedCreateInput> & {
  /** Canonical E.164. */
  phone?: string;
  userId?: string;
  customerId?: string;
};

/** A contact with the identities given; without any, a German phone number of its own. */
export async function givenContact(ctx: Ctx, shopId: string, overrides: ContactOverrides = {}) {
  const { phone, userId, customerId, ...fields } = overrides;
  const now = ctx.clock.now();
  const contact = await ctx.db.contact.create({
    data: {
      shopId,
      id: ctx.ids.next(),
      firstName: "Ada",
      lastName: "Holm",
      locale: "de",
      country: "DE",
      createdAt: now,
      ...fields,
    },
  });
  contacts += 1;
  const anyIdentity = phone ?? userId ?? customerId;
  const identities = [
    {
      kind: "phone" as const,
      value: phone ?? (anyIdentity ? undefined : `+4915112${String(contacts).padStart(6, "0")}`),
    },
    { kind: "business_scoped_id" as const, value: userId },
    { kind: "shopify_customer" as const, value: customerId },
  ];
  for (const { kind, value } of identities) {
    if (value)
      await ctx.db.contactIdentity.create({ data: { shopId, kind, value, contactId: contact.id, createdAt: now } });
  }
  return contact;
}

let contacts = 0;
