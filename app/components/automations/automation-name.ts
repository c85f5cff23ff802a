import type { TFunction } from "i18next";

/** What an automation is called: the merchant's own name for it, else the gallery's in the reader's language. */
export function automationName(t: TFunction, { name, nameKey }: { name: string; nameKey: string | null }): string {
  return nameKey === null ? name : t(`galleryNames.${nameKey}`, { defaultValue: name });
}
