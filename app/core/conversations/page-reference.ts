/**
 * The reference at the end of a message that our chat button wrote: "(ref: product-linen-tote.44012345678901)". People
 * see it and may delete it; it names a page of the shop, never a person. extensions/tidings-chat writes it.
 *
 *   (ref: <page>)                          home, cart, search, …
 *   (ref: <page>-<handle>)                 product, collection, page, article, blog
 *   (ref: product-<handle>.<variant id>)
 *   (ref: restock-<handle>.<variant id>.<language>)   sold out: the writer wants to be told when it is back
 *   (ref: L-<code>)                      a link or a printed code that the merchant has made
 *
 * Each but the last may end with ~<campaign>: the name that the page's address bore as utm_campaign.
 */
export type PageReference = {
  /** As written, without the brackets. */
  reference: string;
  /** Kind of page, e.g. "product". */
  page: string;
  handle?: string;
  /** Shopify's variant id, digits. */
  variantId?: string;
  /** Of a link the merchant has made (core/links). */
  linkCode?: string;
  /** BCP 47: the language the page was read in. */
  language?: string;
  /** As the merchant's adverts call it. */
  campaign?: string;
};

/** Handles keep the letters of their language; Shopify allows 255 characters. Invisible marks come from copying. */
const form =
  /\(\s*ref:\s*(?<page>[a-z]{2,20})(?:-(?<handle>[\p{L}\p{M}\p{N}_/-]{1,255}?))?(?:\.(?<variant>\d{1,20}))?(?:\.(?<language>[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}))?(?:~(?<campaign>[\p{L}\p{M}\p{N} _-]{1,40}))?\s*\)[\s\p{Cf}]*$/iu;

const linkForm = /\(\s*ref:\s*L-(?<code>[0-9a-z]{4,16})\s*\)[\s\p{Cf}]*$/iu;

/** The page a click-to-chat message was written on; null when it carries no reference at its end. */
export function readPageReference(text: string): PageReference | null {
  const linkCode = linkForm.exec(text)?.groups?.code?.toUpperCase();
  if (linkCode) return { reference: `L-${linkCode}`, page: "link", linkCode };
  const groups = form.exec(text)?.groups;
  const page = groups?.page?.toLowerCase();
  if (!page) return null;
  const handle = groups?.handle?.toLowerCase();
  const variantId = groups?.variant;
  const language = groups?.language;
  const campaign = groups?.campaign?.trim();
  const reference = page + (handle ? `-${handle}` : "") + (variantId ? `.${variantId}` : "");
  return {
    reference,
    page,
    ...(handle ? { handle } : {}),
    ...(variantId ? { variantId } : {}),
    ...(language ? { language } : {}),
    ...(campaign ? { campaign } : {}),
  };
}
