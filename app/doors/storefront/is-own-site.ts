import type { IncomingHttpHeaders } from "node:http";

/**
 * Was the form sent by a page of the shop itself? Browsers say so: Sec-Fetch-Site is about the very address that was asked for,
 * whichever of the shop's domains that is; older ones name the page's Origin. A browser that another site made send the form
 * says at least one of them; who says neither is no browser that could be misled.
 */
export function isOwnSite(headers: IncomingHttpHeaders, ownHosts: readonly string[]): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const origin = headers["origin"] ?? headers["referer"];
  if (origin === undefined) return true;
  const host = URL.parse(origin)?.host.toLowerCase();
  return host !== undefined && ownHosts.some((own) => own.toLowerCase() === host);
}
