import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { state } from "./state.js";

/**
 * The phone's own browser. The shop's addresses are on the internet only in the pretend world, so they are shown from
 * where the pretend shop serves them; the address bar says what a real phone would say.
 */
export function createBrowserSheet(place, { onclose, onchat }) {
  function close() {
    place.hidden = true;
    fill(place);
    onclose();
  }

  function open(address) {
    const served = servedAt(address);
    const bar = h(
      "div",
      { class: "browser-bar" },
      h(
        "button",
        { type: "button", class: "phone-icon", "aria-label": "Close the page", onclick: close },
        icon("cross", 20),
      ),
      h("span", { class: "browser-address", title: address }, address.replace(/^https?:\/\//, "")),
      h(
        "a",
        {
          class: "phone-icon",
          href: served ?? address,
          target: "_blank",
          rel: "noreferrer",
          "aria-label": "Open in a tab of its own",
        },
        icon("link", 18),
      ),
    );
    const inside = served
      ? h("iframe", { class: "browser-page", src: served, title: "A page of the shop" })
      : h(
          "div",
          { class: "browser-outside" },
          icon("link", 40),
          h("p", {}, "This address is outside the sandbox:"),
          h("p", { class: "browser-outside-address" }, address),
        );
    if (served) inside.addEventListener("load", () => inside.contentDocument?.addEventListener("click", onClick));
    fill(place, bar, inside);
    place.hidden = false;
    bar.querySelector("button").focus();
  }

  /** A link to a chat opens WhatsApp, not a page; on a phone there are no windows side by side for the others. */
  function onClick(event) {
    const link = event.target.closest("a[href]");
    if (!link) return;
    const url = new URL(link.href);
    if (url.pathname === "/handset-link") {
      event.preventDefault();
      onchat(Object.fromEntries(url.searchParams));
    } else if (link.target === "_blank") {
      event.preventDefault();
      open(link.href);
    }
  }

  return { open, close, isOpen: () => !place.hidden };
}

/** Where the sandbox serves an address of the shop; undefined when it is somebody else's. */
export function servedAt(address) {
  const url = new URL(address, location.href);
  const shop = state.store?.shop;
  if (url.origin === location.origin) return url.pathname + url.search;
  if (url.hostname === shop?.storefrontHost || url.hostname === shop?.domain)
    return `/store${url.pathname}${url.search}`;
  if (url.hostname === "wa.me")
    return `/handset-link?phone=${url.pathname.slice(1)}&text=${encodeURIComponent(url.searchParams.get("text") ?? "")}`;
  return undefined;
}
