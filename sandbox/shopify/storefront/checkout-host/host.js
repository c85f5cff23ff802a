/**
 * The page inside the frame: gives the extension what Shopify gives it, and starts it. Shopify runs extensions in a worker,
 * without this page's document; here the frame keeps it apart from the rest.
 */
const facts = JSON.parse(document.getElementById("facts").textContent);
const signal = (value) => ({ value, current: value, subscribe: () => () => {}, destroy: async () => {} });

globalThis.shopify = {
  setSignals() {},
  extension: { target: facts.target, editor: undefined },
  shop: { name: facts.shopName },
  checkoutToken: signal(facts.checkoutToken ?? undefined),
  buyerIdentity: { phone: signal(facts.phone ?? undefined) },
  shippingAddress: signal(facts.shippingAddress ?? undefined),
  billingAddress: signal(undefined),
  localization: {
    language: signal({ isoCode: facts.locale }),
    country: signal(facts.country ? { isoCode: facts.country } : undefined),
  },
  settings: signal({}),
  sessionToken: { get: async () => (await fetch(facts.tokenUrl)).text() },
  i18n: {
    translate(key, values = {}) {
      const text = key.split(".").reduce((at, part) => at?.[part], facts.texts) ?? key;
      return text.replace(/\{\{ (\w+) \}\}/g, (_all, name) => values[name] ?? "");
    },
  },
};

const { default: start } = await import(facts.bundle);
start();

// The frame is as high as what it shows.
new ResizeObserver(() => {
  if (window.frameElement)
    window.frameElement.style.height = `${Math.ceil(document.body.getBoundingClientRect().bottom)}px`;
}).observe(document.body);
