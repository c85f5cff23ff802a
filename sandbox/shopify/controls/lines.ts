import { findRedeemCode, isUsable } from "../state/discounts.ts";
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
  const amountMinor = discounts.reduce((total, discount) => total + (discount.amountMinor ?? 0), 0);
  const lines = (wanted ?? [{}]).map((wish) => {
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
  takeOff(lines, amountMinor);
  return lines;
}

/** A fixed amount is spread over the lines by what is left to pay for each, and never more than all of it. */
function takeOff(lines: Line[], amountMinor: number): void {
  let left = amountMinor;
  let base = lines.reduce((sum, line) => sum + line.priceMinor * line.quantity - line.discountMinor, 0);
  for (const line of lines) {
    const payable = line.priceMinor * line.quantity - line.discountMinor;
    const share = base === 0 ? 0 : Math.min(payable, Math.round((left * payable) / base));
    line.discountMinor += share;
    left -= share;
    base -= payable;
  }
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
    const found = findRedeemCode(world.state, code);
    if (found) {
      if (!isUsable(found, world.options.clock.now())) throw new WishError(`the code ${code} is not valid any more`);
      const { percent, amountMinor } = found.discount;
      return { code, percent: percent ?? 0, ...(amountMinor === null ? {} : { amountMinor }) };
    }
    const digits = /(\d{1,2})$/.exec(code)?.[1];
    return { code, percent: digits === undefined ? 10 : Number(digits) };
  });
}
