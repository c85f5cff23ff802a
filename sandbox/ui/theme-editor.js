import { get, shopifyControl } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuItem } from "./menu.js";
import { say } from "./say.js";

/** The block of an order's page is one extension with two places; the theme's are blocks of their own. */
const ORDER_EXTENSION = "tidings-opt-in";
const ORDER_PAGES = {
  "purchase.thank-you.block.render": ["thank-you", "Order updates on the thank-you page"],
  "customer-account.order-status.block.render": ["order-status", "Order updates on the order status page"],
};

/**
 * What Shopify's deep links ask for: `…/themes/current/editor?…&activateAppId=<key>/<block>` (embeds),
 * `…&addAppBlockId=<key>/<block>&target=…&template=…` (blocks), `…/settings/checkout/editor?page=…` (pages of an order).
 * Null: it is none of these.
 */
export function readEditorLink(path) {
  const url = new URL(path, "https://admin.shopify.com");
  const asked = (name) => url.searchParams.get(name);
  if (url.pathname === "/settings/checkout/editor" && asked("page"))
    return { block: ORDER_EXTENSION, place: asked("page") };
  if (url.pathname !== "/themes/current/editor") return null;
  const embed = asked("activateAppId")?.split("/")[1];
  if (embed) return { block: embed, place: "body" };
  const block = asked("addAppBlockId")?.split("/")[1];
  if (!block) return null;
  return { block, place: asked("target") === "sectionGroup:footer" ? "footer" : (asked("template") ?? "index") };
}

/** There is no theme editor here: the block is added at once, as by a merchant who saves there. */
export async function followEditorLink({ block, place }) {
  await shopifyControl("storefrontSettings", { add: { [block]: place } });
  await say(`The merchant added ${block} (${place})`);
}

/** The way to the shop, and the blocks of the app, taken out of its theme and put back. */
export function storefrontMenu({ panel, close }) {
  const list = h("div", { class: "menu-scroll" }, h("p", {}, "Asking …"));
  void get("/admin/extensions").then((extensions) => {
    if (panel.matches(":popover-open")) list.replaceChildren(...switches(extensions, close));
  });
  return [
    h(
      "a",
      { class: "menu-item", href: "/store/", target: "_blank", onclick: close },
      icon("store"),
      h("span", { class: "menu-words" }, h("span", {}, "Open the storefront")),
    ),
    h("h2", { class: "menu-title" }, "What stands in the shop's theme"),
    list,
  ];
}

function switches(extensions, close) {
  const item = (label, isOn, places) =>
    menuItem({
      label: `${isOn ? "Take out" : "Put back"}: ${label}`,
      current: isOn,
      onpress: () => {
        close();
        shopifyControl("storefrontSettings", { places })
          .then(() => say(`${isOn ? "Taken out of the theme" : "Back in the theme"}: ${label}`))
          .catch((error) => say(error.message, { outcome: "failed" }));
      },
    });
  return extensions.flatMap((extension) => {
    if (extension.type === "theme_app_extension")
      return extension.activations.map(({ handle, name, status }) => {
        const isOn = status === "active";
        return item(name, isOn, { [handle]: isOn ? [] : null });
      });
    const placed = extension.activations.flatMap(({ target }) => ORDER_PAGES[target]?.[0] ?? []);
    return Object.values(ORDER_PAGES).map(([page, label]) => {
      const isOn = placed.includes(page);
      const places = isOn ? placed.filter((one) => one !== page) : [...placed, page];
      return item(label, isOn, { [ORDER_EXTENSION]: places });
    });
  });
}
