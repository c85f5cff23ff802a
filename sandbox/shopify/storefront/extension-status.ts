import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { World } from "../world.ts";
import { isPlaced, readOrderPages } from "./block-places.ts";
import { readThemeExtensions, translate } from "./extensions.ts";

type ThemeActivation = {
  handle: string;
  name: string;
  target: string;
  status: "active" | "available" | "unavailable";
  activations: { target: string; themeId: string }[];
};

/** https://shopify.dev/docs/api/app-home/apis/authentication-and-data/app-api */
export type ExtensionInfo =
  | { handle: string; type: "theme_app_extension"; activations: ThemeActivation[] }
  | { handle: string; type: "ui_extension"; activations: { target: string }[] };

const themeId = "gid://shopify/OnlineStoreTheme/1";
const orderPageTargets = {
  "thank-you": "purchase.thank-you.block.render",
  "order-status": "customer-account.order-status.block.render",
};

/** The answer of App Bridge's `shopify.app.extensions()`: what stands in the sandbox's theme and on its orders' pages. */
export function extensionStatus(world: World): ExtensionInfo[] {
  return [...themeExtensions(world), ...orderPageExtensions(world)];
}

function themeExtensions(world: World): ExtensionInfo[] {
  return readThemeExtensions(world.options.extensionPath).map(({ handle, blocks, schemaLocales }) => ({
    handle,
    type: "theme_app_extension",
    activations: blocks.map((block) => {
      const { name, target } = block.schema;
      const active = isPlaced(world, block);
      const words = name.startsWith("t:") ? translate(schemaLocales, "en", name.slice(2)) : name;
      return {
        handle: block.handle,
        name: typeof words === "string" ? words : name,
        target,
        status: active ? "active" : "available",
        activations: active ? [{ target, themeId }] : [],
      };
    }),
  }));
}

const folder = fileURLToPath(new URL("../../../extensions/tidings-opt-in", import.meta.url));

function orderPageExtensions(world: World): ExtensionInfo[] {
  const config = join(folder, "shopify.extension.toml");
  if (!existsSync(config)) return [];
  const handle = /^\s*handle\s*=\s*"([^"]+)"/m.exec(readFileSync(config, "utf8"))?.[1] ?? "";
  const activations = readOrderPages(world).map((page) => ({ target: orderPageTargets[page] }));
  return [{ handle, type: "ui_extension", activations }];
}
