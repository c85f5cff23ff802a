import type { World } from "../world.ts";
import { readThemeExtensions, type ThemeBlock } from "./extensions.ts";

export type BlockPlace = "head" | "body" | "main" | "form" | "apps" | "footer";
export type OrderPage = "thank-you" | "order-status";

/** What stands on the pages of an order is one extension with a block for each of them. */
const orderExtension = "tidings-opt-in";

/**
 * The places a block has from the start, or was given: "footer", or a template's name for its main section ("product"), for its
 * form ("product:form"), or for a section that holds apps alone ("product:apps").
 */
function wishedPlaces(world: World, { handle, schema }: ThemeBlock): string[] {
  const { target, enabled_on: only } = schema;
  const usual = target === "section" ? (only?.templates ?? ["footer"]) : [target];
  return world.blockPlaces[handle] ?? usual;
}

export function isPlaced(world: World, block: ThemeBlock): boolean {
  return wishedPlaces(world, block).length > 0;
}

/** Where a block stands on a page of this template. An embed (head, body) that is switched on stands on every page. */
export function placesOf(world: World, block: ThemeBlock, template: string): BlockPlace[] {
  const name = template.split(".")[0] ?? template;
  const { target, enabled_on: only, disabled_on: never } = block.schema;
  const matches = (templates: string[] | undefined) =>
    templates?.some((wanted) => wanted === "*" || wanted === name) ?? false;
  if ((only?.templates !== undefined && !matches(only.templates)) || matches(never?.templates)) return [];
  const wished = wishedPlaces(world, block);
  if (target !== "section") return wished.length === 0 ? [] : [target === "body" ? "body" : "head"];
  return [
    ...(wished.includes(name) || wished.includes("*") ? (["main"] as const) : []),
    ...(["form", "apps"] as const).filter((place) => wished.includes(`${name}:${place}`)),
    ...(wished.includes("footer") ? (["footer"] as const) : []),
  ];
}

/** On which pages of an order the app's block stands. */
export function readOrderPages(world: World): OrderPage[] {
  const wished = world.blockPlaces[orderExtension];
  return (["thank-you", "order-status"] as const).filter((page) => wished?.includes(page) ?? true);
}

/** What a merchant does in the theme editor, or in the editor of checkout and accounts: one place more. */
export function addPlace(world: World, handle: string, place: string): void {
  const blocks = readThemeExtensions(world.options.extensionPath).flatMap((extension) => extension.blocks);
  const block = blocks.find((candidate) => candidate.handle === handle);
  const before = handle === orderExtension ? readOrderPages(world) : block ? wishedPlaces(world, block) : [];
  world.blockPlaces[handle] = [...new Set([...before, place])];
}
