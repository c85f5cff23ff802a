import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { json, type Answer } from "../http.ts";
import type { World } from "../world.ts";

/** As shopify.app.toml has it: prefix and subpath. */
export const proxyPrefix = "/apps/tidings";

type ProxiedRequest = { method: string; url: URL; headers: IncomingHttpHeaders };

/**
 * The app proxy: a path below the prefix is asked of the app, with the query signed as Shopify signs it (hex HMAC over the
 * sorted parameters, nothing between them). Cookies stay behind, redirects go on to the shopper.
 */
export async function answerAppProxy(world: World, path: string, request: ProxiedRequest): Promise<Answer> {
  const { proxyUrl, apiSecret } = world.options;
  if (!proxyUrl) return json(404, { error: "this sandbox has no app behind its proxy" });
  const target = new URL(proxyUrl + path.slice(proxyPrefix.length));
  target.search = request.url.search;
  const { searchParams } = target;
  searchParams.set("shop", world.state.shop.domain);
  searchParams.set("logged_in_customer_id", "");
  searchParams.set("path_prefix", proxyPrefix);
  searchParams.set("timestamp", String(Math.floor(world.options.clock.now() / 1000)));
  searchParams.set("signature", signatureOf(searchParams, apiSecret));
  const answer = await fetch(target, {
    method: request.method,
    headers: passedOn(request.headers),
    redirect: "manual",
  });
  const location = answer.headers.get("location");
  return {
    status: answer.status,
    body: Buffer.from(await answer.arrayBuffer()),
    type: answer.headers.get("content-type") ?? undefined,
    // The pretend storefront stands below /store.
    headers: location === null ? {} : { location: location.startsWith("/") ? `/store${location}` : location },
  };
}

function signatureOf(query: URLSearchParams, secret: string): string {
  const text = [...new Set(query.keys())]
    .filter((name) => name !== "signature")
    .map((name) => `${name}=${query.getAll(name).join(",")}`)
    .sort()
    .join("");
  return createHmac("sha256", secret).update(text).digest("hex");
}

function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  const names = ["user-agent", "accept", "accept-language", "purpose", "sec-purpose", "x-purpose", "x-moz"];
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : [])),
  );
}
