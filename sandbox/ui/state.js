import { get } from "./api.js";

/** What the page knows. Views are given it after every change and draw themselves. */
export const state = {
  shopDomain: "",
  app: { state: "starting" },
  clock: { offsetMs: 0, startOffsetMs: 0 },
  store: null,
  shoppers: [],
  shopperKey: localStorage.getItem("sandbox.shopper") ?? "mara",
  orderId: null,
  entries: [],
};

const views = new Set();

export function onChange(view) {
  views.add(view);
}

export function change(patch) {
  Object.assign(state, patch);
  for (const view of views) view(state);
}

/** The pretend world's time, ticking. */
export const now = () => Date.now() + state.clock.offsetMs;

export const shopper = () => state.shoppers.find((one) => one.key === state.shopperKey);

/** How far one has travelled since the sandbox began, in milliseconds. */
export const travelled = () => state.clock.offsetMs - state.clock.startOffsetMs;

/** The chosen shopper's orders, newest first. */
export function orders() {
  const id = shopper()?.customerId;
  return (state.store?.orders ?? []).filter((order) => order.customerId === id).toReversed();
}

/** The order that the buttons are about: the chosen one, else the newest. */
export const order = () => orders().find((one) => one.id === state.orderId) ?? orders()[0];

/** A checkout that was left behind and can still become an order. */
export function openCheckout() {
  const id = shopper()?.customerId;
  return (state.store?.checkouts ?? []).findLast((one) => one.customerId === id && !one.completedAt && !one.deletedAt);
}

export function chooseShopper(key) {
  localStorage.setItem("sandbox.shopper", key);
  change({ shopperKey: key, orderId: null });
}

let reading;
let readAgain = false;

/** Reads the shop again; calls that come meanwhile are answered by one more reading. */
export async function readStore() {
  if (reading) {
    readAgain = true;
    return reading;
  }
  reading = (async () => {
    do {
      readAgain = false;
      change({ store: await get("/control/shopify/state") });
    } while (readAgain);
  })().finally(() => (reading = undefined));
  return reading;
}
