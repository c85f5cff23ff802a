import { h } from "./dom.js";
import { icon } from "./icons.js";

let lastId = 0;

/**
 * A button with a panel below it. The browser's popover does opening, closing, Escape and focus; this only says where.
 * `content` is called each time it opens and answers nodes; it is given `close`.
 */
export function menuButton({ label, content, className = "", lead, title, align = "start" }) {
  const id = `menu-${++lastId}`;
  const panel = h("div", { class: "menu", id, popover: "auto", "aria-label": title ?? label });
  const button = h(
    "button",
    {
      class: `button ${className}`,
      type: "button",
      popovertarget: id,
      "aria-haspopup": "true",
      "aria-expanded": "false",
    },
    lead,
    h("span", { class: "button-label" }, label),
    icon("chevron", 14),
  );
  const close = () => panel.hidePopover();
  panel.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "open") return;
    panel.replaceChildren(...[content({ close, panel })].flat(Infinity).filter(Boolean));
  });
  panel.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place(panel, button, align);
    panel.querySelector("button:not([aria-disabled=true]), input, select, a")?.focus();
  });
  button.addEventListener("click", (event) => {
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
  return { button, panel, close };
}

function place(panel, button, align) {
  const at = button.getBoundingClientRect();
  const width = panel.offsetWidth;
  const wanted = align === "end" ? at.right - width : at.left;
  panel.style.left = `${Math.max(8, Math.min(wanted, innerWidth - width - 8))}px`;
  const below = at.bottom + 6;
  const fitsBelow = below + panel.offsetHeight <= innerHeight - 8;
  panel.style.top = `${fitsBelow ? below : Math.max(8, Math.min(at.top - panel.offsetHeight - 6, innerHeight - panel.offsetHeight - 8))}px`;
}

/** An entry of a menu. A reason disables it, and says why instead of doing nothing. */
export function menuItem({ label, note, lead, reason, onpress, current }) {
  return h(
    "button",
    {
      class: "menu-item",
      type: "button",
      "aria-disabled": reason ? "true" : null,
      "aria-current": current ? "true" : null,
      onclick: () => {
        if (!reason) onpress();
      },
    },
    lead,
    h("span", { class: "menu-words" }, h("span", {}, label), reason || note ? h("small", {}, reason ?? note) : null),
    current ? icon("check", 16) : null,
  );
}
