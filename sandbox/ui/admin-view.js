/**
 * How the pretend admin is looked at: in which language the merchant uses it, and whether it has the window to itself.
 * Both are remembered by the browser; `?admin-locale=ar&admin-alone=1` in the page's address sets them.
 */

/** The languages a merchant can choose for Shopify's admin that the app speaks, each by its own name. */
export const adminLocales = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["es", "Español"],
  ["pt-BR", "Português (Brasil)"],
  ["fr", "Français"],
  ["it", "Italiano"],
  ["tr", "Türkçe"],
  ["ar", "العربية"],
  ["ja", "日本語"],
  ["hi", "हिन्दी"],
];

const LOCALE = "sandbox.admin-locale";
const ALONE = "sandbox.admin-alone";

const asked = new URLSearchParams(location.search);
if (asked.has("admin-locale")) chooseLocale(asked.get("admin-locale"));
showAlone(asked.has("admin-alone") ? asked.get("admin-alone") === "1" : isAlone());

export function adminLocale() {
  return localStorage.getItem(LOCALE) ?? "en";
}

export function chooseLocale(tag) {
  if (adminLocales.some(([known]) => known === tag)) localStorage.setItem(LOCALE, tag);
}

export function isAlone() {
  return localStorage.getItem(ALONE) === "1";
}

export function showAlone(on) {
  localStorage.setItem(ALONE, on ? "1" : "0");
  document.body.classList.toggle("admin-only", on);
}
