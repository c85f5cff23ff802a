import type { Ids } from "../ports.ts";
import { appProxyPath } from "./app-proxy-path.ts";

const pattern = /^([0-9a-f]{32})-([\w-]{22})$/;

/**
 * What stands in the address of a person's preference page: their id and a keyed hash of it with the shop's, 132 bits of it.
 * Whoever has not been given it can not make it, and it says nothing about the person.
 */
export function writePreferenceReference(ids: Ids, shopId: string, contactId: string): string {
  const [mark = ""] = marksOf(ids, shopId, contactId);
  return `${contactId.replaceAll("-", "")}-${mark}`;
}

/** The contact it names in this shop; null when nobody here wrote it. Every key in use is believed. */
export function readPreferenceReference(ids: Ids, shopId: string, reference: string): string | null {
  const [, digits = "", mark = ""] = pattern.exec(reference) ?? [];
  if (digits === "") return null;
  const contactId = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  return marksOf(ids, shopId, contactId).some((known) => isSame(known, mark)) ? contactId : null;
}

function marksOf(ids: Ids, shopId: string, contactId: string): string[] {
  return ids
    .fingerprints(`${shopId}|preferences|${contactId}`)
    .map((fingerprint) => fingerprint.split(".").at(-1)?.slice(0, 22) ?? "")
    .filter((mark) => mark.length === 22);
}

/** Looks at every character, whichever is wrong: how long it takes tells nothing. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}

/** Where the page is on the shop's own site. */
export function preferencesUrl(ids: Ids, shop: { id: string; storefrontHost: string }, contactId: string): string {
  return pageOf(shop, writePreferenceReference(ids, shop.id, contactId));
}

/** An address like a person's own, that leads to nobody's page: for reviewers, previews and tests. */
export function samplePreferencesUrl(shop: { storefrontHost: string }): string {
  return pageOf(shop, "0123456789abcdef0123456789abcdef-Kx2mQ7tR9vLw4ZpN8sYb1A");
}

const pagePath = `${appProxyPath}/preferences/`;
const referenceInText = new RegExp(`(${pagePath})[\\w-]+`, "g");

function pageOf({ storefrontHost }: { storefrontHost: string }, reference: string): string {
  return `https://${storefrontHost}${pagePath}${reference}`;
}

/** Whether a path of the shop's site, without its first slash, leads to somebody's own page. */
export function leadsToPreferences(path: string): boolean {
  return `/${path}`.startsWith(pagePath);
}

/**
 * A text without the references of such addresses: what is decided on the page counts as the person's own word, so nobody
 * else is shown the way there.
 */
export function withoutPreferenceReference(text: string): string {
  return text.replace(referenceInText, "$1…");
}
