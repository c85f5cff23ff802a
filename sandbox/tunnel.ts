import { Agent, request } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { replaceInStream } from "./replace-in-stream.ts";

/**
 * Plays two parts that stand before the app in real life. Shopify CLI's tunnel: a public address that leads to the
 * app's port. And Shopify's CDN: what the app loads from there comes from the sandbox instead, as the sandbox must run
 * without the internet. Nothing else about the app's answers changes, and nothing is buffered.
 */
export type TunnelOptions = {
  /** Where the page lives, which may embed the app; also serves the stand-ins. No slash at the end. */
  sandboxOrigin: string;
  /** Port of the app, asked anew for each request. */
  appPort(): number;
};

const REWRITTEN = /^(?:text\/html|text\/css|text\/javascript|application\/javascript)\b/i;
/** Headers that belong to one connection and must not travel on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export function createTunnel(options: TunnelOptions) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const standIns = cdnStandIns(options.sandboxOrigin);

  function handle(req: IncomingMessage, res: ServerResponse): void {
    const upstream = request({
      agent,
      host: "127.0.0.1",
      port: options.appPort(),
      method: req.method,
      path: req.url,
      headers: forwardedHeaders(req),
    });
    upstream.on("response", (answer) => sendBack(answer, req, res));
    const hasBody = req.method !== "GET" && req.method !== "HEAD";
    upstream.on("error", (error) => {
      if (res.headersSent) return void res.destroy();
      if (res.destroyed) return;
      // The app closes an idle connection just as it is used again; a browser would ask once more, on another one.
      if (!hasBody && upstream.reusedSocket) return handle(req, res);
      res.writeHead(502, { "content-type": "text/plain; charset=utf-8", "retry-after": "1" });
      res.end(`The app does not answer on port ${options.appPort()} (${error.message}).\n`);
    });
    res.on("close", () => upstream.destroy());
    if (hasBody) req.pipe(upstream);
    else upstream.end();
  }

  function sendBack(answer: IncomingMessage, req: IncomingMessage, res: ServerResponse): void {
    const type = answer.headers["content-type"] ?? "";
    const rewritten = REWRITTEN.test(type) && req.method !== "HEAD" && !answer.headers["content-encoding"];
    res.writeHead(answer.statusCode ?? 502, answer.statusMessage, answeredHeaders(answer.headers, rewritten));
    res.flushHeaders();
    answer.on("error", () => res.destroy());
    if (rewritten) answer.pipe(replaceInStream(standIns)).pipe(res);
    else answer.pipe(res);
  }

  function answeredHeaders(headers: IncomingHttpHeaders, rewritten: boolean) {
    const kept = withoutHopByHop(headers);
    if (rewritten) delete kept["content-length"];
    const policy = kept["content-security-policy"];
    if (typeof policy === "string") kept["content-security-policy"] = embeddable(policy, options.sandboxOrigin);
    const link = kept.link;
    if (link)
      kept.link = [link].flat().map((one) => standIns.reduce((text, [from, to]) => text.replaceAll(from, to), one));
    return kept;
  }

  return { handle, close: () => agent.destroy() };
}

/** What an app may load from Shopify's CDN, and what the sandbox has in its place. */
export function cdnStandIns(sandboxOrigin: string): Array<[string, string]> {
  return [
    ["https://cdn.shopify.com/shopifycloud/app-bridge.js", `${sandboxOrigin}/admin/app-bridge.js`],
    ["https://cdn.shopify.com/static/fonts/inter/v4/styles.css", `${sandboxOrigin}/admin/inter.css`],
    ["https://cdn.shopify.com/", `${sandboxOrigin}/admin/cdn/`],
  ];
}

/** Shopify's admin embeds the app in real life, the sandbox's page here; every other rule of the policy stays. */
export function embeddable(policy: string, sandboxOrigin: string): string {
  return policy
    .split(";")
    .map((rule) => rule.trim())
    .filter(Boolean)
    .map((rule) => {
      if (/^frame-ancestors\s/i.test(rule)) return `frame-ancestors ${sandboxOrigin}`;
      return rule.replaceAll("https://cdn.shopify.com", sandboxOrigin);
    })
    .join("; ");
}

function forwardedHeaders(req: IncomingMessage): IncomingHttpHeaders {
  return {
    ...withoutHopByHop(req.headers),
    "accept-encoding": "identity",
    // As a proxy does: behind what it was given, whom it was asked by.
    "x-forwarded-for": [req.headers["x-forwarded-for"] ?? [], req.socket.remoteAddress ?? "127.0.0.1"]
      .flat()
      .join(", "),
    "x-forwarded-proto": "http",
    "x-forwarded-host": req.headers.host ?? "",
  };
}

function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
