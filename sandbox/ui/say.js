import { post } from "./api.js";
import { announce } from "./dom.js";
import { state } from "./state.js";

let next = null;
let about = null;

/** What the newcomer may do next, said beside the newest event; it is about one shopper. */
export const hint = () => (about === state.shopperKey ? next : null);

/** Writes a line of the page's own into the strip, for eyes and for screen readers. */
export async function say(text, options = {}) {
  next = options.hint ?? null;
  about = state.shopperKey;
  announce(next ? `${text}. ${next.text}` : text);
  await post("/control/note", { text, outcome: options.outcome });
}

/** The advice has been taken, or has become stale. */
export function forgetHint() {
  next = null;
}
