import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isbot } from "isbot";
import { verifyProxyRequest } from "../adapters/shopify/verify-proxy.ts";
import type { LinkReferences, Log } from "../core/ports.ts";
import { markLanding } from "../core/shared/landing-mark.ts";
import { leadsToPreferences } from "../core/shared/preference-reference.ts";
import type { Door } from "./create-server.ts";
import { respond } from "./respond.ts";

/** Where Shopify's app proxy leads (shopify.app.toml): https://<shop>/apps/tidings/r/<reference> comes here. */
export const linkDoorPath = "/proxy/r/";

type Options = {
  /** The current client secret first, then the previous one. */
  secrets: string[];
  links: LinkReferences;
  log: Log;
  /** Keeps the press; may fail, and takes as long as it wants. */
  recordClick(click: { shopDomain: string; messageId: string }): Promise<unknown>;
};

/**
 * A pressed link: goes on to its target at once, from the reference alone. Counting comes after the answer, and nothing that
 * goes wrong with it is noticed by the shopper. The target is a path on the very site the press came from, so no reference
 * leads anywhere else. Who goes to their own page to choose what they receive has not followed an offer: that is no press,
 * and no order is owed to it. 302 to the target, or to the shop's first page for a reference that is damaged; 404 for what neither
 * is ours nor came through Shopify; 405.
 */
export function createLinkDoor({ secrets, links, log, recordClick }: Options): Door {
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return respond(response, 405, "Only GET.", { allow: "GET, HEAD" });
    const [path = "", query = ""] = (request.url ?? "").split("?", 2);
    const link = links.read(path.slice(linkDoorPath.length));
    const shopDomain = verifyProxyRequest(new URLSearchParams(query), secrets);
    if (!link && !shopDomain) return respond(response, 404, "There is no such link.");
    respond(response, 302, "", {
      location: locationOf(link ? targetOf(link) : ""),
      "x-robots-tag": "noindex",
    });
    if (!link || !shopDomain || !isPerson(request) || leadsToPreferences(link.path)) return;
    recordClick({ shopDomain, messageId: link.messageId }).catch((error: unknown) =>
      log.error("a press was not counted", { messageId: link.messageId, error }),
    );
  };
}

function targetOf({ path, messageId }: { path: string; messageId: string }): string {
  return leadsToPreferences(path) ? path : markLanding(path, messageId);
}

/** Relative, so that it stays on the shop's site; "//host" would not. */
function locationOf(path: string): string {
  return `/${path.replace(/^[/\\]+/, "").replace(/[^\x21-\x7e]/g, encodeURIComponent)}`;
}

/** Link previews, mail and chat scanners, crawlers and pages fetched in advance are nobody's press. */
function isPerson({ method, headers }: IncomingMessage): boolean {
  const agent = headers["user-agent"] ?? "";
  return method === "GET" && agent !== "" && !isbot(agent) && !/\bWhatsApp\//i.test(agent) && !isAhead(headers);
}

function isAhead(headers: IncomingHttpHeaders): boolean {
  const purposes = [headers["sec-purpose"], headers["purpose"], headers["x-purpose"], headers["x-moz"]];
  return purposes.some((purpose) => /prefetch|prerender|preview/i.test(String(purpose ?? "")));
}
