import { howOften, type Preferences } from "../../core/opt-in/preferences.ts";
import { locales } from "../../i18n/locales.ts";
import type { ShopperWords } from "../../i18n/shopper.ts";
import { escapeText } from "./shopper-page.ts";

/** Which of our languages is theirs; "": none of them, or not known. */
export function shownLocale(locale: string | null): string {
  const language = locale?.split(/[-_]/)[0]?.toLowerCase();
  return locales.find((one) => one.split("-")[0] === language) ?? "";
}

/** What stands in the way, in a sentence. */
export function refusalContent({ t }: ShopperWords, key: "busy" | "closed" | "otherSite"): string {
  return `<h1>${escapeText(t("shopper.preferences.title"))}</h1><p role="alert">${escapeText(t(`shopper.answers.${key}`))}</p>`;
}

/** For a reference that nobody here wrote, and for somebody who was erased. */
export function unknownContent({ t }: ShopperWords): string {
  return `<h1>${escapeText(t("shopper.preferences.title"))}</h1><p role="alert">${escapeText(t("shopper.preferences.unknown"))}</p>`;
}

/**
 * What a theme's own dress of these elements would spoil, said on the elements, where it yields to no rule of a theme: themes
 * lay labels out as a column or hide the boxes, and some know no secondary button. In em, as many themes have a rem of 10 px.
 */
const looks = {
  label: "display:flex;align-items:flex-start;gap:.75em;margin:0;color:inherit;font-size:inherit;cursor:pointer",
  box: "appearance:auto;position:static;opacity:1;flex:none;inline-size:1.25em;block-size:1.25em;margin:.2em 0 0;padding:0",
  select: "inline-size:100%;min-block-size:44px;margin-block-start:.4em;text-overflow:ellipsis",
  heading: "display:block;color:inherit;font-size:inherit",
  form: "display:grid;gap:1.25em;max-width:none;margin:1.5em 0 0;padding:0",
  row: "margin:0",
  stop: "appearance:none;min-block-size:44px;padding:.6em 0;border:0;background:none;box-shadow:none;color:inherit;font:inherit;text-decoration:underline;cursor:pointer",
};

/** The form, to be posted to where it stands; the theme gives it its fonts, colours and the look of the main button. */
export function preferencesContent(
  words: ShopperWords,
  shopName: string,
  known: Preferences,
  { formId, said }: { formId: string; said: "saved" | "unreadable" | null },
): string {
  const { t } = words;
  const text = (key: string, values: Record<string, string> = {}) =>
    escapeText(t(`shopper.preferences.${key}`, values));
  const role = said === "unreadable" ? "alert" : "status";
  const answer = said ? `<p role="${role}"><strong>${text(said)}</strong></p>` : "";
  return `<h1>${text("title")}</h1>${answer}<p>${text("intro", { shop: shopName })}</p>
<form method="post" style="${looks.form}">
${hidden("form", formId)}${hidden("was_marketing", known.marketing ? "1" : "0")}${hidden("was_transactional", known.transactional ? "1" : "0")}
${box("transactional", text("transactional"), known.transactional)}
${box("marketing", text("marketing"), known.marketing)}
${choice("often", text("often"), howOften.map((one) => option(one, text(`oftenChoice.${one}`), one === known.often)).join(""))}
${choice("locale", text("language"), languageOptions(words, known.locale))}
<p style="${looks.row}"><button type="submit" class="button" name="act" value="save">${text("save")}</button></p>
<p style="${looks.row}"><button type="submit" name="act" value="stop" style="${looks.stop}">${text("stop")}</button></p>
</form>`;
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${value}">`;
}

function box(name: string, label: string, isOn: boolean): string {
  return `<label style="${looks.label}"><input type="checkbox" name="${name}" value="1"${isOn ? " checked" : ""} style="${looks.box}"> ${label}</label>`;
}

function choice(name: string, label: string, options: string): string {
  return `<p style="${looks.row}"><label for="tidings-${name}" style="${looks.heading}">${label}</label><select id="tidings-${name}" name="${name}" style="${looks.select}">${options}</select></p>`;
}

function option(value: string, label: string, isChosen: boolean): string {
  return `<option value="${value}"${isChosen ? " selected" : ""}>${label}</option>`;
}

function languageOptions({ t, locale }: ShopperWords, theirs: string | null): string {
  const shown = shownLocale(theirs);
  const names = new Intl.DisplayNames([locale], { type: "language" });
  const kept = shown === "" ? option("", escapeText(t("shopper.preferences.languageKept")), true) : "";
  return kept + locales.map((one) => option(one, escapeText(names.of(one) ?? one), one === shown)).join("");
}
