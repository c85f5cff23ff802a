/**
 * Stand-ins for the few of Shopify's components that the extension uses, each a custom element of its own: enough to look at,
 * to fill in and to press. Shopify draws them itself, in the shop's checkout style.
 */
const style = `
  :host { display: block; font: 1rem/1.5 system-ui, sans-serif; color: #2b2420; }
  :host([hidden]) { display: none; }
  label { display: block; font-size: .85rem; color: #6b5d54; }
  input:not([type=checkbox]), select { display: block; width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid #b9aca0;
    border-radius: .4rem; font: inherit; background: #fff; color: inherit; box-sizing: border-box; }
  .error { color: #a3261b; font-size: .85rem; margin: .25rem 0 0; }
  [aria-invalid=true] { border-color: #a3261b !important; }
  button { font: inherit; min-height: 2.75rem; padding: .5rem 1.25rem; border: 0; border-radius: .4rem; background: #1f5f43; color: #fff; cursor: pointer; }
  button:disabled { opacity: .6; cursor: default; }
  button.link { background: none; color: #1f5f43; padding: 0; text-decoration: underline; min-height: 2rem; }
`;

/** An element whose properties (which Preact writes) are drawn anew with each change. */
function define(name, properties, template, draw) {
  class Element extends HTMLElement {
    constructor() {
      super();
      this.values = {};
      this.attachShadow({ mode: "open", delegatesFocus: true }).innerHTML = `<style>${style}</style>${template}`;
      this.inner = (selector) => this.shadowRoot.querySelector(selector);
      draw.wire?.(this);
    }
    connectedCallback() {
      draw(this, this.values);
    }
  }
  for (const property of properties)
    Object.defineProperty(Element.prototype, property, {
      get() {
        return this.values[property];
      },
      set(value) {
        this.values[property] = value;
        draw(this, this.values);
      },
    });
  customElements.define(name, Element);
}

function drawing(draw, wire) {
  return Object.assign(draw, { wire });
}

const nothing = drawing(() => {});

define(
  "s-section",
  ["heading"],
  `<style>h2 { font: 600 1.1rem/1.4 system-ui; margin: 0 0 .75rem; }</style><h2></h2><slot></slot>`,
  drawing((it, { heading }) => void (it.inner("h2").textContent = heading ?? "")),
);

define(
  "s-stack",
  ["gap", "direction", "alignItems"],
  `<style>:host { display: flex; flex-direction: column; gap: .9rem; } </style><slot></slot>`,
  drawing((it, { gap, direction }) => {
    it.style.gap = gap === "small-300" ? ".4rem" : ".9rem";
    it.style.flexDirection = direction === "inline" ? "row" : "column";
  }),
);

define(
  "s-text",
  ["color"],
  `<slot></slot>`,
  drawing((it, { color }) => void (it.style.color = color === "subdued" ? "#6b5d54" : "")),
);

define(
  "s-banner",
  ["tone"],
  `<style>div { border: 1px solid #d9a39d; background: #fdf0ee; border-radius: .4rem; padding: .75rem; }</style><div role="alert"><slot></slot></div>`,
  nothing,
);

define(
  "s-icon",
  ["type"],
  `<style>:host { display: inline-block; }</style><span aria-hidden="true"></span>`,
  drawing(
    (it, { type }) => void (it.inner("span").textContent = { "check-circle": "✓", clock: "◷", info: "ⓘ" }[type] ?? ""),
  ),
);

define(
  "s-skeleton-paragraph",
  [],
  `<style>div { height: 1rem; margin: .6rem 0; border-radius: .3rem; background: #eee5dc; }</style><div></div><div></div><div></div>`,
  nothing,
);

define(
  "s-form",
  ["disabled"],
  `<slot></slot>`,
  drawing(
    () => {},
    (it) => {
      it.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.localName === "s-phone-field") it.dispatchEvent(new Event("submit"));
      });
    },
  ),
);

define(
  "s-button",
  ["type", "variant", "loading", "disabled"],
  `<button type="button"><slot></slot></button>`,
  drawing(
    (it, { loading, disabled }) => {
      it.inner("button").disabled = Boolean(disabled || loading);
      it.inner("button").setAttribute("aria-busy", String(Boolean(loading)));
    },
    (it) => {
      it.inner("button").addEventListener("click", () => {
        if (it.type === "submit") it.closest("s-form")?.dispatchEvent(new Event("submit"));
      });
    },
  ),
);

define("s-link", ["href"], `<button type="button" class="link"><slot></slot></button>`, nothing);

define(
  "s-phone-field",
  ["label", "value", "error", "name", "autocomplete", "required"],
  `<label for="field"></label><input id="field" type="tel" dir="ltr" autocomplete="tel" aria-describedby="error"><p class="error" id="error"></p>`,
  drawing(
    (it, { label, value, error }) => {
      const input = it.inner("input");
      it.inner("label").textContent = label ?? "";
      if (input.value !== (value ?? "")) input.value = value ?? "";
      input.setAttribute("aria-invalid", String(Boolean(error)));
      it.inner("p").textContent = error ?? "";
    },
    (it) => {
      // Before the event reaches whoever listens on the element itself.
      it.inner("input").addEventListener("input", () => void (it.values.value = it.inner("input").value));
    },
  ),
);

define(
  "s-checkbox",
  ["label", "checked", "name"],
  `<style>label { display: flex; gap: .6rem; align-items: start; font-size: 1rem; color: inherit; } input { margin-top: .35rem; }</style><label><input type="checkbox"><span></span></label>`,
  drawing(
    (it, { label, checked }) => {
      it.inner("span").textContent = label ?? "";
      it.inner("input").checked = Boolean(checked);
    },
    (it) => {
      it.inner("input").addEventListener("change", () => {
        it.values.checked = it.inner("input").checked;
        it.dispatchEvent(new Event("change"));
      });
    },
  ),
);

define("s-option", ["value"], "", nothing);

define(
  "s-select",
  ["label", "value", "name", "autocomplete"],
  `<label for="field"></label><select id="field"></select>`,
  drawing(
    (it, { label, value }) => {
      it.inner("label").textContent = label ?? "";
      it.inner("select").value = value ?? "";
    },
    (it) => {
      const select = it.inner("select");
      new MutationObserver(() => {
        const options = [...it.querySelectorAll("s-option")].map(
          (option) => new Option(option.textContent, option.value),
        );
        select.replaceChildren(new Option("", ""), ...options);
        select.value = it.values.value ?? "";
      }).observe(it, { childList: true, subtree: true, characterData: true });
      select.addEventListener("change", () => {
        it.values.value = select.value;
        it.dispatchEvent(new Event("change"));
      });
    },
  ),
);
