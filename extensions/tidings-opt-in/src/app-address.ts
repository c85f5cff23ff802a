// Shopify's CLI writes both into the bundle: APP_URL is the tunnel of `shopify app dev`, SHOPIFY_APP_URL stands in .env when
// the app is deployed. What neither names stays as it is, and there is no `process` where an extension runs.

/** Where this app's server is, without a slash at the end; null when the bundle was made without an address. */
export function appAddress(): string | null {
  const address = read(() => process.env.APP_URL) ?? read(() => process.env.SHOPIFY_APP_URL);
  return address ? address.replace(/\/+$/, "") : null;
}

function read(name: () => string | undefined): string | undefined {
  try {
    return name();
  } catch {
    return undefined;
  }
}
