import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { html, json, type Answer } from "../http.ts";
import type { World } from "../world.ts";
import { chosenLocale } from "./chosen-locale.ts";
import { renderStorefront, rewriteForSandbox } from "./render.ts";

/** As shopify.app.toml has it: prefix and subpath. */
export const proxyPrefix = "/apps/tidings";

type ProxiedRequest = { method: string; url: URL; headers: IncomingHttpHeaders; body: Buffer };

/**
 * The app proxy: a path below the prefix is asked of the app, with the query signed as Shopify signs it (hex HMAC over the
 * sorted parameters, nothing between them). Cookies stay behind, redirects go on to the shopper, and what the app answers as
 * application/liquid is rendered within the theme.
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
    headers: { ...passedOn(request.headers), "x-forwarded-host": world.state.shop.storefrontHost },
    redirect: "manual",
    ...(request.method === "GET" || request.method === "HEAD" ? {} : { body: new Uint8Array(request.body) }),
  });
  if (/^application\/liquid\b/.test(answer.headers.get("content-type") ?? "")) {
    const locale = chosenLocale(request.url, request.headers);
    const page = renderStorefront(world, path, { locale, liquid: await answer.text() });
    return html(rewriteForSandbox(page.html, world.state.shop.storefrontHost), answer.status);
  }
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

/** With the shopper's address, as Shopify adds it; who drives the sandbox may name one of their own. */
function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  const names = [
    "user-agent",
    "accept",
    "accept-language",
    "content-type",
    "origin",
    "referer",
    "sec-fetch-site",
    "purpose",
    "sec-purpose",
    "x-purpose",
    "x-moz",
  ];
  const kept = names.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : []));
  const address = typeof headers["x-forwarded-for"] === "string" ? headers["x-forwarded-for"] : "127.0.0.1";
  return { ...Object.fromEntries(kept), "x-forwarded-for": address };
}
