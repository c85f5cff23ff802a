import { get, shopifyControl } from "./api.js";
import { h } from "./dom.js";
import { say } from "./say.js";
import { state } from "./state.js";

/** What Shopify says a scope allows, as its grant screen puts it. */
const WORDS = {
  read_customers: "View customers",
  read_discounts: "View discounts",
  read_fulfillments: "View fulfilments",
  read_locales: "View the shop's languages",
  read_orders: "View orders",
  read_products: "View products",
  read_returns: "View returns",
  write_app_proxy: "Answer under the shop's own address",
  write_customers: "Edit customers",
  write_discounts: "Edit discounts",
  write_orders: "Edit orders",
};
const words = (scope) => WORDS[scope] ?? scope;
const without = (list, taken) => list.filter((one) => !taken.includes(one));

/** How the admin answers shopify.scopes: nothing is granted but by a person in its own dialog. */
export function createPermissions(place, appName) {
  const query = () => get("/admin/scopes");

  /** True once the person granted it; Escape declines, as does the close button of the real one. */
  function consent(scopes) {
    return new Promise((resolve) => {
      const dialog = h(
        "dialog",
        { class: "admin-grant", "aria-labelledby": "admin-grant-title" },
        h("h2", { id: "admin-grant-title" }, `${appName} asks for more permissions`),
        h("p", {}, "The app would be able to:"),
        h(
          "ul",
          {},
          scopes.map((scope) => h("li", {}, words(scope), h("small", {}, scope))),
        ),
        h(
          "form",
          { method: "dialog" },
          h("button", { class: "admin-button", value: "decline" }, "Decline"),
          h("button", { class: "admin-button primary", value: "grant" }, "Grant"),
        ),
      );
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(dialog.returnValue === "grant");
      });
      place.append(dialog);
      dialog.showModal();
    });
  }

  async function keep(scopes) {
    await shopifyControl("updateScopes", { scopes: [...new Set(scopes)].sort() });
  }

  return {
    query,
    async request(scopes) {
      const before = await query();
      const undeclared = without(scopes, [...before.optional, ...before.required]);
      if (undeclared.length > 0) throw new Error(`not declared in the app's configuration: ${undeclared.join(", ")}`);
      const wanted = without(scopes, before.granted);
      const granted = wanted.length === 0 || (await consent(wanted));
      if (granted && wanted.length > 0) await keep([...before.granted, ...wanted]);
      return { result: granted ? "granted-all" : "declined-all", detail: await query() };
    },
    async revoke(scopes) {
      const before = await query();
      const required = scopes.filter((scope) => before.required.includes(scope));
      if (required.length > 0) throw new Error(`required scopes cannot be revoked: ${required.join(", ")}`);
      await keep(without(before.granted, scopes));
      return { detail: await query() };
    },
    /** The page on which Shopify asks for required scopes that a newer version of the app brought. */
    async install() {
      const before = await query();
      const wanted = without(before.required, before.granted);
      const granted = wanted.length === 0 || (await consent(wanted));
      if (granted && wanted.length > 0) await keep([...before.granted, ...wanted]);
      return granted;
    },
  };
}

/** What the app's configuration asks for; it does not change while the sandbox runs. */
const declared = { required: [], optional: [] };
void get("/admin/scopes").then(({ required, optional }) => Object.assign(declared, { required, optional }));

/** What the merchant lets the app do, taken back and given without a word of the app: Shopify's own settings page. */
export function permissionSwitches() {
  const held = new Set(state.store?.shop.scopes);
  const list = (legend, scopes) =>
    h(
      "fieldset",
      { class: "faults" },
      h("legend", {}, legend),
      scopes.map((scope) => permissionSwitch(scope, held)),
    );
  return [
    h("h2", { class: "menu-title" }, "What the merchant lets the app do"),
    list("Optional", declared.optional),
    list("Required (missing: an old installation)", declared.required),
  ];
}

function permissionSwitch(scope, held) {
  const box = h("input", { type: "checkbox", role: "switch", checked: held.has(scope) });
  box.addEventListener("change", async () => {
    if (box.checked) held.add(scope);
    else held.delete(scope);
    try {
      await shopifyControl("updateScopes", { scopes: [...held].sort() });
      await say(`${box.checked ? "Allowed" : "No longer allowed"}: ${words(scope)}`);
    } catch (error) {
      await say(error.message, { outcome: "failed" });
    }
  });
  return h("label", { class: "switch" }, box, h("span", {}, words(scope)));
}
