import type { z } from "zod";
import { randomUUID } from "node:crypto";
import { faultsWish, noFaults, setFaults, type Faults } from "../faults.ts";
import { createStoreState } from "../state/store.ts";
import type { World } from "../world.ts";
import { embeddedAppUrl } from "../auth/embedded-url.ts";
import { sessionTokenClaims, signSessionToken } from "../auth/session-token.ts";
import { toText } from "../webhooks/payloads/common.ts";
import type { Delivery } from "../webhooks/deliver.ts";
import * as app from "./app.ts";
import * as checkouts from "./checkouts.ts";
import * as customers from "./customers.ts";
import * as fulfillments from "./fulfillments.ts";
import * as orders from "./orders.ts";
import * as products from "./products.ts";
import * as refunds from "./refunds.ts";
import { stateSnapshot, type StateSnapshot } from "./snapshot.ts";
import * as stock from "./stock.ts";
import { addPlace } from "../storefront/block-places.ts";
import { wishes, type Wishes } from "./wishes.ts";

const staffId = "548380010";

const grant = {
  createCart: checkouts.createCart,
  updateCart: checkouts.updateCart,
  abandonCheckout: checkouts.abandonCheckout,
  updateCheckout: checkouts.updateCheckout,
  deleteCheckout: checkouts.deleteCheckout,
  placeOrder: orders.placeOrder,
  payOrder: orders.payOrder,
  editOrder: orders.editOrder,
  cancelOrder: orders.cancelOrder,
  fulfil: fulfillments.fulfil,
  moveParcel: fulfillments.moveParcel,
  refund: refunds.refund,
  requestReturn: refunds.requestReturn,
  approveReturn: refunds.approveReturn,
  declineReturn: refunds.declineReturn,
  restock: stock.restock,
  sellOut: stock.sellOut,
  setUsageDays: products.setUsageDays,
  setPrice: stock.setPrice,
  createCustomer: customers.createCustomer,
  updateCustomer: customers.updateCustomer,
  tagCustomer: customers.tagCustomer,
  setBirthday: customers.setBirthday,
  deleteCustomer: customers.deleteCustomer,
  changeWhatsAppConsent: customers.changeWhatsAppConsent,
  updateShop: app.updateShop,
  install: app.install,
  uninstall: app.uninstall,
  updateScopes: app.updateScopes,
  requestCustomerData: app.requestCustomerData,
  redactCustomer: app.redactCustomer,
  redactShop: app.redactShop,
  sendRaw,
  storefrontSettings,
} satisfies { [Name in keyof Wishes]: (world: World, wish: Wishes[Name]) => unknown };

type Grants = typeof grant;
type WishArgs<Wish> = Record<string, never> extends Wish ? [wish?: Wish] : [wish: Wish];
type ActionControls = { [Name in keyof Grants]: (...args: WishArgs<Wishes[Name]>) => ReturnType<Grants[Name]> };

export type ShopifyControls = ActionControls & {
  faults(wish: z.input<typeof faultsWish>): Faults;
  /** Withheld and held deliveries go. */
  release(): void;
  /** Tries everything due by the clock; resolves when all of it, and Shopify's own jobs, are done. */
  deliverDue(): Promise<void>;
  snapshot(): StateSnapshot;
  deliveries(): Delivery[];
  /** The shop as on its first day: no orders, no tokens, no faults. */
  reset(): void;
  /** What App Bridge would hand the page: a session token of the merchant, good for a minute. */
  sessionToken(overrides?: Partial<ReturnType<typeof sessionTokenClaims>>): string;
  /** The address the admin's iframe opens. */
  embeddedAppUrl(appUrl: string, path: string): string;
};

/** What can be made to happen in the shop. Each control does what the merchant's or the shopper's click would do. */
export function createControls(world: World): ShopifyControls {
  const sid = randomUUID();
  const actions = Object.fromEntries(
    Object.keys(grant).map((name) => [name, (wish: unknown = {}) => runAction(world, name, wish)]),
    // The table above is checked entry by entry; fromEntries forgets which name has which type.
  ) as unknown as ActionControls;

  function sessionToken(overrides: Partial<ReturnType<typeof sessionTokenClaims>> = {}): string {
    const { apiKey, apiSecret, clock } = world.options;
    const claims = sessionTokenClaims({
      nowMs: clock.now(),
      shopDomain: world.state.shop.domain,
      apiKey,
      userId: staffId,
      jti: randomUUID(),
      sid,
    });
    return signSessionToken({ ...claims, ...overrides }, apiSecret);
  }

  return {
    ...actions,
    faults(wish) {
      setFaults(world.faults, faultsWish.parse(wish));
      return world.faults;
    },
    release: () => world.deliverer.release(),
    async deliverDue() {
      while (world.background.size > 0) await Promise.all(world.background);
      await world.deliverer.settle();
    },
    snapshot: () => stateSnapshot(world),
    deliveries: () => world.deliverer.recent(),
    reset() {
      world.deliverer.forget();
      world.tokens.revokeAll();
      world.bucket.refillAll();
      Object.assign(world.faults, noFaults());
      world.blockSettings = {};
      world.blockPlaces = {};
      world.state = createStoreState(world.options);
      world.events.emit("change", { action: "reset", subject: world.state.shop.domain });
    },
    sessionToken,
    embeddedAppUrl: (appUrl, path) =>
      embeddedAppUrl({
        appUrl,
        path,
        shopDomain: world.state.shop.domain,
        locale: world.state.shop.locale,
        session: sid,
        idToken: sessionToken(),
        nowMs: world.options.clock.now(),
        apiSecret: world.options.apiSecret,
      }),
  };
}

export function isAction(name: string): name is keyof Wishes {
  return Object.hasOwn(grant, name);
}

/** Parses the wish, then grants it. Throws WishError or a ZodError for a wrong one. */
export function runAction(world: World, name: string, wish: unknown): unknown {
  if (!isAction(name)) throw new Error(`there is no control ${name}`);
  const run = grant[name] as (world: World, wish: unknown) => unknown;
  return run(world, wishes[name].parse(wish));
}

/** Anything at all under a valid signature: what a stranger with the secret, or a changed Shopify, could send. */
function sendRaw(world: World, wish: Wishes["sendRaw"]): { webhookId: string } {
  const body = typeof wish.body === "string" ? wish.body : toText(JSON.parse(JSON.stringify(wish.body ?? null)));
  const { topic, headers, secret, webhookId } = wish;
  const shopDomain = wish.shopDomain ?? world.state.shop.domain;
  return { webhookId: world.deliverer.enqueue({ topic, body, shopDomain, headers, secret, webhookId }).webhookId };
}

function storefrontSettings(world: World, wish: Wishes["storefrontSettings"]): World["blockSettings"] {
  for (const [block, settings] of Object.entries(wish.blocks ?? {})) {
    world.blockSettings[block] = { ...world.blockSettings[block], ...settings };
  }
  for (const [block, places] of Object.entries(wish.places ?? {})) {
    if (places === null) delete world.blockPlaces[block];
    else world.blockPlaces[block] = places;
  }
  for (const [block, place] of Object.entries(wish.add ?? {})) addPlace(world, block, place);
  return world.blockSettings;
}
