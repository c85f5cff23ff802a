/** Topic -> the scopes one of which the app must hold to be told. Empty: no scope needed. */
const topicScopes: Record<string, string[]> = {
  "carts/create": ["read_orders"],
  "carts/update": ["read_orders"],
  "checkouts/create": ["read_orders"],
  "checkouts/update": ["read_orders"],
  "checkouts/delete": ["read_orders"],
  "orders/create": ["read_orders"],
  "orders/paid": ["read_orders"],
  "orders/updated": ["read_orders"],
  "orders/edited": ["read_orders"],
  "orders/cancelled": ["read_orders"],
  "orders/fulfilled": ["read_orders"],
  "orders/partially_fulfilled": ["read_orders"],
  "refunds/create": ["read_orders"],
  "fulfillments/create": ["read_fulfillments"],
  "fulfillments/update": ["read_fulfillments"],
  "fulfillment_events/create": ["read_fulfillments"],
  "returns/request": ["read_returns"],
  "returns/approve": ["read_returns"],
  "returns/decline": ["read_returns"],
  "variants/in_stock": ["read_products"],
  "variants/out_of_stock": ["read_products"],
  "products/update": ["read_products"],
  "customers/create": ["read_customers"],
  "customers/update": ["read_customers"],
  "customers/delete": ["read_customers"],
  "customer.tags_added": ["read_customers"],
  "customers_whats_app_marketing_consent/update": ["read_customers"],
  "app/uninstalled": [],
  "app/scopes_update": [],
  "shop/update": [],
  "customers/data_request": [],
  "customers/redact": [],
  "shop/redact": [],
};

export const knownTopics = Object.keys(topicScopes);

const afterUninstall = new Set(["app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"]);

export function isTold(topic: string, shop: { installed: boolean; scopes: string[] }): boolean {
  if (!shop.installed) return afterUninstall.has(topic);
  const needed = topicScopes[topic] ?? [];
  return needed.length === 0 || needed.some((scope) => holdsScope(shop.scopes, scope));
}

/** write_x includes read_x. */
export function holdsScope(scopes: string[], needed: string): boolean {
  return scopes.includes(needed) || (needed.startsWith("read_") && scopes.includes(needed.replace("read_", "write_")));
}
