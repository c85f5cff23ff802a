import { follow, get } from "./api.js";
import { advertReferral, advertText } from "./advert.js";
import { createAdminShell } from "./admin-shell.js";
import { createControls } from "./controls.js";
import { byId } from "./dom.js";
import { setTimeZone } from "./format.js";
import { createPhone } from "./phone.js";
import { change, chooseShopper, readStore, state } from "./state.js";
import { createStrip } from "./strip.js";
import { createTabs } from "./tabs.js";

/** A wa.me link of the shop leads here: its chat is shown on the phone, with the text ready. */
const link = location.pathname === "/handset-link" ? Object.fromEntries(new URLSearchParams(location.search)) : null;

const shopPhone = () => state.store.shop.phone.replace(/\D/g, "");

async function start() {
  const phone = createPhone(byId("phone"));
  createTabs(byId("tabs"));
  createStrip(byId("strip"));
  createControls(
    { shopper: byId("shopper"), clock: byId("clock"), more: byId("more"), journey: byId("journey") },
    { pressAdvert: () => phone.openLink({ phone: shopPhone(), text: advertText, referral: advertReferral() }) },
  );
  createAdminShell(byId("admin"));

  const [info, shoppers] = await Promise.all([get("/control/info"), get("/control/shoppers"), readStore()]);
  setTimeZone(state.store.shop.timeZone);
  const { shopDomain, app, offsetMs, startOffsetMs } = info;
  change({ shopDomain, app, clock: { offsetMs, startOffsetMs }, shoppers });
  if (!shoppers.some((one) => one.key === state.shopperKey)) chooseShopper(shoppers[0].key);

  follow("/control/events", {
    // The sandbox was started anew: nothing of what this page shows exists any more.
    instance: (instance) => instance !== info.instance && location.reload(),
    entries: (entries) => change({ entries }),
    entry: (entry) => change({ entries: [...state.entries.filter(({ id }) => id !== entry.id).slice(-199), entry] }),
    store: () => void readStore(),
    clock: ({ offsetMs }) => change({ clock: { ...state.clock, offsetMs } }),
    app: (app) => change({ app }),
  });

  if (link) {
    history.replaceState(null, "", "/");
    await phone.openLink(link);
  }
  document.body.dataset.started = "true";
}

await start();
