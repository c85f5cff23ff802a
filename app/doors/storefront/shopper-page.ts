import type { ServerResponse } from "node:http";

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  // The page is Liquid until Shopify has rendered it: what somebody wrote must not be.
  "{": "&#123;",
  "}": "&#125;",
  "%": "&#37;",
};

/** Safe inside HTML and inside Liquid. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"'{}%]/g, (character) => entities[character] ?? character);
}

/** A path for an href: everything that means something to HTML or Liquid is percent-encoded. */
export function escapePath(path: string): string {
  const whole = path.replace(/%(?![0-9a-f]{2})/gi, "%25");
  return whole.replace(/[^\w/.~%-]/gu, (character) => encodeURIComponent(character).replace(/['()*!]/g, hex));
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

/**
 * A page of ours within the shop's theme: Shopify puts the theme around what comes as application/liquid. Always 200, as
 * Shopify shows the theme's own page in place of an error's.
 */
export function sendShopperPage(
  response: ServerResponse,
  { locale, direction, content }: { locale: string; direction: "ltr" | "rtl"; content: string },
): void {
  response.writeHead(200, {
    "content-type": "application/liquid; charset=utf-8",
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
  });
  response.end(
    `<div class="page-width tidings-page" lang="${locale}" dir="${direction}" style="max-width:40em;margin:3em auto;padding:0 1.5em">${content}</div>`,
  );
}
