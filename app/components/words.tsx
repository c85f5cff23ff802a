import { useState, type ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { createI18n } from "../i18n/create-i18n.ts";

/** Gives the pages below it their language. */
export function Words({ locale, children }: { locale: string; children: ReactNode }) {
  const [i18n] = useState(() => createI18n(locale));
  return <I18nextProvider i18n={i18n}>{children}</I18nextProvider>;
}
