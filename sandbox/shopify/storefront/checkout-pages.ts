import { formatMoney } from "../state/money.ts";
import { orderTotals, shippingFor, totalsOf } from "../state/totals.ts";
import type { Cart, Line } from "../state/types.ts";
import type { World } from "../world.ts";
import { extensionFrame } from "./checkout-extension.ts";
import { escapeHtml } from "./liquid.ts";

/**
 * Checkout, order status and tracking are not the theme's at Shopify, and no theme block reaches them here either; the app's UI
 * extension stands on the thank-you and the order status page.
 */

export function newCheckoutPage(world: World, cart: Cart | null): string {
  if (!cart || cart.lines.length === 0)
    return page(world, "Kasse", `<p>Der Warenkorb ist leer.</p><p><a href="/collections/all">Weiter einkaufen</a></p>`);
  const shoppers = world.state.customers
    .filter((customer) => customer.deletedAt === null)
    .map(
      (customer) =>
        `<option value="${customer.key}">${escapeHtml(`${customer.firstName ?? ""} ${customer.lastName ?? ""} (${customer.locale})`)}</option>`,
    )
    .join("");
  return page(
    world,
    "Kasse",
    `${linesList(world, cart.lines)}
    <form method="post" action="/checkout">
      <label>Wer kauft? <select name="customer"><option value="">Ein Gast</option>${shoppers}</select></label>
      <label>Vorname <input name="firstName" autocomplete="given-name"></label>
      <label>Nachname <input name="lastName" autocomplete="family-name"></label>
      <label>Telefon <input name="phone" type="tel" autocomplete="tel"></label>
      <label>E-Mail <input name="email" type="email" autocomplete="email"></label>
      <button>Weiter zur Zahlung</button>
    </form>`,
  );
}

export function checkoutPage(world: World, path: string): string | null {
  const token = /^\/\d+\/checkouts\/([0-9a-f]+)\/recover$/.exec(path)?.[1];
  const checkout = world.state.checkouts.find((candidate) => candidate.token === token);
  if (!checkout) return null;
  if (checkout.completedAt !== null) return page(world, "Kasse", "<p>Diese Bestellung ist abgeschlossen. Danke!</p>");
  const { subtotalMinor } = totalsOf(checkout.lines, 0);
  return page(
    world,
    "Kasse",
    `${linesList(world, checkout.lines)}
    <p>Versand: ${money(world, shippingFor(subtotalMinor))}</p>
    <p><strong>Gesamt: ${money(world, subtotalMinor + shippingFor(subtotalMinor))}</strong></p>
    <form method="post" action="/${world.state.shop.id}/checkouts/${checkout.token}/pay">
      <button name="kind" value="paid">Jetzt bezahlen</button>
      <button name="kind" value="cod">Per Nachnahme bestellen</button>
      <button name="kind" value="unpaid">Auf Rechnung bestellen</button>
    </form>`,
  );
}

/** Shown once after the payment. */
export function thankYouPage(world: World, path: string): string | null {
  const token = /^\/\d+\/checkouts\/([0-9a-f]+)\/thank-you$/.exec(path)?.[1];
  const order = token && world.state.orders.find((candidate) => candidate.checkoutToken === token);
  if (!order) return null;
  const status = `/${world.state.shop.id}/orders/${order.token}/authenticate?key=${order.statusKey}`;
  return page(
    world,
    "Danke!",
    `<p>Bestellung ${escapeHtml(order.name)} ist eingegangen.</p>
    ${extensionFrame(world, "thank-you", order)}
    ${linesList(world, order.lines)}
    <p><strong>Gesamt: ${money(world, orderTotals(order).totalMinor)}</strong></p>
    <p><a href="${status}">Zur Bestellung</a></p>`,
  );
}

export function orderPage(world: World, path: string): string | null {
  const token = /^\/\d+\/orders\/([0-9a-f]+)(?:\/authenticate)?$/.exec(path)?.[1];
  const order = world.state.orders.find((candidate) => candidate.token === token);
  if (!order) return null;
  const parcels = order.fulfillments
    .map(
      (fulfillment) =>
        `<li>${escapeHtml(fulfillment.name)}: ${escapeHtml(fulfillment.shipmentStatus ?? "unterwegs")}${fulfillment.trackingUrl ? ` – <a href="${fulfillment.trackingUrl}">verfolgen</a>` : ""}</li>`,
    )
    .join("");
  return page(
    world,
    `Bestellung ${order.name}`,
    `<p>${order.cancelledAt === null ? `Status: ${order.financialStatus}` : "Storniert"}</p>
    ${extensionFrame(world, "order-status", order)}
    ${linesList(world, order.lines)}
    <p><strong>Gesamt: ${money(world, orderTotals(order).totalMinor)}</strong></p>
    ${parcels ? `<h2>Pakete</h2><ul>${parcels}</ul>` : ""}`,
  );
}

export function trackingPage(world: World, path: string): string | null {
  const number = /^\/track\/(\w+)$/.exec(path)?.[1];
  if (number === undefined) return null;
  const parcel = world.state.orders
    .flatMap((order) => order.fulfillments)
    .find((candidate) => candidate.trackingNumber === number);
  const events = parcel?.events
    .map((event) => `<li>${new Date(event.happenedAt).toISOString()} – ${escapeHtml(event.status)}</li>`)
    .join("");
  return page(world, `Sendung ${number}`, events ? `<ol>${events}</ol>` : "<p>Die Sendung ist angekündigt.</p>");
}

function linesList(world: World, lines: Line[]): string {
  const items = lines.map(
    (line) =>
      `<li><bdi>${escapeHtml(line.title)}</bdi>${line.variantTitle ? ` · ${escapeHtml(line.variantTitle)}` : ""} × ${line.quantity} – ${money(world, line.priceMinor * line.quantity - line.discountMinor)}</li>`,
  );
  return `<ul>${items.join("")}</ul>`;
}

function money(world: World, minor: number): string {
  return escapeHtml(formatMoney({ minor, currency: world.state.shop.currency }, world.state.shop.locale));
}

function page(world: World, title: string, content: string): string {
  const name = escapeHtml(world.state.shop.name);
  return `<!doctype html><html lang="${world.state.shop.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)} – ${name}</title><link rel="stylesheet" href="/assets/theme.css"></head><body class="plain"><header><a class="brand" href="/">${name}</a></header><main><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`;
}
