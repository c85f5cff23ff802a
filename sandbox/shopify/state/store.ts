import { createHash } from "node:crypto";
import type { Clock } from "../options.ts";
import { seedCustomers, seedSegments, seedShop } from "./seed.ts";
import { seedProducts } from "./seed-products.ts";
import type {
  Cart,
  Checkout,
  Customer,
  CodeCreation,
  DiscountCode,
  Metafield,
  Order,
  Product,
  Segment,
  Shop,
  Variant,
} from "./types.ts";

/** All that the pretend shop knows. */
export type StoreState = {
  shop: Shop;
  products: Product[];
  customers: Customer[];
  carts: Cart[];
  checkouts: Checkout[];
  orders: Order[];
  segments: Segment[];
  metafields: Metafield[];
  discountCodes: DiscountCode[];
  codeCreations: CodeCreation[];
  /** Running jobs of orderCancel: done once the order is cancelled. */
  jobs: { id: string; done: boolean }[];
  nextOrderNumber: number;
  newId(): string;
  /** 32 hex digits, the same in every run. */
  newToken(): string;
};

export type StoreSettings = { clock: Clock; shopDomain: string; scopes: string[]; optionalScopes?: string[] };

/** The shop as on its first day. */
export function createStoreState(settings: StoreSettings): StoreState {
  // Beyond 2^53 from the first id on: an app that rounds ids fails at once, not in a busy shop.
  let lastId = 820982911946154508n;
  let tokens = 0;
  const newId = (): string => String((lastId += 1007n));
  const newToken = (): string =>
    createHash("sha256")
      .update(`${settings.shopDomain}:${(tokens += 1)}`)
      .digest("hex")
      .slice(0, 32);
  const now = settings.clock.now();
  return {
    shop: seedShop(settings.shopDomain, [...settings.scopes, ...(settings.optionalScopes ?? [])], now),
    products: seedProducts(newId, now),
    customers: seedCustomers(newId, now),
    carts: [],
    checkouts: [],
    orders: [],
    segments: seedSegments(newId, now),
    metafields: [],
    discountCodes: [],
    codeCreations: [],
    jobs: [],
    nextOrderNumber: 1001,
    newId,
    newToken,
  };
}

export function findVariant(state: StoreState, variantId: string): { product: Product; variant: Variant } | null {
  for (const product of state.products) {
    const variant = product.variants.find((candidate) => candidate.id === variantId);
    if (variant) return { product, variant };
  }
  return null;
}

export function findCustomer(state: StoreState, idOrKey: string): Customer | null {
  const found = state.customers.find((customer) => customer.id === idOrKey || customer.key === idOrKey);
  return found && found.deletedAt === null ? found : null;
}
