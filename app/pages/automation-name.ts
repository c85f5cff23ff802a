import { readyAutomations } from "../core/automations/gallery-further.ts";

/** The gallery's key while the merchant has not given a name of their own: its words are in the catalogue (galleryNames). */
export function nameKeyOf({ key, name }: { key: string; name: string }): string | null {
  return readyAutomations.some((ready) => ready.key === key && ready.name === name) ? key : null;
}
