import { parseKeys } from "#app/adapters/crypto/keys.ts";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { installGallery } from "#app/core/automations/install-gallery.ts";
import type { Ctx } from "#app/core/ports.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { inTransaction } from "#test/support/context.ts";
import { givenShop } from "#test/support/given.ts";
import type { LibraryTemplate } from "./library-templates.ts";
import { encryptionKeys, phoneNumberId, shopDomain, storefrontHost, wabaId, whatsAppToken } from "./settings.ts";

export type SeededShop = { shopId: string; accountId: string; numberId: string };

const hourMs = 3_600_000;

/** An installed shop as a merchant has it after the first day: gallery on, templates approved, one number. */
export async function seedShop(
  ctx: Ctx,
  options: { ratePerSecond: number; tierLimit?: number; templates: LibraryTemplate[] },
): Promise<SeededShop> {
  const keys = parseKeys(encryptionKeys);
  if (keys.outcome !== "ok") throw new Error(keys.problem);
  const installedAt = new Date(ctx.clock.now().getTime() - hourMs);
  const { shop, account, number } = await givenShop(ctx, {
    shop: { domain: shopDomain, storefrontHost, locale: "en", installedAt },
    account: {
      wabaId,
      accessToken: createSecrets(keys.keys).encrypt(whatsAppToken),
      tierLimit: options.tierLimit ?? null,
    },
    number: { phoneNumberId },
    lane: { ratePerSecond: options.ratePerSecond },
  });
  await inTransaction(ctx, (txCtx) => installGallery(txCtx, shop.id, { enable: true }));
  const common = { shopId: shop.id, accountId: account.id, status: "approved" as const };
  await ctx.db.template.createMany({
    data: options.templates.map(({ category: written, components, variables, ...template }) => {
      const category = written === "MARKETING" ? ("marketing" as const) : ("utility" as const);
      return {
        ...common,
        ...template,
        id: ctx.ids.next(),
        intendedCategory: category,
        category,
        components: components as Prisma.InputJsonArray,
        variables,
        libraryKey: template.name,
        createdAt: installedAt,
        updatedAt: installedAt,
      };
    }),
  });
  return { shopId: shop.id, accountId: account.id, numberId: number.id };
}

/** Shops beside the one that is measured. */
export async function seedOtherShops(ctx: Ctx, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const { shop } = await givenShop(ctx);
    await inTransaction(ctx, (txCtx) => installGallery(txCtx, shop.id, { enable: true }));
  }
}
