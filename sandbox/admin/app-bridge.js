/*
 * Stands in for https://cdn.shopify.com/shopifycloud/app-bridge.js inside the sandbox. A classic script that runs in the
 * head before everything else, as the real one must. It speaks to the pretend admin (sandbox/ui/admin-shell.js) by
 * postMessage, and touches no node of the page: a page that React hydrates must find itself as the server wrote it.
 *
 * What it promises of the real one: window.shopify (config, idToken, toast, saveBar, modal, loading, environment, scopes,
 * app.extensions), fetch with a session token, the bounce page, ui-nav-menu / s-app-nav, ui-title-bar, ui-save-bar,
 * ui-modal, form[data-save-bar]. What it does not have, it refuses in words.
 */
(() => {
  // The bounce page writes the next document into this window (see bounce()): globals stay, listeners are gone.
  if (window.__appBridgeStandIn) return window.__appBridgeStandIn.listen();

  const script = document.currentScript;
  const shellOrigin = new URL(script.src).origin;
  const params = new URLSearchParams(location.search);
  const remembered = readMemory();
  const config = {
    apiKey: script.dataset.apiKey ?? document.querySelector('meta[name="shopify-api-key"]')?.content ?? "",
    shop: params.get("shop") ?? remembered.shop ?? "",
    host: params.get("host") ?? remembered.host ?? "",
    locale: params.get("locale") ?? remembered.locale ?? "en",
    appOrigins: [],
    disabledFeatures: [],
    experimentalFeatures: [],
  };
  const embedded = window.parent !== window;
  sessionStorage.setItem(
    "app-bridge-stand-in",
    JSON.stringify({ shop: config.shop, host: config.host, locale: config.locale }),
  );

  /** A page that the app reloads by itself has lost the admin's parameters; the real App Bridge remembers them too. */
  function readMemory() {
    try {
      return JSON.parse(sessionStorage.getItem("app-bridge-stand-in") ?? "{}");
    } catch {
      return {};
    }
  }

  // ---------------------------------------------------------------- speaking with the admin

  const waiting = new Map();
  let lastNumber = 0;

  function tell(type, detail = {}) {
    if (embedded) window.parent.postMessage({ from: "app-bridge", type, ...detail }, shellOrigin);
  }

  function ask(type, detail = {}) {
    if (!embedded) return Promise.reject(new Error("App Bridge: the app is not embedded in the admin."));
    const number = ++lastNumber;
    return new Promise((resolve, reject) => {
      waiting.set(number, { resolve, reject });
      tell(type, { number, ...detail });
    });
  }

  const handlers = {
    answer({ number, value, error }) {
      const asked = waiting.get(number);
      waiting.delete(number);
      if (error) asked?.reject(new Error(`App Bridge: ${error}`));
      else asked?.resolve(value);
    },
    navigate: ({ href }) => navigate(href),
    clock: ({ offsetMs }) => void (clockOffsetMs = offsetMs),
    "save-bar": ({ action }) => pressSaveBar(action),
    "title-bar": ({ index }) => titleBarButtons()[index]?.click(),
    toast: ({ id, action }) => finishToast(id, action),
  };

  function onMessage(event) {
    if (event.origin !== shellOrigin || event.source !== window.parent || event.data?.from !== "admin") return;
    handlers[event.data.type]?.(event.data);
  }

  // ---------------------------------------------------------------- session tokens and fetch

  const idToken = () => ask("id-token");
  const plainFetch = window.fetch.bind(window);

  async function authenticated(request, token) {
    const headers = new Headers(request.headers);
    headers.set("Authorization", `Bearer ${token}`);
    if (!headers.has("Accept-Language")) headers.set("Accept-Language", config.locale);
    return plainFetch(new Request(request, { headers }));
  }

  window.fetch = async function fetch(input, init) {
    const address = String(input instanceof Request ? input.url : input);
    if (/^shopify:/i.test(address))
      throw new TypeError(`App Bridge stand-in: direct API access (${address}) is not in the sandbox.`);
    const request = new Request(input, init);
    const sameOrigin = new URL(request.url).origin === location.origin;
    if (!sameOrigin || request.headers.has("Authorization") || !embedded) return plainFetch(request);

    const spare = request.clone();
    let response = await authenticated(request, await idToken());
    if (response.status === 401 && response.headers.get("X-Shopify-Retry-Invalid-Session-Request") === "1") {
      response = await authenticated(spare, await idToken());
    }
    const reauthorize = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (reauthorize) tell("open", { url: new URL(reauthorize, location.href).href, target: "_top" });
    return response;
  };

  /** The page at `auth.patchSessionTokenPath` has nothing but this script: fetch the real page with a token, and become it. */
  async function bounce(reload) {
    const url = new URL(reload, location.href);
    if (url.origin !== location.origin) throw new Error("App Bridge: refusing to reload another origin.");
    const response = await window.fetch(url, { headers: { "X-Shopify-Bounce": "1" } });
    history.replaceState(null, "", response.redirected ? response.url : url);
    const page = await response.text();
    document.open();
    document.write(page);
    document.close();
  }

  // ---------------------------------------------------------------- where the app is

  const ADMIN_PARAMETERS = [
    "embedded",
    "hmac",
    "host",
    "id_token",
    "locale",
    "session",
    "shop",
    "timestamp",
    "appLoadId",
  ];

  function tellLocation() {
    const url = new URL(location.href);
    for (const name of ADMIN_PARAMETERS) url.searchParams.delete(name);
    tell("location", { path: url.pathname + url.search + url.hash });
  }

  for (const name of ["pushState", "replaceState"]) {
    const original = history[name].bind(history);
    history[name] = (...args) => {
      original(...args);
      tellLocation();
    };
  }

  /** Client-side navigation is the app's own: the real App Bridge fires this event on the link (AppProvider listens). */
  let navigateListeners = 0;
  const addListener = window.addEventListener;
  window.addEventListener = function addEventListener(type, ...rest) {
    if (type === "shopify:navigate" && (this === window || this === undefined)) navigateListeners += 1;
    return addListener.call(this ?? window, type, ...rest);
  };

  function navigate(href) {
    const links = [...document.querySelectorAll("ui-nav-menu a, s-app-nav a, s-app-nav s-link")];
    let link = links.find((one) => one.getAttribute("href") === href);
    if (!link) {
      link = document.createElement("a");
      link.setAttribute("href", href);
    }
    if (navigateListeners === 0) return location.assign(withAdminParameters(href));
    const event = new CustomEvent("shopify:navigate", { bubbles: true, composed: true, cancelable: true });
    if (link.isConnected) return link.dispatchEvent(event);
    // Not in the page, so it would not bubble to the window: hand it over with the link as its target.
    Object.defineProperty(event, "target", { value: link });
    window.dispatchEvent(event);
  }

  function withAdminParameters(href) {
    const url = new URL(href, location.href);
    for (const [name, value] of Object.entries({
      embedded: "1",
      shop: config.shop,
      host: config.host,
      locale: config.locale,
    })) {
      url.searchParams.set(name, value);
    }
    return url;
  }

  // ---------------------------------------------------------------- links that leave the frame

  const ADMIN_PAGE = /^(?:shopify:\/*admin|https:\/\/admin\.shopify\.com\/store\/[^/]+)/i;

  /** The pretend shop's own host is reserved for examples: nobody is there but the sandbox. */
  const isPretendShop = (url) => /^https:\/\/[^/]+\.example(?:\/|$)/i.test(url);

  function leaves(url, target) {
    if (ADMIN_PAGE.test(url)) {
      tell("open-admin", { path: url.replace(ADMIN_PAGE, "") || "/" });
      return true;
    }
    if (embedded && (target === "_top" || target === "_parent" || isPretendShop(url))) {
      tell("open", { url: new URL(url, location.href).href, target });
      return true;
    }
    return false;
  }

  function onClick(event) {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.hasAttribute("href"));
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (leaves(link.getAttribute("href"), link.target)) event.preventDefault();
  }

  const plainOpen = window.open.bind(window);
  window.open = (url, target, features) =>
    leaves(String(url ?? ""), target) ? null : plainOpen(url, target, features);

  // ---------------------------------------------------------------- navigation and title bar

  let lastChrome = "";

  /** Reads what the page declares and tells the admin when it changed. */
  function tellChrome() {
    const nav = document.querySelector("ui-nav-menu, s-app-nav");
    const links = [...(nav?.querySelectorAll("a, s-link") ?? [])].map((link) => ({
      href: link.getAttribute("href") ?? "",
      label: link.textContent.trim(),
      home: link.getAttribute("rel") === "home",
    }));
    const bar = titleBar();
    const buttons = titleBarButtons().map((button) => ({
      label: button.textContent.trim(),
      primary: button.getAttribute("variant") === "primary",
      disabled: button.hasAttribute("disabled"),
    }));
    const chrome = { links, titleBar: bar ? { title: bar.getAttribute("title") ?? "", buttons } : null };
    const written = JSON.stringify(chrome);
    if (written === lastChrome) return;
    lastChrome = written;
    tell("chrome", chrome);
  }

  const titleBar = () => [...document.querySelectorAll("ui-title-bar")].find((bar) => !bar.closest("ui-modal"));
  const titleBarButtons = () => [...(titleBar()?.querySelectorAll("button, a") ?? [])];

  // ---------------------------------------------------------------- save bar

  const SHOWN = new Map(); // id of a ui-save-bar, or a form -> what its buttons do
  const blocksLeaving = () => SHOWN.size > 0;

  function tellSaveBar() {
    const [bar] = [...SHOWN.values()].slice(-1);
    tell("save-bar", { bar: bar ? bar.describe() : null });
  }

  function pressSaveBar(action) {
    const [bar] = [...SHOWN.values()].slice(-1);
    bar?.[action]();
  }

  function barOfElement(element) {
    const buttons = () => [...element.querySelectorAll("button")];
    const save = () => buttons().find((button) => button.getAttribute("variant") === "primary");
    const discard = () => buttons().find((button) => button.getAttribute("variant") !== "primary");
    return {
      describe: () => ({
        saveDisabled: save()?.hasAttribute("disabled") ?? false,
        saving: save()?.hasAttribute("loading") ?? false,
        discardDisabled: discard()?.hasAttribute("disabled") ?? false,
        confirmDiscard: element.hasAttribute("discardconfirmation"),
      }),
      save: () => save()?.click(),
      discard: () => discard()?.click(),
    };
  }

  function barOfForm(form) {
    return {
      describe: () => ({ confirmDiscard: form.hasAttribute("data-discard-confirmation") }),
      save: () => form.requestSubmit(),
      discard: () => form.reset(),
    };
  }

  function setBar(key, bar) {
    if (bar) SHOWN.set(key, bar);
    else SHOWN.delete(key);
    tellSaveBar();
  }

  const saveBarElement = (id) => {
    const element = document.getElementById(id);
    if (!(element instanceof SaveBar)) throw new Error(`App Bridge: there is no <ui-save-bar id="${id}">.`);
    return element;
  };

  class SaveBar extends HTMLElement {
    get showing() {
      return SHOWN.has(this);
    }
    async show() {
      setBar(this, barOfElement(this));
      this.dispatchEvent(new Event("show"));
    }
    async hide() {
      if (!this.showing) return;
      setBar(this, null);
      this.dispatchEvent(new Event("hide"));
    }
    toggle() {
      return this.showing ? this.hide() : this.show();
    }
    static observedAttributes = ["open"];
    attributeChangedCallback(_name, _before, now) {
      if (now === null) void this.hide();
      else void this.show();
    }
    disconnectedCallback() {
      void this.hide();
    }
  }

  function onFormChange(event) {
    const form = event.target?.form ?? event.target?.closest?.("form");
    if (form?.hasAttribute("data-save-bar") && !SHOWN.has(form)) setBar(form, barOfForm(form));
  }
  function onFormDone(event) {
    if (SHOWN.has(event.target)) setBar(event.target, null);
  }

  // ---------------------------------------------------------------- modal

  class Modal extends HTMLElement {
    #dialog;
    #content;
    /** Where Shopify's React component renders what the modal says: a node of the page's own, so that its styles hold. */
    get content() {
      if (!this.#content) {
        this.#content = document.createElement("div");
        this.append(this.#content);
      }
      return this.#content;
    }
    connectedCallback() {
      if (this.#dialog) return;
      // A shadow root: the page's own nodes stay where React put them.
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [modalSheet];
      root.innerHTML = `<dialog aria-labelledby="title"><header><h2 id="title"></h2><button class="close" aria-label="Close">×</button></header><div class="body"><slot></slot></div><footer></footer></dialog>`;
      this.#dialog = root.querySelector("dialog");
      root.querySelector(".close").addEventListener("click", () => void this.hide());
      this.#dialog.addEventListener("close", () => this.dispatchEvent(new Event("hide")));
    }
    async show() {
      const bar = this.querySelector("ui-title-bar");
      this.shadowRoot.querySelector("h2").textContent = bar?.getAttribute("title") ?? "";
      this.shadowRoot.querySelector("footer").replaceChildren(
        ...[...(bar?.querySelectorAll("button") ?? [])].reverse().map((original) => {
          const button = document.createElement("button");
          button.textContent = original.textContent;
          button.className = original.getAttribute("variant") ?? "";
          button.disabled = original.hasAttribute("disabled");
          button.addEventListener("click", () => original.click());
          return button;
        }),
      );
      this.#dialog.showModal();
      this.dispatchEvent(new Event("show"));
    }
    async hide() {
      this.#dialog?.close();
    }
    toggle() {
      return this.#dialog?.open ? this.hide() : this.show();
    }
  }

  const modalElement = (id) => {
    const element = document.getElementById(id);
    if (!(element instanceof Modal)) throw new Error(`App Bridge: there is no <ui-modal id="${id}">.`);
    return element;
  };

  const modalSheet = new CSSStyleSheet();
  modalSheet.replaceSync(`
    dialog { border: 0; border-radius: 16px; padding: 0; width: min(38rem, 94vw); box-shadow: 0 20px 60px #0005; font: 14px/1.45 Inter, system-ui, sans-serif; color: #303030; background: #fff }
    dialog::backdrop { background: #0008 }
    header, footer { display: flex; gap: 8px; align-items: center; padding: 12px 16px; background: #f7f7f7 }
    footer:empty { display: none } footer { justify-content: end }
    h2 { font-size: 14px; margin: 0; flex: 1 } .body { padding: 16px }
    button { font: 600 13px Inter, system-ui, sans-serif; padding: 7px 12px; border: 1px solid #c9c9c9; border-radius: 8px; background: #fff; cursor: pointer }
    button.primary { background: #303030; border-color: #303030; color: #fff } button.close { border: 0; background: none; font-size: 18px; line-height: 1; padding: 4px 8px }
  `);

  // ---------------------------------------------------------------- toasts

  const toasts = new Map();
  let lastToast = 0;

  function finishToast(id, action) {
    const options = toasts.get(id);
    toasts.delete(id);
    if (action === "pressed") options?.onAction?.();
    else options?.onDismiss?.();
  }

  // ---------------------------------------------------------------- the clock of the pretend world

  let clockOffsetMs = Number(script.dataset.clockOffsetMs ?? new URL(script.src).searchParams.get("offset") ?? 0);
  const RealDate = Date;
  const ahead = () => RealDate.now() + clockOffsetMs;
  window.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [ahead()] : args, newTarget),
    apply: () => new RealDate(ahead()).toString(),
    get: (target, key, receiver) => (key === "now" ? ahead : Reflect.get(target, key, receiver)),
  });

  // ---------------------------------------------------------------- window.shopify

  const absent = (name, instead) => () =>
    Promise.reject(new Error(`App Bridge stand-in: shopify.${name} is not in the sandbox. ${instead}`));

  window.shopify = {
    config,
    origin: "https://admin.shopify.com",
    ready: Promise.resolve(),
    environment: { embedded, mobile: false, pos: false },
    idToken,
    loading: (on) => tell("loading", { on: on !== false }),
    toast: {
      show(message, options = {}) {
        const id = `toast-${++lastToast}`;
        toasts.set(id, options);
        tell("toast", {
          id,
          message: String(message),
          duration: options.duration ?? 5000,
          isError: options.isError === true,
          action: options.action ?? null,
        });
        return id;
      },
      hide: (id) => tell("toast-hide", { id }),
    },
    saveBar: {
      show: async (id) => saveBarElement(id).show(),
      hide: async (id) => saveBarElement(id).hide(),
      toggle: async (id) => saveBarElement(id).toggle(),
      /** Resolves once nothing unsaved stands in the way. */
      leaveConfirmation: async () => {
        if (blocksLeaving()) await ask("leave-confirmation");
      },
    },
    modal: {
      show: async (id) => modalElement(id).show(),
      hide: async (id) => modalElement(id).hide(),
      toggle: async (id) => modalElement(id).toggle(),
    },
    app: { extensions: () => ask("extensions") },
    user: async () => ({ accountAccess: "Administrator" }),
    scopes: {
      query: () => ask("scopes"),
      request: (scopes) => ask("scopes-request", { scopes: [...scopes] }),
      revoke: (scopes) => ask("scopes-revoke", { scopes: [...scopes] }),
    },
    webVitals: { onReport() {} },
    reviews: {
      request: async () => ({ success: false, code: "cooldown-period", message: "No reviews in the sandbox." }),
    },
    resourcePicker: absent("resourcePicker()", "Pick products in a real development store."),
    picker: absent("picker()", "Try it in a real development store."),
    intents: { invoke: absent("intents.invoke()", "Try it in a real development store.") },
  };

  // ---------------------------------------------------------------- start

  customElements.define("ui-save-bar", SaveBar);
  customElements.define("ui-modal", Modal);
  const hidden = new CSSStyleSheet();
  hidden.replaceSync("ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar { display: none !important }");

  function listen() {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, hidden];
    addListener.call(window, "message", onMessage);
    addListener.call(window, "popstate", tellLocation);
    addListener.call(window, "hashchange", tellLocation);
    // The app's own handlers come first: what they prevent is theirs.
    addListener.call(window, "click", onClick);
    document.addEventListener("input", onFormChange);
    document.addEventListener("submit", onFormDone);
    document.addEventListener("reset", onFormDone);
    addListener.call(window, "beforeunload", () => tell("loading", { on: true }));
    new MutationObserver(() => {
      tellChrome();
      if (SHOWN.size > 0) tellSaveBar();
    }).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ["href", "rel", "title", "variant", "disabled", "loading"],
    });
    lastChrome = "";
    tell("hello", { apiKey: config.apiKey });
    tellLocation();
    tellChrome();
  }

  window.__appBridgeStandIn = { listen };
  const reload = params.get("shopify-reload");
  if (reload) {
    addListener.call(window, "message", onMessage);
    tell("hello", { apiKey: config.apiKey });
    bounce(reload).catch((error) => console.error(error));
  } else {
    listen();
  }
})();
