import { findVariant } from "../state/store.ts";
import type { Line, Product, Variant } from "../state/types.ts";
import type { World } from "../world.ts";
import { productPayload, variantPayload } from "../webhooks/payloads/product.ts";
import { newAction, type Emit } from "./emit.ts";
import { needVariant } from "./lines.ts";
import { changed } from "./changed.ts";
import type { Wishes } from "./wishes.ts";

type Found = { product: Product; variant: Variant };

export function restock(world: World, wish: Wishes["restock"]): Variant {
  const found = wish.variantId === undefined ? firstSoldOut(world, wish.handle) : needVariant(world, wish);
  const emit = newAction(world, "restock", found.variant.id);
  putBackToStock(world, emit, found, wish.quantity ?? 10);
  return found.variant;
}

export function sellOut(world: World, wish: Wishes["sellOut"]): Variant {
  const found = needVariant(world, wish);
  const emit = newAction(world, "sellOut", found.variant.id);
  setInventory(world, emit, found, 0);
  return found.variant;
}

/** As a merchant begins and ends a sale: what it cost before stands beside a lower price. */
export function setPrice(world: World, wish: Wishes["setPrice"]): Variant {
  const { product, variant } = needVariant(world, wish);
  const emit = newAction(world, "setPrice", variant.id);
  const usual = Math.max(variant.compareAtMinor ?? 0, variant.priceMinor);
  variant.compareAtMinor = wish.priceMinor < usual ? usual : null;
  variant.priceMinor = wish.priceMinor;
  changed(world, variant);
  product.updatedAt = variant.updatedAt;
  emit("products/update", productPayload(product, world.state.shop));
  return variant;
}

export function takeFromStock(world: World, emit: Emit, line: Line): void {
  const found = findVariant(world.state, line.variantId);
  if (found) setInventory(world, emit, found, Math.max(0, found.variant.inventory - line.quantity));
}

export function putBackToStock(world: World, emit: Emit, found: Found, quantity: number): void {
  setInventory(world, emit, found, found.variant.inventory + quantity);
}

function setInventory(world: World, emit: Emit, { product, variant }: Found, inventory: number): void {
  const before = variant.inventory;
  if (before === inventory) return;
  variant.inventory = inventory;
  changed(world, variant);
  product.updatedAt = variant.updatedAt;
  const { shop } = world.state;
  if (before <= 0 && inventory > 0) emit("variants/in_stock", variantPayload(variant, shop));
  if (before > 0 && inventory <= 0) emit("variants/out_of_stock", variantPayload(variant, shop));
  emit("products/update", productPayload(product, shop));
}

/** What a merchant restocks first: something that is gone. */
function firstSoldOut(world: World, handle: string | undefined): Found {
  for (const product of world.state.products) {
    const variant = product.variants.find((candidate) => candidate.inventory <= 0);
    if (variant && (handle === undefined || product.handle === handle)) return { product, variant };
  }
  return needVariant(world, { handle });
}
