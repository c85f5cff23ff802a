import type { TFunction } from "i18next";

/** What made a message go out: an automation, by its name, the merchant's own test, or something that a shopper wrote. */
export function messageSource(t: TFunction, automation: string | null, isTest: boolean): string {
  if (isTest) return t("messages.test");
  return automation ?? t("messages.reply");
}
