/** What a person was shown when they decided, where, and by what; no address. */
export type Shown = {
  /** The text they agreed to, as it stood there. */
  wording: string;
  /** A path, or the name of a page that is not on the shop's site. */
  page: string;
  place?: string;
  locale: string | null;
  /** By which of our doors it came. */
  door: string;
  userAgent: string;
};

/** The name of a page that is not on the shop's site ("thank_you"): a code, which the decision's source says in words. */
export function isNoAddress(page: string): boolean {
  return !page.includes("/");
}

/** The proof of a decision on a page: what was shown, and in which version, so that the same wording is found by it. */
export async function proofOf(shown: Shown) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(shown.wording));
  const first = [...new Uint8Array(digest, 0, 8)];
  return { ...shown, wordingVersion: first.map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}
