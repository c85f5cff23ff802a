import { post } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { say } from "./say.js";

/** What can go wrong out there. Each is a switch: [label, service, what on sends, what off sends]. */
const FAULTS = [
  ["WhatsApp answers slowly (3 s)", "whatsapp", { latencyMs: 3000 }, { latencyMs: 0 }],
  ["Half of all sends: too many (429)", "whatsapp", { share429: 0.5 }, { share429: 0 }],
  ["Half of all sends: server error (5xx)", "whatsapp", { share5xx: 0.5 }, { share5xx: 0 }],
  ["Accepted, then the line breaks", "whatsapp", { shareAcceptedThenDropped: 1 }, { shareAcceptedThenDropped: 0 }],
  ["Callbacks come twice", "whatsapp", { shareDuplicatedCallbacks: 1 }, { shareDuplicatedCallbacks: 0 }],
  ["Callbacks come in the wrong order", "whatsapp", { reorderCallbacks: true }, { reorderCallbacks: false }],
  ["Callbacks are held back", "whatsapp", { withholdCallbacks: true }, { withholdCallbacks: false }],
  ["Webhooks come three times", "shopify", { webhooks: { duplicate: 2 } }, { webhooks: { duplicate: 0 } }],
  ["Webhooks come in the wrong order", "shopify", { webhooks: { reorder: 3 } }, { webhooks: { reorder: 0 } }],
  ["Webhooks are lost", "shopify", { webhooks: { lose: true } }, { webhooks: { lose: [] } }],
  [
    "Shopify's API is throttled (next 3 calls)",
    "shopify",
    { graphql: { throttleNext: 3 } },
    { graphql: { throttleNext: 0 } },
  ],
  [
    "The app is not approved for customers' data",
    "shopify",
    { graphql: { protectedDataDenied: true } },
    { graphql: { protectedDataDenied: false } },
  ],
];
const SERVICE_NAMES = { whatsapp: "WhatsApp", shopify: "Shopify" };

const on = new Set();

export function createFaults(place) {
  const menu = menuButton({
    label: "Faults",
    title: "What goes wrong",
    lead: icon("bolt"),
    align: "end",
    className: "faults-button",
    content: () => list(menu),
  });
  place.append(menu.button, menu.panel);
}

function list(menu) {
  const services = Object.keys(SERVICE_NAMES).map((service) =>
    h(
      "fieldset",
      { class: "faults" },
      h("legend", {}, SERVICE_NAMES[service]),
      FAULTS.filter((fault) => fault[1] === service).map((fault) => faultSwitch(fault, menu)),
    ),
  );
  const clear = h("button", { type: "button", class: "button", onclick: () => void allWell(menu) }, "All well again");
  return [
    h("h2", { class: "menu-title" }, "What goes wrong out there"),
    ...services,
    h("div", { class: "menu-foot" }, clear),
  ];
}

function faultSwitch([label, service, start, end], menu) {
  const box = h("input", { type: "checkbox", role: "switch", checked: on.has(label) });
  box.addEventListener("change", async () => {
    try {
      await post(`/control/${service}/faults`, box.checked ? start : end);
      if (box.checked) on.add(label);
      else on.delete(label);
      await say(`${box.checked ? "From now on" : "No longer"}: ${label}`);
    } catch (error) {
      box.checked = !box.checked;
      await say(error.message, { outcome: "failed" });
    }
    count(menu);
  });
  return h("label", { class: "switch" }, box, h("span", {}, label));
}

async function allWell(menu) {
  await Promise.all([
    post("/control/whatsapp/faults", { clear: true }),
    post("/control/shopify/faults", { clear: true }),
  ]);
  await post("/control/shopify/release");
  on.clear();
  count(menu);
  menu.close();
  await say("All is well again");
}

function count(menu) {
  menu.button.querySelector(".button-label").textContent = on.size > 0 ? `Faults (${on.size})` : "Faults";
  menu.button.classList.toggle("warning", on.size > 0);
}
