/**
 * Where the app proxy stands on a shop's site (shopify.app.toml, [app_proxy]). Shopify lets merchants move it; ours must leave
 * it where it is: the links of approved templates, the addresses in sent messages and the theme's forms are fixed on it.
 */
export const appProxyPath = "/apps/tidings";
