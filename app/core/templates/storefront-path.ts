export type StorefrontPath =
  { outcome: "ok"; path: string } | { outcome: "missing" } | { outcome: "other_host"; host: string };

type OwnHosts = { storefrontHost: string; domain?: string | null };

export function isOwnHost(host: string, shop: OwnHosts): boolean {
  return [shop.storefrontHost, shop.domain].some((own) => own && own.toLowerCase() === host.toLowerCase());
}

/**
 * Path and query of one of the shop's own links, to be put behind "https://<storefrontHost>/". A link on any other host is
 * refused: the button would lead to the right path on the wrong site.
 */
export function storefrontPath(link: string | null | undefined, shop: OwnHosts): StorefrontPath {
  if (!link?.trim()) return { outcome: "missing" };
  const url = URL.parse(link.trim(), `https://${shop.storefrontHost}/`);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return { outcome: "missing" };
  if (!isOwnHost(url.host, shop)) return { outcome: "other_host", host: url.host };
  const path = `${url.pathname}${url.search}${url.hash}`.replace(/^\/+/, "");
  return path === "" ? { outcome: "missing" } : { outcome: "ok", path };
}
