/** npm run pictures: takes the pictures of README and the guide anew, in the sandbox. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { startSandbox } from "#sandbox/start-sandbox.ts";
import { launchChromium } from "#test/support/chromium.ts";
import { givenBusyShop } from "#test/support/given-busy-shop.ts";
import { desktop, openContext } from "#test/support/open-sandbox.ts";
import { openInAdmin } from "#test/support/walk-pages.ts";

const folder = resolve(import.meta.dirname, "../docs/images");
const inGuide = { width: 1200, height: 775 };
const pages = {
  "guide-home": "/app",
  "guide-automations": "/app/automations",
  "guide-template": "/app/templates/abandoned_cart",
  "guide-settings": "/app/settings",
  "guide-storefront": "/app/storefront",
  "guide-consent": "/app/consent",
};

const dataDir = await mkdtemp(join(tmpdir(), "pictures-"));
const sandbox = await startSandbox({ port: 0, dataDir });
const browser = await launchChromium();
const newPage = async (): Promise<Page> => (await openContext(browser)).newPage();
const picture = (name: string) => ({ path: join(folder, `${name}.png`) });
try {
  const world = await newPage();
  await world.setViewportSize(desktop);
  await world.goto(sandbox.origin);
  await world.getByRole("button", { name: "Abandon a checkout" }).click();
  await world.getByRole("button", { name: "Travel one hour ahead" }).click();
  await world.getByText("Zurück zur Kasse").waitFor();
  await world.waitForLoadState("networkidle");
  await world.screenshot(picture("sandbox"));

  await givenBusyShop(sandbox);
  for (const [name, address] of Object.entries(pages)) {
    const page = await newPage();
    await page.setViewportSize(inGuide);
    await openInAdmin(page, sandbox.origin, address);
    await page.waitForLoadState("networkidle");
    await page.screenshot(picture(name));
    await page.context().close();
  }
} finally {
  await browser.close();
  await sandbox.stop();
  await rm(dataDir, { recursive: true, force: true });
}
