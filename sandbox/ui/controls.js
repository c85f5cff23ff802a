import { shopifyControl } from "./api.js";
import { avatar } from "./avatar.js";
import { permissionSwitches } from "./permissions.js";
import { choices, hintAfter, orderWords, parcelMoves } from "./choices.js";
import { fill, h } from "./dom.js";
import { createFaults } from "./faults.js";
import { languageName, money } from "./format.js";
import { icon } from "./icons.js";
import { menuButton, menuItem } from "./menu.js";
import { change, chooseShopper, onChange, openCheckout, order, orders, shopper, state } from "./state.js";
import { say } from "./say.js";
import { storefrontMenu } from "./theme-editor.js";
import { createTime } from "./time.js";

/** Everything above the two windows: who shops, what happens, what time it is, what goes wrong. */
export function createControls(places, { pressAdvert }) {
  createTime(places.clock);
  createShopperPicker(places.shopper);
  createJourney(places.journey);
  const stock = menuButton({ label: "Stock", lead: icon("shelf"), align: "end", content: stockMenu });
  const customer = menuButton({
    label: "Customer",
    lead: icon("person"),
    align: "end",
    content: (menu) => customerMenu(menu, pressAdvert),
  });
  places.more.append(customer.button, customer.panel, stock.button, stock.panel);
  const permissions = menuButton({
    label: "Permissions",
    title: "What the merchant lets the app do",
    lead: icon("check"),
    align: "end",
    content: permissionSwitches,
  });
  places.more.append(permissions.button, permissions.panel);
  createFaults(places.more);
  const store = menuButton({ label: "Storefront", lead: icon("store"), align: "end", content: storefrontMenu });
  places.more.append(store.button, store.panel);
}

// ---------------------------------------------------------------- who

function createShopperPicker(place) {
  const picker = menuButton({
    label: "Shopper",
    title: "Choose the shopper",
    className: "shopper-button",
    content: ({ close }) => [
      h("h2", { class: "menu-title" }, "Whose phone and orders"),
      h(
        "div",
        { class: "menu-scroll" },
        state.shoppers.map((one) =>
          menuItem({
            label: one.name,
            note: [languageName(one.locale), one.phone ?? "no phone number"].join(" · "),
            lead: avatar(one.name),
            current: one.key === state.shopperKey,
            onpress: () => {
              close();
              chooseShopper(one.key);
            },
          }),
        ),
      ),
    ],
  });
  const words = picker.button.querySelector(".button-label");
  const lead = h("span", { class: "shopper-avatar" });
  picker.button.prepend(lead);
  fill(place, picker.button, picker.panel);
  let drawn;
  onChange(() => {
    const chosen = shopper();
    if (!chosen || drawn === chosen) return;
    drawn = chosen;
    fill(lead, avatar(chosen.name));
    fill(
      words,
      h("span", { class: "visually-hidden" }, "Shopper: "),
      h("strong", { dir: "auto" }, chosen.name),
      h("small", {}, `${languageName(chosen.locale)} · ${chosen.phone ?? "no phone"}`),
    );
  });
}

// ---------------------------------------------------------------- what happens

