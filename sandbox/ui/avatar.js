import { h } from "./dom.js";
import { hue, initials } from "./format.js";

/** Initials on a colour of their own; decoration, the name always stands beside it. */
export function avatar(name, size = 32) {
  return h(
    "span",
    { class: "avatar", style: `--hue: ${hue(name)}; --size: ${size}px`, "aria-hidden": "true" },
    initials(name),
  );
}
