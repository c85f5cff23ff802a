import type { TFunction } from "i18next";

/** The sentence behind a reason key; the key itself when a newer process wrote one this page does not know. */
export function reasonText(t: TFunction, reason: string | null): string {
  return reason === null ? "" : t(`reasons.${reason}`, { defaultValue: reason.replaceAll("_", " ") });
}
