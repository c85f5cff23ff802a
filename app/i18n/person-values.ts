import type { i18n } from "i18next";
import type { FileSection, FileValue } from "../core/privacy/person-file.ts";

/** How the values in a person's file are said to that person. */
export type Tongue = { i18n: i18n; locale: string; timeZone: string };

const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const brands: Partial<Record<string, string>> = { shopify: "Shopify", whatsapp: "WhatsApp" };
/** Codes of the app, Shopify or Meta: said in words, or they are technical. */
const coded = new Set(
  "kind purpose state source category outcome status financialStatus fulfillmentStatus topic place".split(" "),
);

/** What a value says to a person; null: it is a code without words, which is nothing for people. */
export function sayValue(
  section: FileSection,
  key: string,
  value: string | number | boolean,
  tongue: Tongue,
): string | null {
  const { locale, timeZone } = tongue;
  if (typeof value === "string" && moment.test(value))
    return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone }).format(new Date(value));
  if (key === "birthday" && typeof value === "number") return sayBirthday(value, locale);
  if (key === "country") return nameOf("region", String(value), locale);
  if (key === "locale" || key === "language") return nameOf("language", String(value), locale);
  if (coded.has(key)) return sayCode(`${section}.${key}`, String(value), tongue) || null;
  return String(value);
}

/** The words are those of the pages on which the merchant sees the same. */
function sayCode(where: string, value: string, { i18n: { t } }: Tongue): string {
  const none = { defaultValue: "" };
  switch (where) {
    case "identities.kind":
      return t(`customer.identity.${value}`, none);
    case "consent.purpose":
      return t(`customer.purpose.${value}`, none);
    case "consent.state":
      return t(`customer.consentState.${value}`, none);
    case "consent.source":
      if (value === "merchant") return t("privacy.file.notedByShop");
      return value === "checkout" ? t("customer.source.checkout") : t(`consent.sources.${value}`, none);
    case "messages.category":
      return t(`categories.${value}`, none);
    case "messages.state":
      return t(`states.${value}`, none);
    case "replies.outcome":
      return t(`message.answerOutcome.${value}`, none);
    case "requests.kind":
      return t(`galleryNames.${value}`, none);
    case "automations.state":
      return t(`event.runState.${value}`, none);
    case "events.kind":
      return t(`events.${value}`, none);
    case "events.outcome":
      return t(`eventList.outcomeNames.${value}`, none);
    case "credits.kind":
      return t(`results.kinds.${value}`, none);
    case "looks.place":
      return t(`privacy.places.${value}`, none);
    case "asked.topic":
      return t(`privacy.topics.${value}`, none);
    case "asked.outcome":
      return t(`privacy.outcomes.${value}`, none);
    case "webhooks.source":
      return brands[value] ?? "";
    default:
      return "";
  }
}

/** 229 is 29 February. */
function sayBirthday(day: number, locale: string): string {
  const inLeapYear = new Date(Date.UTC(2024, Math.floor(day / 100) - 1, day % 100));
  return new Intl.DateTimeFormat(locale, { month: "long", day: "numeric", timeZone: "UTC" }).format(inLeapYear);
}

/** Shopify and Meta write codes that Intl refuses; such a one stands as it is. */
function nameOf(type: "region" | "language", code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code.replace("_", "-")) ?? code;
  } catch {
    return code;
  }
}

/** The languages they are known to want, of merged entries that of the one in force first. */
export function languagesOf(people: readonly Record<string, FileValue>[]): string[] {
  const inForceFirst = [...people.filter((one) => one.mergedIntoId === null), ...people];
  return inForceFirst.flatMap(({ locale }) => (typeof locale === "string" ? [locale] : []));
}
