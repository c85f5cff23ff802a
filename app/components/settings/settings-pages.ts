import type { TFunction } from "i18next";
import { languageName } from "../language-name.ts";
import { keptFor } from "./kept-for.ts";
import { writeTime } from "./time-of-day.ts";

/** The sections in the order in which a merchant comes to them. */
export const settingsPages = [
  { section: "connection", url: "/app/connect" },
  { section: "sending", url: "/app/settings/sending" },
  { section: "languages", url: "/app/settings/languages" },
  { section: "optIn", url: "/app/settings/opt-in" },
  { section: "optOut", url: "/app/settings/opt-out" },
  { section: "costs", url: "/app/settings/costs" },
  { section: "data", url: "/app/settings/data" },
  { section: "privacy", url: "/app/settings/privacy" },
  { section: "notifications", url: "/app/settings/notifications" },
  { section: "usage", url: "/app/settings/usage" },
] as const;

type Section = (typeof settingsPages)[number]["section"];

type InForce = {
  quietHours: { enabled: boolean; from: number; to: number };
  frequencyCap: { max: number; days: number };
  languages: string[] | null;
  fallback: string;
  optIn: { confirm: "everywhere" | "except" | "only"; countries: string[] };
  ownWords: number;
  data: { messageMonths: number | null; eventMonths: number | null };
  email: string | null;
};

/** What each section says now, in one line, so that one need not open it to see. */
export function settingsInForce(t: TFunction, locale: string, now: InForce): Partial<Record<Section, string>> {
  const { quietHours, frequencyCap, languages } = now;
  const list = new Intl.ListFormat(locale, { type: "unit", style: "short" });
  const regions = new Intl.DisplayNames([locale], { type: "region" });
  return {
    sending: quietHours.enabled
      ? t("settings.sending.now", {
          from: writeTime(quietHours.from),
          to: writeTime(quietHours.to),
          ...frequencyCap,
        })
      : t("settings.sending.nowLoud", frequencyCap),
    languages: languages
      ? t("settings.languages.now", {
          languages: list.format(languages.map((code) => languageName(code, locale))),
          fallback: languageName(now.fallback, locale),
        })
      : t("settings.languages.nowAll"),
    optIn: t(`settings.optIn.now.${now.optIn.confirm}`, {
      countries: list.format(now.optIn.countries.map((country) => regions.of(country) ?? country)),
    }),
    optOut: t("settings.optOut.now", { count: now.ownWords }),
    data: t("settings.data.now", {
      messages: keptFor(t, now.data.messageMonths),
      events: keptFor(t, now.data.eventMonths),
    }),
    notifications: now.email
      ? t("settings.notifications.now", { email: now.email })
      : t("settings.notifications.nowOff"),
    usage: t("settings.usage.now"),
  };
}
