import { fill, h } from "./dom.js";
import { clockTime, shortDay, span } from "./format.js";
import { menuButton } from "./menu.js";
import { now, onChange, travelled } from "./state.js";
import { travel } from "./travel.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function createTime(place) {
  const time = h("time", { class: "clock-time" });
  const day = h("span", { class: "clock-day" });
  const ahead = h("span", { class: "clock-ahead" });
  const other = menuButton({
    label: "More",
    title: "Travel further",
    className: "small",
    align: "end",
    content: furtherAway,
  });
  fill(
    place,
    h("div", { class: "clock-face" }, time, h("div", { class: "clock-words" }, day, ahead)),
    jump("+1 h", HOUR, "Travel one hour ahead"),
    jump("+1 day", DAY, "Travel one day ahead"),
    other.button,
    other.panel,
  );

  function draw() {
    time.textContent = clockTime(now());
    time.dateTime = new Date(now()).toISOString();
    day.textContent = shortDay(now());
    ahead.textContent = travelled() > 0 ? `${span(travelled())} ahead` : "in the shop";
    ahead.dataset.ahead = String(travelled() > 0);
  }
  setInterval(draw, 1000);
  onChange(draw);
}

function jump(label, advanceMs, title) {
  return h(
    "button",
    { type: "button", class: "button small", title, "aria-label": title, onclick: () => void travel(advanceMs) },
    label,
  );
}

function furtherAway({ close }) {
  const amount = h("input", {
    type: "number",
    min: "1",
    max: "365",
    step: "1",
    value: "3",
    id: "travel-amount",
    required: true,
  });
  const unit = h(
    "select",
    { id: "travel-unit", "aria-label": "Unit" },
    h("option", { value: String(60_000) }, "minutes"),
    h("option", { value: String(HOUR) }, "hours"),
    h("option", { value: String(DAY), selected: true }, "days"),
  );
  return h(
    "form",
    {
      class: "menu-form",
      onsubmit: (event) => {
        event.preventDefault();
        close();
        void travel(Number(amount.value) * Number(unit.value));
      },
    },
    h("label", { for: "travel-amount" }, "Travel ahead by"),
    h("div", { class: "field-row" }, amount, unit),
    h("p", { class: "menu-note" }, "Time only moves forward. Whatever is due on the way happens now."),
    h("button", { type: "submit", class: "button primary" }, "Travel"),
  );
}
