/**
 * A small program in the app's place, for tests of the sandbox itself: speaks as @shopify/shopify-app-remix 6 speaks to
 * App Bridge (token in the address or in the header, bounce page, retry header), and answers webhooks with 200.
 */
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

const bridge = `<script data-api-key="${process.env.SHOPIFY_API_KEY}" src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>`;
let refusedOnce = false;

const server = createServer((req, res) => {
  const url = new URL(req.url ?? "/", process.env.SHOPIFY_APP_URL);
  if (url.pathname === "/readyz" || url.pathname.startsWith("/webhooks/"))
    return void req.resume().on("end", () => res.end("ok"));
  if (url.pathname === "/auth/session-token") return page(res, bridge);
  if (url.pathname === "/crash") process.exit(3);
  const token = req.headers.authorization?.replace("Bearer ", "") ?? url.searchParams.get("id_token") ?? "";
  if (url.pathname === "/app/data") return data(req, res, token);
  if (!isSigned(token)) {
    url.searchParams.delete("id_token");
    const reload = `${process.env.SHOPIFY_APP_URL}${url.pathname}?${url.searchParams}`;
    return void res
      .writeHead(302, { location: `/auth/session-token?${new URLSearchParams({ "shopify-reload": reload })}` })
      .end();
  }
  page(res, body(url.pathname, req));
});

function data(req: IncomingMessage, res: ServerResponse, token: string): void {
  if (!isSigned(token)) return void res.writeHead(401).end();
  if (!refusedOnce) {
    refusedOnce = true;
    return void res.writeHead(401, { "X-Shopify-Retry-Invalid-Session-Request": "1" }).end();
  }
  let text = "";
  req.on("data", (chunk: Buffer) => (text += chunk.toString()));
  req.on("end", () =>
    res.setHeader("content-type", "application/json").end(JSON.stringify({ got: text, now: Date.now() })),
  );
}

function page(res: ServerResponse, html: string): void {
  res.setHeader(
    "content-security-policy",
    `frame-ancestors https://lindenholz.myshopify.com https://admin.shopify.com;`,
  );
  res.setHeader("content-type", "text/html; charset=utf-8");
  res.end(`<!doctype html><html lang="en"><head><title>Stub</title></head><body>${html}</body></html>`);
}

function body(path: string, req: IncomingMessage): string {
  return `${bridge}
    <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/messages">Messages</a></ui-nav-menu>
    <ui-title-bar title="Page ${path}"><button variant="primary" onclick="shopify.toast.show('pressed')">Create</button></ui-title-bar>
    <ui-save-bar id="bar"><button variant="primary" onclick="saved()">Save</button><button onclick="shopify.saveBar.hide('bar')">Discard</button></ui-save-bar>
    <ui-modal id="modal"><p>Inside</p><ui-title-bar title="Sure?"><button variant="primary" onclick="shopify.modal.hide('modal')">Yes</button></ui-title-bar></ui-modal>
    <h1>Stub ${path}</h1><p id="bounced">${req.headers["x-shopify-bounce"] ?? "direct"}</p><p id="said"></p>
    <button id="fetch" onclick="fetch('/app/data',{method:'POST',body:'hi'}).then(r=>r.json()).then(v=>said.textContent=JSON.stringify(v))">Fetch</button>
    <button id="toast" onclick="shopify.toast.show('Saved well')">Toast</button>
    <button id="edit" onclick="shopify.saveBar.show('bar')">Edit</button>
    <button id="open-modal" onclick="shopify.modal.show('modal')">Modal</button>
    <a id="admin-link" href="shopify://admin/orders/1" target="_top">Order</a>
    <form data-save-bar onsubmit="event.preventDefault(); said.textContent='submitted'"><label>Name <input name="name"></label></form>
    <script>
      function saved() { said.textContent = 'saved'; shopify.saveBar.hide('bar'); }
      addEventListener('shopify:navigate', (event) => { history.pushState(null, '', event.target.getAttribute('href')); document.querySelector('h1').textContent = 'Navigated ' + event.target.getAttribute('href'); });
    </script>`;
}

function isSigned(token: string): boolean {
  const [head, payload, signature] = token.split(".");
  if (!head || !payload || !signature) return false;
  const wanted = createHmac("sha256", process.env.SHOPIFY_API_SECRET ?? "")
    .update(`${head}.${payload}`)
    .digest("base64url");
  if (signature !== wanted) return false;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as { exp: number };
  return claims.exp * 1000 > Date.now();
}

server.listen(Number(process.env.PORT), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
