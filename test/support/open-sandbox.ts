import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { startSandbox } from "#sandbox/start-sandbox.ts";
import type { Sandbox, SandboxOptions } from "#sandbox/start-sandbox.ts";
import { launchChromium } from "./chromium.ts";

export const desktop = { width: 1440, height: 900 };
export const pocket = { width: 390, height: 844 };

/** Shopify's library answers 410 to what names itself a bot, and a headless Chromium does. */
export function openContext(browser: Browser, viewport = desktop): Promise<BrowserContext> {
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`;
  return browser.newContext({ viewport, reducedMotion: "reduce", userAgent });
}

/**
 * Starts the sandbox on free ports and a browser for the tests of one file, and stops both.
 * `open` gives a new page; what the browser's console complains of meanwhile is collected in `complaints`.
 */
export function givenSandbox(options: SandboxOptions = {}) {
  const complaints: string[] = [];
  const held: { sandbox?: Sandbox; browser?: Browser; dataDir?: string } = {};

  beforeAll(async () => {
    held.dataDir = await mkdtemp(join(tmpdir(), "sandbox-"));
    held.sandbox = await startSandbox({ port: 0, quiet: true, dataDir: held.dataDir, ...options });
    held.browser = await launchChromium();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await keepPictures(held.browser, task.name);
    for (const context of held.browser?.contexts() ?? []) {
      // What a page says while it is torn down would be told of the next test.
      for (const page of context.pages()) page.removeAllListeners();
      await context.close();
    }
  });
  afterAll(async () => {
    await held.browser?.close();
    await held.sandbox?.stop();
    if (held.dataDir) await rm(held.dataDir, { recursive: true, force: true });
  });

  function sandbox(): Sandbox {
    if (!held.sandbox) throw new Error("The sandbox has not started.");
    return held.sandbox;
  }

  async function open(path = "/", viewport = desktop): Promise<Page> {
    if (!held.browser) throw new Error("The browser has not started.");
    const context = await openContext(held.browser, viewport);
    const page = await context.newPage();
    const refreshed = new Set<string>();
    page.on("response", (response) => {
      if (response.headers()["x-shopify-retry-invalid-session-request"]) refreshed.add(response.url());
    });
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      // A session token that a journey of the clock made old: App Bridge asks again with a fresh one, as in real life.
      if (/ 401 /.test(message.text()) && refreshed.delete(message.location().url)) return;
      complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(sandbox().origin + path);
    await page.locator("body[data-started]").waitFor();
    return page;
  }

  return { sandbox, open, complaints };
}

/** What the browser showed when a test failed, in test-results/failures, and where each frame was. */
async function keepPictures(browser: Browser | undefined, test: string): Promise<void> {
  const folder = resolve(import.meta.dirname, "../../test-results/failures");
  await mkdir(folder, { recursive: true });
  const name = test.replace(/[^a-z0-9]+/gi, "-").slice(0, 80);
  const pages = browser?.contexts().flatMap((context) => context.pages()) ?? [];
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: join(folder, `${name}-${index}.png`), timeout: 5_000 }).catch(() => null);
    const frames = page.frames().map((frame) => frame.url().split("?")[0]);
    await writeFile(join(folder, `${name}-${index}.txt`), frames.join("\n"));
  }
}
