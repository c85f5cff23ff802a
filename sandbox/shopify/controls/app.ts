import type { Customer, Shop } from "../state/types.ts";
import type { World } from "../world.ts";
import {
  customerDataRequestPayload,
  customerRedactPayload,
  scopesPayload,
  shopPayload,
  shopRedactPayload,
} from "../webhooks/payloads/shop.ts";
import { toText } from "../webhooks/payloads/common.ts";
import { needCustomer } from "./buyer.ts";
import { newAction } from "./emit.ts";
import { changed } from "./changed.ts";
import { WishError, type Wishes } from "./wishes.ts";

const redactAfterMs = 48 * 60 * 60 * 1000;

export function install(world: World, wish: Wishes["install"]): Shop {
  const { shop } = world.state;
  shop.installed = true;
  shop.uninstalledAt = null;
  shop.scopes = wish.scopes ?? [...world.options.scopes];
  world.deliverer.dropScheduled("shop/redact");
  newAction(world, "install", shop.domain);
  return shop;
}

/** The tokens die at once; shop/redact follows 48 hours later unless the app is installed again. */
export function uninstall(world: World): Shop {
  const { shop } = world.state;
  if (!shop.installed) throw new WishError("the app is not installed");
  const emit = newAction(world, "uninstall", shop.domain);
  emit("app/uninstalled", shopPayload(shop));
  shop.installed = false;
  shop.uninstalledAt = world.options.clock.now();
  world.tokens.revokeAll();
  world.deliverer.enqueue({
    topic: "shop/redact",
    body: toText(shopRedactPayload(shop)),
    shopDomain: shop.domain,
    notBefore: shop.uninstalledAt + redactAfterMs,
  });
  return shop;
}

export function updateScopes(world: World, wish: Wishes["updateScopes"]): Shop {
  const { shop } = world.state;
  const previous = shop.scopes;
  shop.scopes = wish.scopes;
  const emit = newAction(world, "updateScopes", shop.domain);
  emit("app/scopes_update", scopesPayload(shop, previous, world.options.clock.now()));
  return shop;
}

export function updateShop(world: World, wish: Wishes["updateShop"]): Shop {
  const { shop } = world.state;
  Object.assign(shop, Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)));
  changed(world, shop);
  newAction(world, "updateShop", shop.domain)("shop/update", shopPayload(shop));
  return shop;
}

export function requestCustomerData(world: World, wish: Wishes["requestCustomerData"]): Customer {
  const { state } = world;
  const customer = needCustomer(world, wish.customer);
  const emit = newAction(world, "requestCustomerData", customer.id);
  emit(
    "customers/data_request",
    customerDataRequestPayload(state.shop, customer, orderIds(world, customer), state.newId()),
  );
  return customer;
}

export function redactCustomer(world: World, wish: Wishes["redactCustomer"]): Customer {
  const customer = needCustomer(world, wish.customer);
  const emit = newAction(world, "redactCustomer", customer.id);
  emit("customers/redact", customerRedactPayload(world.state.shop, customer, orderIds(world, customer)));
  return customer;
}

export function redactShop(world: World): Shop {
  const { shop } = world.state;
  newAction(world, "redactShop", shop.domain)("shop/redact", shopRedactPayload(shop));
  return shop;
}

function orderIds(world: World, customer: Customer): string[] {
  return world.state.orders.filter((order) => order.customerId === customer.id).map((order) => order.id);
}
