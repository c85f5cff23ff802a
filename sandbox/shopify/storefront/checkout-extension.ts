import { createHmac } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { html, json, type Answer } from "../http.ts";
import type { Order } from "../state/types.ts";
import type { World } from "../world.ts";
import { readOrderPages } from "./block-places.ts";
import { escapeHtml } from "./liquid.ts";

/**
 * The app's block on the thank-you and order status page. Its real source is bundled and runs in a frame, over stand-ins for
 * Shopify's components; its session token is signed as Shopify signs it, and it speaks to the app itself.
 */
const prefix = "/order-page";
const folder = fileURLToPath(new URL("../../../extensions/tidings-opt-in", import.meta.url));
const hostFolder = fileURLToPath(new URL("./checkout-host", import.meta.url));
const targets = {
  "thank-you": "purchase.thank-you.block.render",
  "order-status": "customer-account.order-status.block.render",
} as const;
type Place = keyof typeof targets;

const tokenLifeSeconds = 300;

/** The frame for the page of an order; empty where the merchant has not put the block. */
export function extensionFrame(world: World, place: Place, order: Order): string {
  if (!existsSync(folder) || !readOrderPages(world).includes(place)) return "";
  const source = `/store${prefix}/${place}?order=${order.token}`;
  return `<iframe title="WhatsApp" src="${source}" style="display:block;width:100%;max-width:34rem;min-height:20rem;border:1px solid var(--line);border-radius:0.5rem"></iframe>`;
}

/** Null: it is no path of these. */
export async function answerExtension(world: World, path: string, query: URLSearchParams): Promise<Answer | null> {
  if (!path.startsWith(`${prefix}/`)) return null;
  const name = path.slice(prefix.length + 1);
  if (name === "host.js" || name === "elements.js") return script(readFileSync(join(hostFolder, name), "utf8"));
  const bundled = /^bundle\/(thank-you|order-status)\.js$/.exec(name)?.[1];
  if (bundled) return script(await bundle(bundled as Place, appAddress(world)));
  const order = world.state.orders.find((candidate) => candidate.token === query.get("order"));
  if (!order) return json(404, { error: "there is no such order" });
  if (name === "session-token") return { status: 200, body: sessionToken(world, order), type: "text/plain" };
  if (name === "thank-you" || name === "order-status") return html(page(world, name, order));
  return null;
}

function page(world: World, place: Place, order: Order): string {
  const locale = order.locale ?? world.state.shop.locale;
  const address = order.shippingAddress;
  const facts = {
    target: targets[place],
    bundle: `/store${prefix}/bundle/${place}.js`,
    tokenUrl: `/store${prefix}/session-token?order=${order.token}`,
    shopName: world.state.shop.name,
    checkoutToken: order.checkoutToken,
    phone: order.phone,
    shippingAddress: address && { countryCode: address.countryCode, phone: address.phone ?? undefined },
    country: address?.countryCode,
    locale,
    texts: textsIn(locale),
  };
  const json = JSON.stringify(facts).replaceAll("<", "\\u003c");
  const direction = locale.startsWith("ar") ? "rtl" : "ltr";
  return `<!doctype html><html lang="${escapeHtml(locale)}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>WhatsApp</title><style>body{margin:0;padding:1rem}</style></head><body><script type="application/json" id="facts">${json}</script><script type="module" src="/store${prefix}/elements.js"></script><script type="module" src="/store${prefix}/host.js"></script></body></html>`;
}

/** As Shopify picks them: the page's language, its base, else the default. */
function textsIn(locale: string): unknown {
  const names = [locale, locale.split("-")[0], locale.startsWith("pt") ? "pt-BR" : "", "en.default"];
  const file = names.map((name) => join(folder, "locales", `${name}.json`)).find((path) => existsSync(path));
  return file ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : {};
}

function sessionToken(world: World, order: Order): string {
  const issuedAt = Math.floor(world.options.clock.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    dest: world.state.shop.domain,
    aud: world.options.apiKey,
    exp: issuedAt + tokenLifeSeconds,
    nbf: issuedAt,
    iat: issuedAt,
    jti: `${order.token}-${issuedAt}`,
    ...(order.customerId ? { sub: `gid://shopify/Customer/${order.customerId}` } : {}),
  };
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${createHmac("sha256", world.options.apiSecret).update(text).digest("base64url")}`;
}

function appAddress(world: World): string {
  return world.options.proxyUrl ? new URL(world.options.proxyUrl).origin : "";
}

const bundles = new Map<string, { changedAt: number; code: Promise<string> }>();

/** Bundled anew when its source has changed: who edits the extension sees it at the next reload. */
async function bundle(place: Place, address: string): Promise<string> {
  const files = await readdir(join(folder, "src"));
  const changedAt = Math.max(...files.map((file) => statSync(join(folder, "src", file)).mtimeMs));
  const key = `${place} ${address}`;
  const known = bundles.get(key);
  if (known?.changedAt === changedAt) return known.code;
  const code = bundleNow(place, address);
  bundles.set(key, { changedAt, code });
  code.catch(() => bundles.delete(key));
  return code;
}

async function bundleNow(place: Place, address: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: folder,
    logLevel: "silent",
    define: { "process.env.APP_URL": JSON.stringify(address), "process.env.NODE_ENV": '"production"' },
    build: { write: false, lib: { entry: join(folder, "src", `${place}.tsx`), formats: ["es"], fileName: place } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && "output" in output ? output.output[0] : undefined;
  if (!chunk) throw new Error(`The extension of ${place} could not be bundled`);
  return chunk.code;
}

function script(body: string): Answer {
  return { status: 200, body, type: "text/javascript; charset=utf-8" };
}
