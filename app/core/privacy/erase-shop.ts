import { inTransaction } from "../customers/in-transaction.ts";
import type { Ctx, TxCtx } from "../ports.ts";
import { AppError } from "../shared/app-error.ts";
import { forgetDeliveriesOf } from "./forget-deliveries.ts";
import { nothingLeft } from "./forget-answers.ts";
import { keepOptOutsOfShop } from "./keep-opt-outs.ts";
import type { Lease } from "./lease.ts";
import { emptyTables } from "./empty-tables.ts";
import type { EraseStep } from "./erase-step.ts";

export type EraseShopAnswer = { outcome: "shop_erased" | "installed_again" | "nothing_held" };

type Request = { id: string; shopDomain: string; receivedAt: Date; deliveryId: string | null };

/**
 * `shop/redact`: erases everything of a shop that took the app away, in small statements. What it leaves is the shop's
 * address on myshopify.com with the opt-outs of its customers as keyed hashes: should it come back, they have still said no.
 * A shop that has the app again, or took it away again only since, is not erased. From the first statement on nobody can
 * install until the last (Shop.erasingAt); whoever dies half-way is carried on by the next attempt. An attempt that was
 * thought dead and wakes up late finds in each of its statements that the shop is not being erased any more, and stops.
 */
export async function eraseShop(ctx: Ctx, request: Request, lease: Lease): Promise<EraseShopAnswer> {
  const shop = await begin(ctx, request);
  if (shop === "installed_again") return { outcome: "installed_again" };
  const step = stepsOf(ctx, request, shop, lease);
  // Before the accounts: they say whose WhatsApp's webhooks are.
  await forgetDeliveriesOf(ctx.db, step, request, shop);
  await step((inTx) => forgetRequests(inTx, request));
  await step(({ tx }) => tx.shopifySession.deleteMany({ where: { shopDomain: request.shopDomain } }));
  if (shop === null) return { outcome: "nothing_held" };
  await keepOptOutsOfShop(ctx.db, step, shop.id);
  await emptyTables(ctx.db, step, shop.id);
  await step((inTx) => emptyShop(inTx, shop));
  ctx.log.info("shop_erased", { shopId: shop.id });
  return { outcome: "shop_erased" };
}

type LeavingShop = { id: string; domain: string; erasingAt: Date };
type FoundShop = { id: string; domain: string; status: string; uninstalledAt: Date | null; erasingAt: Date | null };

/** In one transaction with the look whether it is installed: an installation waits for it, and finds it begun. */
function begin(ctx: Ctx, { shopDomain, receivedAt }: Request): Promise<LeavingShop | null | "installed_again"> {
  return ctx.db.$transaction(async (tx) => {
    const [shop] = await tx.$queryRaw<FoundShop[]>`
      SELECT "id", "domain", "status"::text AS "status", "uninstalledAt", "erasingAt" FROM "Shop"
      WHERE "domain" = ${shopDomain} FOR UPDATE`;
    if (!shop) return null;
    if (shop.erasingAt !== null) return { ...shop, erasingAt: shop.erasingAt };
    const goneSince = shop.status === "uninstalled" ? shop.uninstalledAt : null;
    if (goneSince === null || goneSince > receivedAt) return "installed_again";
    const erasingAt = ctx.clock.now();
    await tx.shop.update({ where: { id: shop.id }, data: { erasingAt } });
    return { ...shop, erasingAt };
  });
}

/** The lock lets other statements of the erasure by, and has an installation, and the erasure's end, wait for this one. */
function stepsOf(ctx: Ctx, { shopDomain }: Request, shop: LeavingShop | null, lease: Lease): EraseStep {
  return async (part) => {
    await lease.renew();
    return inTransaction(ctx, async (inTx) => {
      const [now] = await inTx.tx.$queryRaw<{ erasingAt: Date | null }[]>`
        SELECT "erasingAt" FROM "Shop" WHERE "domain" = ${shopDomain} FOR SHARE`;
      if (now?.erasingAt?.getTime() !== shop?.erasingAt.getTime() || (now && !shop))
        throw new AppError("erasure_overtaken", `${shopDomain} is not being erased by this attempt any more`);
      return part(inTx);
    });
  };
}

/** That they were asked, and when they were done, stays: it names nobody. */
async function forgetRequests({ tx, clock }: TxCtx, { id, shopDomain }: Request): Promise<void> {
  const others = { shopDomain, id: { not: id } };
  await tx.privacyRequest.updateMany({
    where: { ...others, completedAt: null },
    data: { outcome: "shop_erased", completedAt: clock.now() },
  });
  await tx.privacyRequest.updateMany({ where: others, data: nothingLeft });
}

async function emptyShop({ tx }: TxCtx, { id, domain }: LeavingShop): Promise<void> {
  await tx.shop.update({
    where: { id },
    data: {
      name: "",
      storefrontHost: domain,
      country: null,
      scopes: "",
      scopesAt: null,
      customerDataRefusedAt: null,
      settings: {},
      setup: {},
      testMailsAt: [],
      shopifyUpdatedAt: null,
      erasingAt: null,
    },
  });
}
