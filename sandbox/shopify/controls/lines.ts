import { findVariant } from "../state/store.ts";
import type { Discount, Line, Product, Variant } from "../state/types.ts";
import type { World } from "../world.ts";
import { WishError } from "./wishes.ts";

export type LineWish = { variantId?: string | undefined; handle?: string | undefined; quantity?: number | undefined };

export function makeLines(world: World, wanted: LineWish[] | undefined, discounts: Discount[] = []): Line[] {
  const percent = Math.min(
    100,
    discounts.reduce((total, discount) => total + discount.percent, 0),
  );
  return (wanted ?? [{}]).map((wish) => {
    const { product, variant } = needVariant(world, wish);
    const quantity = wish.quantity ?? 1;
    return {
      id: world.state.newId(),
      productId: product.id,
      variantId: variant.id,
      title: product.title,
      variantTitle: variant.title === "Default Title" ? null : variant.title,
      sku: variant.sku,
      vendor: product.vendor,
      grams: variant.grams,
      quantity,
      priceMinor: variant.priceMinor,
      discountMinor: Math.round((variant.priceMinor * quantity * percent) / 100),
      removed: 0,
      fulfilled: 0,
    };
  });
}

/** By variant, by product, or simply something that is in stock. */
export function needVariant(world: World, wish: LineWish): { product: Product; variant: Variant } {
  if (wish.variantId !== undefined) {
    const found = findVariant(world.state, wish.variantId);
    if (!found) throw new WishError(`there is no variant ${wish.variantId}`);
    return found;
  }
  const products = world.state.products.filter(
    (product) => wish.handle === undefined || product.handle === wish.handle,
  );
  const product = products.find((candidate) => candidate.variants.some(isInStock)) ?? products[0];
  const variant = product?.variants.find(isInStock) ?? product?.variants[0];
  if (!product || !variant) throw new WishError(`there is no product ${wish.handle ?? ""}`);
  return { product, variant };
}

function isInStock(variant: Variant): boolean {
  return variant.inventory > 0;
}

/** Codes of the shop, and any code of the form "TAKE10": that many per cent. */
export function discountsOf(world: World, codes: string[] | undefined): Discount[] {
  return (codes ?? []).map((code) => {
    const known = world.state.discountCodes.find((discount) => discount.code === code);
    const digits = /(\d{1,2})$/.exec(code)?.[1];
    return { code, percent: known?.percent ?? (digits === undefined ? 10 : Number(digits)) };
  });
}
