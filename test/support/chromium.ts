import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
];
const CALM = [
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser without downloading one: CHROMIUM_PATH, the system's, the one inside @sparticuz/chromium, Playwright's own. */
export async function launchChromium(more: string[] = []): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? SYSTEM.find((path) => existsSync(path)) ?? (await packaged());
  // Chromium's sandbox refuses to run as root.
  const args = [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), ...CALM, ...more];
  try {
    return await chromium.launch({ executablePath, args });
  } catch (error) {
    throw new Error("No Chromium could be started. Set CHROMIUM_PATH, or run: npx playwright install chromium", {
      cause: error,
    });
  }
}

/** Unpacks itself into the temporary directory on first use; exists for Linux on x64 only. */
async function packaged(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { default: sparticuz } = await import("@sparticuz/chromium");
  return sparticuz.executablePath();
}
