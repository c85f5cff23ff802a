import { gzipSync } from "node:zlib";
import { fullChatButton, weighedPage } from "#test/support/full-chat-button.ts";
import { languages, renderBlock } from "#test/support/storefront-blocks.ts";
import { writtenAssets } from "./storefront-assets.ts";

/** 2.0 KB and 1 KB: what the issue of the storefront allows, in bytes after gzip. */
export const budget = { total: 2048, script: 1024 };

export type Weight = { locale: string; kind: string; html: number; css: number; script: number; total: number };

const bytes = (text: string) => gzipSync(text, { level: 9 }).length;
/** The merchant's own text is one of the longest things on it. */
const ownText = "Guten Tag [agent]! Zu [product] in [variant] für [price] habe ich diese Frage: [link]";

/** The floating button with people, hours and text in every language; each part compressed alone, with addresses as Shopify's. */
export async function weighChatButton(): Promise<Weight[]> {
  const assets = await writtenAssets();
  const css = bytes(assets.get("chat.css") ?? "");
  const script = bytes(assets.get("chat.js") ?? "");
  const weights: Weight[] = [];
  for (const locale of languages) {
    for (const [kind, settings] of [
      ["the language's text", fullChatButton],
      ["the shop's text", { ...fullChatButton, message_product: ownText }],
    ] as const) {
      const html = bytes(await renderBlock("chat-button", { ...weighedPage, locale, settings }));
      weights.push({ locale, kind, html, css, script, total: html + css + script });
    }
  }
  return weights;
}
