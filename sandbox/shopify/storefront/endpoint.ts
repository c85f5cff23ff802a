import { existsSync, readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { ZodError } from "zod";
import type { ShopifyControls } from "../controls/create-controls.ts";
import { WishError } from "../controls/wishes.ts";
import { html, json, redirectTo, type Answer } from "../http.ts";
import type { Cart } from "../state/types.ts";
import type { World } from "../world.ts";
import { answerAppProxy, proxyPrefix } from "./app-proxy.ts";
import { answerExtension } from "./checkout-extension.ts";
import { checkoutPage, newCheckoutPage, orderPage, thankYouPage, trackingPage } from "./checkout-pages.ts";
import { chosenLocale } from "./chosen-locale.ts";
import { readThemeExtensions } from "./extensions.ts";
import { productPicture } from "./pictures.ts";
import { renderStorefront, rewriteForSandbox } from "./render.ts";

const themeFolder = fileURLToPath(new URL("./theme", import.meta.url));
const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
};

type StoreRequest = { method: string; url: URL; body: Buffer; headers: IncomingHttpHeaders };

/** Everything under /store: the theme's pages, their assets, cart, checkout and order status. */
export async function answerStorefront(
  world: World,
  controls: ShopifyControls,
  request: StoreRequest,
): Promise<Answer> {
  const path = decodeURIComponent(request.url.pathname.slice("/store".length)) || "/";
  const { storefrontHost } = world.state.shop;
  const cart = cartOf(world, request.headers.cookie ?? "");
  const form = Object.fromEntries(new URLSearchParams(request.body.toString("utf8")));
  if (path.startsWith(`${proxyPrefix}/`)) return answerAppProxy(world, path, request);
  try {
    if (request.method === "POST") return answerPost(world, controls, path, form, cart);
    const asset = answerAsset(world, path);
    if (asset) return asset;
    const extension = await answerExtension(world, path, request.url.searchParams);
    if (extension) return extension;
    const page =
      path === "/checkout"
        ? newCheckoutPage(world, cart)
        : (checkoutPage(world, path) ??
          thankYouPage(world, path) ??
          orderPage(world, path) ??
          trackingPage(world, path));
    if (page !== null) return html(rewriteForSandbox(page, storefrontHost));
    const chosen = request.url.searchParams.get("locale");
    const rendered = renderStorefront(world, path, {
      locale: chosenLocale(request.url, request.headers),
      variantId: request.url.searchParams.get("variant") ?? undefined,
      cart,
    });
    const remembered: Record<string, string> =
      chosen !== null && /^[a-zA-Z-]{2,12}$/.test(chosen)
        ? { "set-cookie": `locale=${chosen}; Path=/store; SameSite=Lax` }
        : {};
    return html(rewriteForSandbox(rendered.html, storefrontHost), rendered.status, remembered);
  } catch (error) {
    if (error instanceof WishError || error instanceof ZodError) return json(422, { error: error.message });
    throw error;
  }
}

function answerPost(
  world: World,
  controls: ShopifyControls,
  path: string,
  form: Record<string, string>,
  cart: Cart | null,
): Answer {
  if (path === "/cart/add") {
    const added = { variantId: form["id"] ?? "", quantity: Number(form["quantity"] ?? 1) };
    const known = cart?.lines.map(({ variantId, quantity }) => ({ variantId, quantity })) ?? [];
    const same = known.find((line) => line.variantId === added.variantId);
    if (same) same.quantity += added.quantity;
    const lines = same ? known : [...known, added];
    const changed = cart ? controls.updateCart({ token: cart.token, lines }) : controls.createCart({ lines });
    return redirectTo("/store/cart", { "set-cookie": `cart=${changed.token}; Path=/store; SameSite=Lax` });
  }
  if (path === "/checkout") {
    if (!cart) throw new WishError("there is nothing in the cart");
    const customer = form["customer"] ? { customer: form["customer"] } : guestOf(form);
    const checkout = controls.abandonCheckout({ ...customer, cartToken: cart.token });
    const recovery = `/store/${world.state.shop.id}/checkouts/${checkout.token}/recover?key=${checkout.recoverKey}`;
    return redirectTo(recovery, { "set-cookie": "cart=; Path=/store; Max-Age=0" });
  }
  const pay = /^\/\d+\/checkouts\/([0-9a-f]+)\/pay$/.exec(path);
  if (pay) {
    const kind = form["kind"];
    const order = controls.placeOrder({
      fromCheckout: pay[1] ?? "",
      kind: kind === "cod" || kind === "unpaid" ? kind : "paid",
    });
    return redirectTo(`/store/${world.state.shop.id}/checkouts/${order.checkoutToken}/thank-you`);
  }
  return json(404, { error: "there is no such form" });
}

function guestOf(form: Record<string, string>) {
  const filled = (name: string) => (form[name] ? form[name] : undefined);
  return {
    firstName: filled("firstName"),
    lastName: filled("lastName"),
    phone: filled("phone") ?? null,
    email: filled("email") ?? null,
    country: filled("country"),
    locale: filled("locale"),
  };
}

function answerAsset(world: World, path: string): Answer | null {
  const picture = /^\/assets\/([a-z0-9-]+)\.svg$/.exec(path)?.[1];
  const product = world.state.products.find((candidate) => candidate.handle === picture);
  if (product) return { status: 200, body: productPicture(product), type: "image/svg+xml" };
  if (path.startsWith("/assets/")) return fileAnswer(themeFolder, path.slice("/assets/".length));
  const [, handle, name] = /^\/extensions\/([^/]+)\/assets\/(.+)$/.exec(path) ?? [];
  if (handle === undefined || name === undefined) return null;
  const extension = readThemeExtensions(world.options.extensionPath).find((candidate) => candidate.handle === handle);
  return extension ? fileAnswer(join(extension.folder, "assets"), name) : json(404, { error: "no such extension" });
}

function fileAnswer(folder: string, name: string): Answer {
  const path = normalize(join(folder, name));
  if (!path.startsWith(folder) || !existsSync(path)) return json(404, { error: "no such file" });
  return { status: 200, body: readFileSync(path), type: types[extname(path)] ?? "application/octet-stream" };
}

function cartOf(world: World, cookies: string): Cart | null {
  const token = /(?:^|;\s*)cart=([0-9a-f]+)/.exec(cookies)?.[1];
  return world.state.carts.find((cart) => cart.token === token) ?? null;
}
