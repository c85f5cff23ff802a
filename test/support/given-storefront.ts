import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { startShopifyForTest, type ShopifyForTest } from "#sandbox/shopify/testing.ts";
import { launchChromium } from "./chromium.ts";
import { desktop, pocket } from "./open-sandbox.ts";

export type Look = { name: string; viewport: { width: number; height: number }; locale: string; script: boolean };

/** Every way a shopper meets the storefront: desktop and phone, left to right and right to left, with and without script. */
export const looks: Look[] = [
  { name: "desktop", viewport: desktop },
  { name: "phone", viewport: pocket },
].flatMap(({ name, viewport }) =>
  ["de", "ar"].flatMap((locale) =>
    [true, false].map((script) => ({
      name: `${name}, ${locale === "ar" ? "right to left" : "left to right"}, ${script ? "with" : "without"} script`,
      viewport,
      locale,
      script,
    })),
  ),
);

/** The pretend storefront with our extension, without the app behind it, and a browser; `complaints`: of the console. */
export function givenStorefront() {
  const held: { shopify?: ShopifyForTest; browser?: Browser } = {};
  const complaints: string[] = [];

  beforeAll(async () => void (held.browser = await launchChromium()));
  beforeEach(async () => {
    held.shopify = await startShopifyForTest({ whatsAppNumber: "+4915550001111" });
  });
  afterEach(async () => {
    for (const context of held.browser?.contexts() ?? []) await context.close();
    await held.shopify?.close();
  });
  afterAll(() => held.browser?.close());

  function shopify(): ShopifyForTest {
    if (!held.shopify) throw new Error("The storefront has not started.");
    return held.shopify;
  }

  async function openPage({ viewport, script }: Pick<Look, "viewport" | "script">): Promise<Page> {
    if (!held.browser) throw new Error("The browser has not started.");
    const context: BrowserContext = await held.browser.newContext({ viewport, javaScriptEnabled: script });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    return page;
  }

  async function open(path: string, look: Look): Promise<Page> {
    const page = await openPage(look);
    await page.goto(`${shopify().origin}/store${path}${path.includes("?") ? "&" : "?"}locale=${look.locale}`);
    return page;
  }

  return { shopify, open, openPage, complaints };
}

/** What axe finds in our own parts; the theme around them is the sandbox's. */
export async function axeProblems(page: Page, parts: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(parts).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

export async function isWithinWindow(page: Page, selector: string): Promise<boolean> {
  const box = await page.locator(selector).first().boundingBox();
  const size = page.viewportSize();
  if (!box || !size) return false;
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
}
