/**
 * npm run build:storefront: writes the assets of extensions/tidings-chat from storefront/, and what the admin shows of the
 * blocks from both. They are kept in the repository, because the Shopify CLI uploads the folder as it is, and the app draws
 * no Liquid; npm run check says when they are behind.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { blockPreviews, previewsFile } from "./block-previews.ts";
import { assetsFolder, storefrontAssets } from "./storefront-assets.ts";

await mkdir(assetsFolder, { recursive: true });
for (const [name, text] of await storefrontAssets()) await writeFile(join(assetsFolder, name), text);
await writeFile(previewsFile, await blockPreviews());
