import { appProxyPath } from "../shared/app-proxy-path.ts";

export type StorefrontPath =
  { outcome: "ok"; path: string } | { outcome: "missing" } | { outcome: "other_host"; host: string };

type OwnHosts = { storefrontHost: string; domain?: string | null };

/**
 * A path of the shop's own site, without its first slash: a link button that leads there carries a reference of its message,
 * is counted when it is pressed, and goes on to its target.
 */
export const countedLinkPath = `${appProxyPath}/r/`.slice(1);

/** Whether what stands before a link's variable is the shop's proxy; templates approved before it was there lead straight on. */
export function isCountedLink(base: string | undefined): boolean {
  return base !== undefined && URL.parse(base)?.pathname === `/${countedLinkPath}`;
}

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
