import { fill, h } from "./dom.js";
import { clockTime } from "./format.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { hint } from "./say.js";
import { onChange, state } from "./state.js";
import { travel } from "./travel.js";

/** One line that says what just happened, what left the two services, and how the app answered; all of it on request. */
export function createStrip(place) {
  const what = h("div", { class: "strip-what" });
  const trail = h("div", { class: "strip-trail", role: "group", "aria-label": "What followed", tabindex: "0" });
  const next = h("div", { class: "strip-next" });
  const log = menuButton({
    label: "Log",
    title: "Everything that happened",
    className: "quiet small",
    align: "end",
    content: fullLog,
  });
  fill(place, what, trail, next, log.button, log.panel);

  onChange(({ entries }) => {
    const start = entries.findLastIndex(isMain);
    const follows = counted(entries.slice(start + 1));
    const nothing = h("span", { class: "strip-hint" }, "Choose a shopper, then let something happen.");
    fill(what, start >= 0 ? chip(entries[start]) : follows.length === 0 ? nothing : null);
    fill(trail, ...follows.map(chip));
    fill(next, hint() ? hintChip(hint()) : null);
    trail.scrollLeft = trail.scrollWidth;
  });
}

const isMain = (entry) => ["action", "clock", "app"].includes(entry.kind);

/** The same answer to the same thing is said once, with how often. */
function counted(entries) {
  const groups = new Map();
  for (const entry of entries) {
    const key = `${entry.kind} ${entry.text} ${entry.status}`;
    const group = groups.get(key);
    const times = entry.times ?? 1;
    if (group) group.times += times;
    else groups.set(key, { ...entry, times });
  }
  return [...groups.values()];
}

function chip(entry) {
  const main = isMain(entry);
  return h(
    "span",
    {
      class: `event ${entry.kind} ${entry.outcome ?? ""} ${main ? "main" : ""}`,
      title: `${clockTime(entry.at)} ${sourceOf(entry)}`,
    },
    main ? h("time", { datetime: entry.at }, clockTime(entry.at)) : null,
    h("span", {}, entry.times > 1 ? `${entry.text} ×${entry.times}` : entry.text),
    entry.status === undefined
      ? null
      : h("span", { class: "answer" }, entry.status === 0 ? "no answer" : String(entry.status)),
  );
}

function hintChip(hint) {
  return h(
    "span",
    { class: "strip-hint" },
    hint.text,
    hint.advanceMs
      ? h(
          "button",
          { type: "button", class: "button small", onclick: () => void travel(hint.advanceMs) },
          icon("clock", 14),
          hint.label,
        )
      : null,
  );
}

const SOURCES = {
  webhook: "Webhook from Shopify, answered by the app",
  callback: "Callback from WhatsApp, answered by the app",
  action: "Done here",
  clock: "Time",
  app: "The app",
  graphql: "Asked by the app",
};
const sourceOf = (entry) => SOURCES[entry.kind] ?? "";

function fullLog() {
  const rows = state.entries
    .toReversed()
    .map((entry) =>
      h(
        "li",
        { class: `log-row ${entry.outcome ?? ""}` },
        h("time", { datetime: entry.at }, clockTime(entry.at)),
        h("span", { class: `log-kind ${entry.kind}` }, entry.kind),
        h("span", { class: "log-text" }, entry.times > 1 ? `${entry.text} ×${entry.times}` : entry.text),
        h("span", { class: "answer" }, entry.status === undefined ? "" : String(entry.status || "–")),
      ),
    );
  return [
    h("h2", { class: "menu-title" }, "What happened"),
    rows.length > 0 ? h("ol", { class: "log", tabindex: "0" }, rows) : h("p", { class: "menu-note" }, "Nothing yet."),
  ];
}
