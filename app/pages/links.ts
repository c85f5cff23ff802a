import { drawCodeAsPng, drawCodeAsSvg } from "../adapters/codes/draw-code.ts";
import { listLinks, readLink, type LinkFilters } from "../core/analytics/list-links.ts";
import type { ChatLinkFields } from "../core/links/chat-link.ts";
import { changeLink, linkPhones, makeLink, pauseLink, removeLink } from "../core/links/keep-links.ts";
import type { PageDeps } from "./page-deps.ts";

export function createLinkPages({ ctx }: PageDeps) {
  return {
    list: (shopId: string, filters: LinkFilters) => listLinks(ctx, shopId, filters),
    read: (shopId: string, id: string) => readLink(ctx, shopId, id),
    /** The numbers a link can lead to. */
    phones: (shopId: string) => linkPhones(ctx, shopId),
    make: (shopId: string, id: string, fields: ChatLinkFields) => makeLink(ctx, shopId, id, fields),
    change: (shopId: string, id: string, fields: ChatLinkFields, version: number) =>
      changeLink(ctx, shopId, id, fields, version),
    pause: (shopId: string, id: string, paused: boolean) => pauseLink(ctx, shopId, id, paused),
    remove: (shopId: string, id: string, removed: boolean) => removeLink(ctx, shopId, id, removed),
    drawSvg: (address: string) => drawCodeAsSvg(address),
    drawPng: (address: string) => drawCodeAsPng(address),
  };
}
