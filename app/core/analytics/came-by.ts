import { z } from "zod";
import { originSchema } from "../conversations/origin.ts";

/** What brought somebody into the chat, as far as it is known. */
export type CameBy = {
  /** The page of the store whose link they pressed. */
  page: {
    kind: string;
    /** Of a product, a collection, or the code of a link that the merchant made. */
    name: string | null;
    /** Path on the storefront. */
    path: string | null;
    at: string | null;
  } | null;
  /** The campaign that the address of the page named. */
  campaign: { name: string; at: string | null } | null;
  advert: Advert | null;
};

export type Advert = {
  headline: string | null;
  body: string | null;
  /** Meta's id of the advert or post. */
  sourceId: string | null;
  kind: "ad" | "post";
  /** Where Meta shows it; null when it is no web address. */
  url: string | null;
  at: string | null;
};

const text = z.string().trim().min(1).nullable().catch(null).default(null);

/** Meta's words: nothing of it is certain, and an address may be anything. */
const referralSchema = z.object({
  headline: text,
  body: text,
  source_id: text,
  source_type: text,
  source_url: z
    .url({ protocol: /^https$/ })
    .nullable()
    .catch(null)
    .default(null),
});

/** Conversation.origin for people; null where it says nothing. */
export function cameBy(stored: unknown): CameBy | null {
  const origin = originSchema.safeParse(stored).data;
  if (!origin) return null;
  const { page, product, collection, reference, at = null, referral, referralAt = null } = origin;
  const { campaign, campaignAt = null } = origin;
  const shown: CameBy = {
    page: page
      ? {
          kind: page,
          name: product?.handle ?? collection?.handle ?? nameIn(page, reference),
          path: product
            ? productPath(product)
            : collection
              ? `/collections/${encodeURIComponent(collection.handle)}`
              : null,
          at,
        }
      : null,
    campaign: campaign ? { name: campaign, at: campaignAt } : null,
    advert: referral ? advertOf(referral, referralAt) : null,
  };
  return shown.page || shown.campaign || shown.advert ? shown : null;
}

/** The referral of one message. */
export function advertOf(referral: unknown, at: string | null = null): Advert | null {
  const read = referralSchema.safeParse(referral);
  if (!read.success) return null;
  const { headline, body, source_id: sourceId, source_type: kind, source_url: url } = read.data;
  return { headline, body, sourceId, kind: kind === "post" ? "post" : "ad", url, at };
}

/** "L-AB12CD" is what a merchant knows a link by; "page-about" is about. */
function nameIn(page: string, reference: string | undefined): string | null {
  if (!reference || reference === page) return null;
  return page === "link" ? reference.replace(/^L-/, "") : reference.slice(page.length + 1) || null;
}

function productPath({ handle, variantId }: { handle: string; variantId?: string | undefined }): string {
  return `/products/${encodeURIComponent(handle)}${variantId ? `?variant=${variantId}` : ""}`;
}
