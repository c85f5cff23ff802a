/**
 * npm run check:storefront: weighs the floating button as a shopper gets it, compressed, and ends with 1 when it is over its
 * budget, when the extension's assets are not what storefront/ makes, or when the admin's previews are not what the blocks draw.
 *
 * npm run measure:storefront: besides, compares pages of the sandbox's storefront with and without the extension in
 * Lighthouse (`-- /products` for some of them), and ends with 1 when the score falls by more than a point, the largest piece of
 * content comes later by more than 100 ms (LCP), or something on the page moves. Only on a machine that does nothing else.
 */
import { readFile } from "node:fs/promises";
import { blockPreviews, previewsFile } from "./block-previews.ts";
import { printTable } from "./print-table.ts";
import { storefrontAssets, writtenAssets } from "./storefront-assets.ts";
import { budget, weighChatButton } from "./weigh-chat-button.ts";

function fail(problem: string): void {
  console.error(`\n${problem}`);
  process.exitCode = 1;
}

const weights = await weighChatButton();
printTable(
  ["language", "", "html", "css", "script", "together", ""],
  weights.map(({ locale, kind, html, css, script, total }) => [
    locale,
    kind,
    String(html),
    String(css),
    String(script),
    String(total),
    total > budget.total || script > budget.script ? "over" : "",
  ]),
);
console.log(`Bytes after gzip. Budget: ${budget.total} together, ${budget.script} for the script.`);
if (weights.some(({ total, script }) => total > budget.total || script > budget.script))
  fail("The floating button is over its budget. It is on every page of every shop: make it smaller.");

const [made, written] = [await storefrontAssets(), await writtenAssets()];
const behind = [...new Set([...made.keys(), ...written.keys()])].filter((name) => made.get(name) !== written.get(name));
if (behind.length > 0) fail(`Not what storefront/ makes: ${behind.join(", ")}. Run: npm run build:storefront`);
if ((await blockPreviews()) !== (await readFile(previewsFile, "utf8")))
  fail("The admin's previews of the blocks are not what the blocks draw. Run: npm run build:storefront");

const [flag, page] = process.argv.slice(2);
if (flag === "--lighthouse") {
  const { compareInLighthouse } = await import("./lighthouse-storefront.ts");
  for (const problem of await compareInLighthouse(page)) fail(problem);
}