function createJourney(place) {
  const buttons = {
    abandonCheckout: act("cart", "Abandon a checkout", abandon, "primary"),
    paid: act("bag", "Paid", () => placeOrder("paid"), "joined"),
    cod: act("cash", "Cash on delivery", () => placeOrder("cod"), "joined"),
    unpaid: act("clock", "Not paid", () => placeOrder("unpaid"), "joined"),
    pay: act("check", "Mark paid", () => onOrder("payOrder", "The order was paid")),
    fulfil: act("box", "Fulfil", () => onOrder("fulfil", "The parcel left", hintAfter("fulfil"))),
    refund: act("undo", "Refund", () => onOrder("refund", "The order was refunded")),
    cancel: act("cross", "Cancel", () =>
      onOrder("cancelOrder", "The order was cancelled", undefined, { reason: "customer", restock: true }),
    ),
  };
  const parcel = menuButton({ label: "Parcel", title: "Move the parcel", lead: icon("truck"), content: parcelMenu });
  const chosen = menuButton({
    label: "No order yet",
    title: "Choose the order",
    className: "order-button",
    content: orderMenu,
  });

  fill(
    place,
    group("Checkout", buttons.abandonCheckout),
    group("Place an order", h("div", { class: "joined-buttons" }, buttons.paid, buttons.cod, buttons.unpaid)),
    group("That order", chosen.button, buttons.pay, buttons.fulfil, parcel.button, buttons.refund, buttons.cancel),
    chosen.panel,
    parcel.panel,
  );

  onChange(() => {
    const current = order();
    const why = choices({ ready: state.app.state === "ready", shopper: shopper(), order: current });
    for (const [name, button] of Object.entries(buttons))
      setReason(button, why[name] ?? why[{ paid: "placeOrder", cod: "placeOrder", unpaid: "placeOrder" }[name]]);
    setReason(parcel.button, why.parcel);
    setReason(chosen.button, current ? undefined : "There is no order yet. Place one first.");
    const label = chosen.button.querySelector(".button-label");
    if (!current) fill(label, "No order yet");
    else
      fill(
        label,
        h("span", { class: "visually-hidden" }, "Order "),
        h("strong", {}, current.name),
        h(
          "small",
          {},
          `${money(current.totalMinor, current.presentmentCurrency ?? current.currency)} · ${orderWords(current)}`,
        ),
      );
  });
}

function group(label, ...children) {
  return h(
    "div",
    { class: "group", role: "group", "aria-label": label },
    h("span", { class: "group-label", "aria-hidden": "true" }, label),
    h("div", { class: "group-body" }, ...children),
  );
}

