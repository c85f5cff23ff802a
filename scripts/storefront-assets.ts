import { readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build, transformWithEsbuild } from "vite";

const root = resolve(import.meta.dirname, "..");
const sources = join(root, "storefront");
/** Every browser that Shopify's own themes are made for. */
const target = ["es2022", "safari15.4"];

export const assetsFolder = join(root, "extensions/tidings-chat/assets");

/** What the extension's assets folder should hold, by name: storefront/ bundled and minified, since every shopper loads it. */
export async function storefrontAssets(): Promise<Map<string, string>> {
  return new Map([
    ["blocks.css", await single("blocks.css")],
    ["blocks.js", await bundle("blocks.ts")],
    ["chat-hidden.css", await single("chat-hidden.css")],
    ["chat.css", await single("chat.css")],
    ["chat.js", await single("chat.ts")],
  ]);
}

/** What it holds. */
export async function writtenAssets(): Promise<Map<string, string>> {
  const names = (await readdir(assetsFolder)).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(assetsFolder, name), "utf8")] as const)),
  );
}

/** A file that imports nothing, without the wrapper that a bundle has. */
async function single(name: string): Promise<string> {
  const text = await readFile(join(sources, name), "utf8");
  const { code } = await transformWithEsbuild(text, name, { minify: true, target, sourcemap: false, tsconfigRaw: {} });
  return code.trim();
}

async function bundle(name: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      target,
      minify: "esbuild",
      modulePreload: false,
      lib: { entry: join(sources, name), formats: ["iife"], name: "tidings" },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunk = outputs
    .flatMap((output) => ("output" in output ? output.output : []))
    .find(({ type }) => type === "chunk");
  if (chunk?.type !== "chunk") throw new Error(`${name} was not built`);
  return chunk.code.trim() + "\n";
}
