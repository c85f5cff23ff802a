import { fill, h } from "./dom.js";
import { icon } from "./icons.js";

const TABS = [
  ["controls", "Controls", "sliders"],
  ["phone", "Phone", "phone"],
  ["admin", "Admin", "window"],
];

const buttons = new Map();

/** On a phone's screen one part is seen at a time; on a desktop all are, and this is hidden. */
export function createTabs(place) {
  for (const [key, label, picture] of TABS) {
    buttons.set(
      key,
      h(
        "button",
        { type: "button", class: "tab", onclick: () => showTab(key) },
        icon(picture, 22),
        h("span", {}, label),
        h("span", { class: "badge", hidden: true }),
      ),
    );
  }
  fill(place, ...buttons.values());
  showTab(location.pathname.startsWith("/admin/") ? "admin" : "controls");
}

export function showTab(key) {
  document.body.dataset.tab = key;
  for (const [one, button] of buttons) {
    if (one === key) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
}

/** Unread messages, seen also while another part is shown. */
export function setBadge(key, count) {
  const badge = buttons.get(key)?.querySelector(".badge");
  if (!badge) return;
  badge.hidden = count === 0;
  badge.textContent = String(count);
  badge.setAttribute("aria-label", `${count} unread`);
}
