import { get, post } from "./api.js";
import { avatar } from "./avatar.js";
import { adminLocale, adminLocales, chooseLocale, isAlone, showAlone } from "./admin-view.js";
import { servedAt } from "./browser-sheet.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { createPermissions } from "./permissions.js";
import { onChange, state } from "./state.js";
import { followEditorLink, readEditorLink } from "./theme-editor.js";

const APP_NAME = "Tidings";
const HOME = "/app";
const PAGES = "/admin/apps/tidings";

/**
 * The merchant's admin around the app: the frame, its navigation, and the other end of App Bridge (sandbox/admin/
 * app-bridge.js). Everything the app asks of the admin arrives here as a message from the frame.
 */
export function createAdminShell(place) {
  const address = h("span", { class: "admin-address" });
  const shopName = h("span", { class: "admin-shop" });
  const links = h("ul", { class: "admin-app-links" });
  const title = h("div", { class: "admin-title", hidden: true });
  const progress = h("div", { class: "admin-progress", hidden: true });
  const saveBar = h("div", { class: "admin-save-bar", hidden: true, role: "group", "aria-label": "Unsaved changes" });
  const toasts = h("div", { class: "admin-toasts", role: "status" });
  const stage = h("div", { class: "admin-stage" });
  const languages = h(
    "select",
    { class: "admin-language", "aria-label": "Language of the admin", onchange: () => speak(languages.value) },
    adminLocales.map(([tag, name]) => h("option", { value: tag, selected: tag === adminLocale() }, name)),
  );
  const aloneButton = h("button", { type: "button", class: "admin-alone", onclick: () => toggleAlone() });
  drawAlone();
  const appLink = h(
    "button",
    { type: "button", class: "admin-link", onclick: () => go(HOME) },
    h("img", { src: "/ui/icon.svg", alt: "", width: "20", height: "20" }),
    APP_NAME,
  );

  fill(
    place,
    h(
      "div",
      { class: "admin-top" },
      h("div", { class: "admin-search" }, icon("search", 15), address),
      saveBar,
      h("div", { class: "admin-who" }, languages, aloneButton, shopName),
    ),
    h(
      "div",
      { class: "admin-body" },
      h(
        "nav",
        { class: "admin-nav", "aria-label": "Admin" },
        scenery(),
        h("span", { class: "admin-nav-label" }, "Apps"),
        appLink,
        links,
      ),
      h("div", { class: "admin-page" }, progress, title, stage, toasts),
    ),
  );

  const permissions = createPermissions(place, APP_NAME);
  let frame = null;
  /** App Bridge in the frame has spoken: before that there is nobody to be told anything. */
  let heard = false;
  let frameOrigin = "";
  let path = appPathOf(location.pathname) ?? HOME;
  let chrome = { links: [], titleBar: null };
  let bar = null;
  let shownState = null;

  onChange(() => {
    shopName.replaceChildren(
      ...(state.store ? [h("span", {}, state.store.shop.name), avatar(state.store.shop.name, 28)] : []),
    );
    tell("clock", { offsetMs: state.clock.offsetMs });
    const now = state.app.state;
    if (now === shownState) return;
    shownState = now;
    if (now === "ready") void load(path);
    else drawAway();
  });

  async function load(wanted) {
    const { url } = await get(`/admin/launch?${new URLSearchParams({ path: wanted, locale: adminLocale() })}`);
    frameOrigin = new URL(url).origin;
    heard = false;
    frame = h("iframe", { class: "admin-frame", src: url, title: `${APP_NAME}, the app`, allow: "clipboard-write" });
    progress.hidden = false;
    frame.addEventListener("load", () => (progress.hidden = true));
    fill(stage, frame);
  }

  function drawAway() {
    frame = null;
    bar = null;
    drawSaveBar();
    const { state: now, code, lastLines = [] } = state.app;
    if (now === "crashed") {
      fill(
        stage,
        h(
          "div",
          { class: "admin-away" },
          h("h2", {}, "The app ended by itself"),
          h("p", {}, `Its process stopped with code ${code}. Start the sandbox again; the last lines of its log:`),
          h("pre", { tabindex: "0" }, lastLines.join("\n")),
        ),
      );
    } else {
      fill(
        stage,
        h(
          "div",
          { class: "admin-away" },
          h("div", { class: "spinner", "aria-hidden": "true" }),
          h("p", {}, now === "stopped" ? "The app has been stopped." : "The app is starting …"),
        ),
      );
    }
  }

  // -------------------------------------------------------------- what the app says

  addEventListener("message", (event) => {
    if (
      !frame ||
      event.source !== frame.contentWindow ||
      event.origin !== frameOrigin ||
      event.data?.from !== "app-bridge"
    )
      return;
    hears[event.data.type]?.(event.data);
  });

  function tell(type, detail = {}) {
    if (heard) frame?.contentWindow?.postMessage({ from: "admin", type, ...detail }, frameOrigin);
  }

  async function answer(number, work) {
    try {
      tell("answer", { number, value: await work() });
    } catch (error) {
      tell("answer", { number, error: error.message });
    }
  }

  const hears = {
    hello() {
      heard = true;
      progress.hidden = true;
      tell("clock", { offsetMs: state.clock.offsetMs });
      if (chrome.links.length === 0) drawChrome();
    },
    "id-token": ({ number }) => void answer(number, async () => (await post("/admin/session-token")).token),
    extensions: ({ number }) => void answer(number, () => get("/admin/extensions")),
    scopes: ({ number }) => void answer(number, () => permissions.query()),
    "scopes-request": ({ number, scopes }) => void answer(number, () => permissions.request(scopes)),
    "scopes-revoke": ({ number, scopes }) => void answer(number, () => permissions.revoke(scopes)),
    "leave-confirmation": ({ number }) => void answer(number, stopLeaving),
    location({ path: at }) {
      path = at;
      address.textContent = `admin.shopify.com/store/${state.shopDomain.split(".")[0]}/apps/tidings${at}`;
      if (location.pathname !== "/handset-link") history.replaceState(null, "", at === HOME ? "/" : PAGES + at);
      drawChrome();
    },
    chrome(next) {
      chrome = next;
      drawChrome();
    },
    loading: ({ on }) => void (progress.hidden = !on),
    "save-bar"({ bar: next }) {
      bar = next;
      drawSaveBar();
    },
    toast: (toast) => showToast(toast),
    "toast-hide": ({ id }) => toasts.querySelector(`[data-id="${CSS.escape(id)}"]`)?.remove(),
    open({ url }) {
      if (new URL(url).origin === frameOrigin) void load(new URL(url).pathname + new URL(url).search);
      else window.open(servedAt(url) ?? url, "_blank", "noopener");
    },
    "open-admin"({ path: wanted }) {
      const own = /^\/apps\/[^/]+(\/.*)?$/.exec(wanted);
      if (own) go(own[1] ?? HOME);
      else if (wanted.startsWith("/oauth/install"))
        void permissions.install().then((granted) => {
          if (granted) void load(path);
        });
      else if (readEditorLink(wanted))
        void followEditorLink(readEditorLink(wanted)).then(() => {
          showToast({
            id: `admin-${wanted}`,
            message: "Shopify's editor would open here. In the sandbox the block was added at once.",
            duration: 5000,
          });
          // As coming back from the editor's tab does: the app is told that it is looked at again.
          frame?.blur();
          frame?.focus();
        });
      else
        showToast({
          id: `admin-${wanted}`,
          message: `Shopify's own page ${wanted.split("?")[0]} is not in the sandbox.`,
          duration: 5000,
        });
    },
  };

  // -------------------------------------------------------------- what the merchant does

  function go(href) {
    if (bar) return void stopLeaving().catch(() => undefined);
    if (frame) tell("navigate", { href });
    else if (state.app.state === "ready") void load(href);
  }

  /** The merchant's own language: the admin names it in the address of the app, so the app is loaded anew. */
  function speak(locale) {
    if (bar) {
      languages.value = adminLocale();
      return void stopLeaving().catch(() => undefined);
    }
    chooseLocale(locale);
    if (frame) void load(path);
  }

  function toggleAlone() {
    showAlone(!isAlone());
    drawAlone();
  }

  function drawAlone() {
    const label = isAlone() ? "Show the controls and the phone" : "Show the admin alone";
    aloneButton.setAttribute("aria-label", label);
    aloneButton.setAttribute("aria-pressed", String(isAlone()));
    aloneButton.title = label;
    fill(aloneButton, icon("window", 16));
  }

  /** Leaving with unsaved changes is stopped, as the real admin does: the bar shakes and waits for Save or Discard. */
  async function stopLeaving() {
    saveBar.classList.remove("shake");
    void saveBar.offsetWidth;
    saveBar.classList.add("shake");
    saveBar.querySelector("button")?.focus();
    throw new Error("There are unsaved changes.");
  }

  function drawChrome() {
    const shown = chrome.links.filter((link) => !link.home);
    const here = path.split(/[?#]/)[0];
    const current = shown.filter((link) => isAt(here, link.href)).sort((a, b) => b.href.length - a.href.length)[0];
    fill(
      links,
      ...shown.map((link) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: "admin-link",
              "aria-current": link === current ? "page" : null,
              onclick: () => go(link.href),
            },
            link.label,
          ),
        ),
      ),
    );
    if (current) appLink.removeAttribute("aria-current");
    else appLink.setAttribute("aria-current", "page");
    drawTitleBar();
  }

  function drawTitleBar() {
    const { titleBar } = chrome;
    title.hidden = !titleBar;
    if (!titleBar) return;
    fill(
      title,
      h("img", { src: "/ui/icon.svg", alt: "", width: "20", height: "20" }),
      h("span", { class: "admin-title-text" }, titleBar.title || APP_NAME),
      ...titleBar.buttons.map((button, index) =>
        h(
          "button",
          {
            type: "button",
            class: `admin-button ${button.primary ? "primary" : ""}`,
            disabled: button.disabled,
            onclick: () => tell("title-bar", { index }),
          },
          button.label,
        ),
      ),
    );
  }

  function drawSaveBar() {
    saveBar.hidden = !bar;
    if (!bar) return fill(saveBar);
    const press = (action) => tell("save-bar", { action });
    fill(
      saveBar,
      h("span", {}, "Unsaved changes"),
      h(
        "button",
        { type: "button", class: "admin-button dark", disabled: bar.discardDisabled, onclick: () => press("discard") },
        "Discard",
      ),
      h(
        "button",
        {
          type: "button",
          class: "admin-button light",
          disabled: bar.saveDisabled || bar.saving,
          onclick: () => press("save"),
        },
        bar.saving ? "Saving …" : "Save",
      ),
    );
  }

  function showToast({ id, message, duration, isError, action }) {
    const end = (how) => {
      if (!toast.isConnected) return;
      toast.remove();
      tell("toast", { id, action: how });
    };
    const toast = h(
      "div",
      { class: `admin-toast ${isError ? "error" : ""}`, dataset: { id } },
      h("span", {}, message),
      action ? h("button", { type: "button", onclick: () => end("pressed") }, action) : null,
      h("button", { type: "button", "aria-label": "Dismiss", onclick: () => end("dismissed") }, icon("cross", 14)),
    );
    toasts.append(toast);
    setTimeout(() => end("dismissed"), duration);
  }
}

/** The rest of the admin is only there to be recognised. */
function scenery() {
  const entries = [
    ["home", "Home"],
    ["bag", "Orders"],
    ["box", "Products"],
    ["person", "Customers"],
  ];
  return h(
    "ul",
    { class: "admin-scenery", "aria-hidden": "true" },
    entries.map(([picture, label]) => h("li", {}, icon(picture, 17), label)),
  );
}

function isAt(here, href) {
  const target = href.split(/[?#]/)[0];
  return here === target || here.startsWith(`${target}/`);
}

/** "/admin/apps/tidings/app/messages" -> "/app/messages" */
function appPathOf(pathname) {
  if (!pathname.startsWith(`${PAGES}/`)) return undefined;
  const params = new URLSearchParams(location.search);
  for (const name of ["admin-locale", "admin-alone"]) params.delete(name);
  return pathname.slice(PAGES.length) + (params.size > 0 ? `?${params}` : "");
}
