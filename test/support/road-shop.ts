import { enableGallery } from "#app/core/automations/enable-gallery.ts";
import { installGallery } from "#app/core/automations/install-gallery.ts";
import type { Ctx, Documents, Secrets, WhatsAppAccountsApi, WhatsAppApi } from "#app/core/ports.ts";
import { connectAccount } from "#app/core/shops/connect-account.ts";
import type { LibraryLanguage } from "#app/core/templates/languages.ts";
import { submitLibraryTemplates } from "#app/core/templates/submit-library-templates.ts";
import type { Prisma, Shop } from "#prisma/generated/client.ts";
import type { WhatsAppSandbox } from "#sandbox/whatsapp/create-whatsapp-sandbox.ts";
import { inTransaction } from "./context.ts";

export type RoadShopOptions = {
  shop?: Partial<Prisma.ShopUncheckedCreateInput>;
  languages?: readonly LibraryLanguage[];
  /** What Meta lets the number send. Default 80. */
  ratePerSecond?: number;
  /** People per 24 h; null: unlimited. Default 2000. */
  tier?: number | null;
};

export type RoadShop = {
  shop: Shop;
  domain: string;
  accountId: string;
  numberId: string;
  phoneNumberId: string;
  wabaId: string;
  /** The clear text of the account's token. */
  token: string;
};

type Tools = {
  ctx: Ctx;
  api: WhatsAppApi & WhatsAppAccountsApi & Documents;
  secrets: Secrets;
  sandbox: WhatsAppSandbox;
};

let shops = 0;

/**
 * An installed shop whose number is connected the way a merchant connects it, with its gallery switched on and the library
 * submitted; Meta's approval comes by callback. Needs somebody to take callbacks in meanwhile.
 */
export async function connectRoadShop(
  { ctx, api, secrets, sandbox }: Tools,
  options: RoadShopOptions,
): Promise<RoadShop> {
  shops += 1;
  const wabaId = String(100_000_000_000_000 + shops);
  const phoneNumberId = String(200_000_000_000_000 + shops);
  const token = `EAAroad${shops}SystemUserTokenOfTheRoad0123456789`;
  sandbox.controls.addAccount({
    id: wabaId,
    name: "Lindenholz",
    businessId: `30000000000${shops}`,
    tokens: [token],
    tier: options.tier === undefined ? 2000 : options.tier,
    numbers: [
      {
        id: phoneNumberId,
        displayPhone: `+49 30 9018${String(shops).padStart(3, "0")}`,
        verifiedName: "Lindenholz",
        ratePerSecond: options.ratePerSecond ?? 80,
      },
    ],
  });
  const shop = await ctx.db.shop.create({
    data: {
      id: ctx.ids.next(),
      domain: `road-${shops}.myshopify.com`,
      name: "Lindenholz",
      status: "installed",
      timeZone: "Europe/Berlin",
      locale: "en",
      country: "DE",
      currency: "EUR",
      storefrontHost: "lindenholz.example",
      scopes: "read_orders",
      settings: {},
      installedAt: ctx.clock.now(),
      ...options.shop,
    },
  });
  await inTransaction(ctx, (txCtx) => installGallery(txCtx, shop.id));
  await enableGallery(ctx, shop.id);
  const connected = await connectAccount(ctx, api, secrets, {
    shopId: shop.id,
    wabaId,
    phoneNumberId,
    accessToken: token,
  });
  if (connected.outcome !== "connected") throw new Error(`The number was not connected: ${connected.outcome}`);
  const { accountId, numberId } = connected;
  const submitted = await submitLibraryTemplates(ctx, api, secrets, {
    shopId: shop.id,
    accountId,
    languages: options.languages ?? ["en"],
  });
  if (submitted.outcome !== "submitted" || submitted.refused.length > 0)
    throw new Error(`The library was not submitted: ${JSON.stringify(submitted)}`);
  return { shop, domain: shop.domain, accountId, numberId, phoneNumberId, wabaId, token };
}