function act(picture, label, perform, className = "") {
  const button = h(
    "button",
    { type: "button", class: `button ${className}` },
    icon(picture),
    h("span", { class: "button-label" }, label),
  );
  button.addEventListener("click", async () => {
    const reason = button.dataset.reason;
    if (reason) return say(reason, { outcome: "failed" });
    button.setAttribute("aria-busy", "true");
    try {
      await perform();
    } catch (error) {
      await say(error.message, { outcome: "failed" });
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
  return button;
}

/** A button that makes no sense now stays where it is, greyed, and says why: on hover, on focus, when pressed. */
function setReason(button, reason) {
  if ((button.dataset.reason ?? "") === (reason ?? "")) return;
  if (reason) {
    button.dataset.reason = reason;
    button.setAttribute("aria-disabled", "true");
    button.setAttribute("aria-description", reason);
  } else {
    delete button.dataset.reason;
    button.removeAttribute("aria-disabled");
    button.removeAttribute("aria-description");
  }
}

async function abandon() {
  const who = shopper();
  await say(`${who.name} left a checkout behind`, { hint: hintAfter("abandonCheckout") });
  await shopifyControl("abandonCheckout", { customer: who.key });
}

async function placeOrder(kind) {
  const who = shopper();
  const checkout = openCheckout();
  const words = {
    paid: "placed an order and paid",
    cod: "placed an order, cash on delivery",
    unpaid: "placed an order, not paid yet",
  }[kind];
  await say(`${who.name} ${words}`, { hint: hintAfter(kind) });
  const placed = await shopifyControl("placeOrder", {
    kind,
    customer: who.key,
    ...(checkout ? { fromCheckout: checkout.token } : {}),
  });
  change({ orderId: placed?.id ?? null });
}

async function onOrder(action, words, hint, more = {}) {
  const current = order();
  await say(`${words} (${current.name})`, { hint });
  await shopifyControl(action, { orderId: current.id, ...more });
}

function parcelMenu({ close }) {
  const current = order();
  const at = current.fulfillments.at(-1)?.shipmentStatus;
  return [
    h("h2", { class: "menu-title" }, `Parcel of ${current.name}`),
    parcelMoves.map(([event, label]) =>
      menuItem({
        label,
        current: event === at,
        onpress: () => {
          close();
          onOrder("moveParcel", `Parcel: ${label.toLowerCase()}`, hintAfter("moveParcel", event), { event }).catch(
            (error) => say(error.message, { outcome: "failed" }),
          );
        },
      }),
    ),
  ];
}

/** Shorter than the usual wait of a reminder to reorder. */
const shortUse = 14;

function orderMenu({ close }) {
  return [
    h("h2", { class: "menu-title" }, `Orders of ${shopper()?.name}`),
    orders().map((one) =>
      menuItem({
        label: one.name,
        note: `${money(one.totalMinor, one.presentmentCurrency ?? one.currency)} · ${orderWords(one)}`,
        current: one.id === order()?.id,
        onpress: () => {
          close();
          change({ orderId: one.id });
        },
      }),
    ),
  ];
}

/** What is written down about the shopper, and what they ask of the shop. */
function customerMenu({ close }, pressAdvert) {
  const who = shopper();
  const item = (label, note, action, wish) =>
    menuItem({
      label,
      note,
      onpress: () => {
        close();
        say(`${who.name}: ${label.toLowerCase()}`)
          .then(() => shopifyControl(action, { customer: who.key, ...wish }))
          .catch((error) => say(error.message, { outcome: "failed" }));
      },
    });
  const today = new Date(state.store?.now ?? Date.now()).toISOString().slice(5, 10);
  return [
    h("h2", { class: "menu-title" }, `About ${who?.name}`),
    item("Give the tag VIP Gold", "as a loyalty app does", "tagCustomer", { tags: ["VIP Gold"] }),
    item("Birthday is today", "Tidings looks every five minutes", "setBirthday", { date: `1992-${today}` }),
    menuItem({
      label: "Presses an advert",
      note: "click to WhatsApp: send the message that stands ready",
      onpress: () => {
        close();
        void say(`${who.name} pressed an advert on Instagram`).then(pressAdvert);
      },
    }),
    item("Ask for their data", "Settings, Customer privacy has it in a minute", "requestCustomerData"),
    item("Ask to be erased", "within a minute; the shop keeps nothing of them", "redactCustomer"),
  ];
}

function stockMenu({ close }) {
  const rows = (state.store?.products ?? []).flatMap((product) =>
    product.variants.map((variant) => {
      const out = variant.inventory <= 0;
      const title = product.variants.length > 1 ? `${product.title} · ${variant.title}` : product.title;
      return menuItem({
        label: out ? `Restock: ${title}` : `Sell out: ${title}`,
        note: out ? "none left" : `${variant.inventory} left`,
        onpress: () => {
          close();
          const words = out ? `${title} is back in stock` : `${title} is sold out`;
          say(words)
            .then(() => shopifyControl(out ? "restock" : "sellOut", { variantId: variant.id }))
            .catch((error) => say(error.message, { outcome: "failed" }));
        },
      });
    }),
  );
  const lasting = (state.store?.products ?? []).map((product) =>
    menuItem({
      label: `Lasts ${shortUse} days: ${product.title}`,
      note: "tidings.usage_days",
      onpress: () => {
        close();
        say(`${product.title} lasts ${shortUse} days`)
          .then(() => shopifyControl("setUsageDays", { handle: product.handle, days: shortUse }))
          .catch((error) => say(error.message, { outcome: "failed" }));
      },
    }),
  );
  return [
    h("h2", { class: "menu-title" }, "What is on the shelf"),
    h("div", { class: "menu-scroll" }, rows, lasting),
    h("h2", { class: "menu-title" }, "What it costs"),
    h("div", { class: "menu-scroll" }, priceRows(close)),
  ];
}

/** A sale of 20 %, begun and ended. */
function priceRows(close) {
  return (state.store?.products ?? []).map((product) => {
    const [variant] = product.variants;
    const onSale = variant.compareAtMinor !== null && variant.compareAtMinor > variant.priceMinor;
    const priceMinor = onSale ? variant.compareAtMinor : Math.round(variant.priceMinor * 0.8);
    return menuItem({
      label: onSale ? `End the sale: ${product.title}` : `20 % off: ${product.title}`,
      note: money(variant.priceMinor, state.store.shop.currency),
      onpress: () => {
        close();
        say(onSale ? `${product.title} costs what it did` : `${product.title} is on sale`)
          .then(() => shopifyControl("setPrice", { variantId: variant.id, priceMinor }))
          .catch((error) => say(error.message, { outcome: "failed" }));
      },
    });
  });
}
