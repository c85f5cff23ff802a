import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Frame, Locator } from "playwright-core";
import { openContext } from "#test/support/open-sandbox.ts";
import { openInAdmin } from "#test/support/walk-pages.ts";

export type PageFigures = {
  address: string;
  lcpMs: number;
  cls: number;
  /** Null where there was nothing to press. */
  inpMs: number | null;
  /** What was pressed when it took longest. */
  slowest: string;
  /** What jumped furthest. */
  jumped: string;
};

type Vitals = { lcp?: number; cls?: number; clsTarget?: string; inp?: number; inpTarget?: string };

/**
 * Google's own measuring of web vitals, in every frame before anything else. But for CLS: Chromium does not see that a press
 * in a frame was a press, and counts what moved before the first paint, when a look at the page by the one who measures makes
 * it lay itself out without its styles. Counted here by the metric's own words: what moves in the 500 ms after a press or a
 * key was asked for; all the rest is added up.
 */
const webVitals = readFileSync(
  createRequire(import.meta.url)
    .resolve("web-vitals/attribution")
    .replace(/[^/]+$/, "web-vitals.attribution.iife.js"),
  "utf8",
);
const collect = `${webVitals}
window.vitals = {};
webVitals.onLCP(({ value }) => { window.vitals.lcp = value; }, { reportAllChanges: true });
webVitals.onFCP(({ value: painted }) => {
  const used = [];
  let furthest = 0;
  for (const type of ["pointerdown", "pointerup", "keydown"]) addEventListener(type, ({ timeStamp }) => used.push(timeStamp), true);
  window.vitals.cls = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, value, sources } of list.getEntries()) {
      if (startTime < painted || used.some((at) => startTime >= at && startTime - at < 500)) continue;
      window.vitals.cls += value;
      if (value > furthest) window.vitals.clsTarget = (sources[0]?.node?.outerHTML ?? "").slice(0, 80);
      furthest = Math.max(furthest, value);
    }
  }).observe({ type: "layout-shift", buffered: true });
});
webVitals.onINP(({ value, attribution }) => { window.vitals.inp = value; window.vitals.inpTarget = attribution.interactionTarget; }, { reportAllChanges: true, durationThreshold: 16 });`;

/** Long enough for the page to have looked again by itself once. */
const dwellMs = 6_000;

/** One page, in a browser that has never seen it, with the CPU slowed; opened, looked at for a while, then used. */
export async function measurePage(
  browser: Browser,
  origin: string,
  address: string,
  slowdown: number,
): Promise<PageFigures> {
  const context = await openContext(browser);
  await context.addInitScript(collect);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  try {
    const frame = await openInAdmin(page, origin, address);
    await page.waitForTimeout(dwellMs);
    const used = await useControls(frame);
    await page.waitForTimeout(500);
    const vitals = await frame.evaluate(() => (window as unknown as { vitals: Vitals }).vitals);
    return {
      address,
      lcpMs: vitals.lcp ?? Infinity,
      cls: vitals.cls ?? 0,
      inpMs: used > 0 ? (vitals.inp ?? 0) : null,
      slowest: vitals.inpTarget ?? "",
      jumped: vitals.clsTarget ?? "",
    };
  } finally {
    await context.close();
  }
}

/** Opens and closes what opens, changes tabs, types into fields; presses nothing that acts. Returns how much it used. */
async function useControls(frame: Frame): Promise<number> {
  let used = 0;
  const openers = frame.locator(":is([role=tab], button[aria-haspopup], button[aria-expanded]):visible:enabled");
  for (let index = 0; index < Math.min(await openers.count(), 6); index++) {
    const opener = openers.nth(index);
    if (!(await press(opener))) continue;
    used += 1;
    await frame.page().waitForTimeout(250);
    await frame.page().keyboard.press("Escape");
    // What is still open would lie over the next thing to press.
    await frame.locator(".Polaris-PositionedOverlay").first().waitFor({ state: "detached", timeout: 5_000 });
    await frame.page().waitForTimeout(150);
  }
  const fields = frame.locator(
    ":is(input[type=text], input[type=search], input[type=number], input:not([type]), textarea):visible:enabled",
  );
  for (let index = 0; index < Math.min(await fields.count(), 3); index++) {
    await fields
      .nth(index)
      .pressSequentially("12", { delay: 60, timeout: 2_000 })
      .then(
        () => (used += 1),
        () => undefined,
      );
  }
  // Where nothing opens and nothing is typed, a press beside everything still shows how soon the page answers.
  if (used === 0 && (await press(frame.locator("h1").first()))) used += 1;
  return used;
}

/**
 * As a hand does it: what is looked up before is over, the pointer rests on the thing, and the button is down for a moment.
 * (The driver's own click searches the page within the very events that are measured.) False when there is nothing to press,
 * or something else lies over it.
 */
async function press(thing: Locator): Promise<boolean> {
  if (!(await thing.isVisible())) return false;
  await thing.evaluate((element) => element.scrollIntoView({ block: "nearest" }));
  const box = await thing.boundingBox();
  if (!box || !(await thing.evaluate(isUncovered))) return false;
  const { mouse } = thing.page();
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await thing.page().waitForTimeout(200);
  await mouse.down();
  await thing.page().waitForTimeout(60);
  await mouse.up();
  return true;
}

function isUncovered(element: Element): boolean {
  const { x, y, width, height } = element.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  return top !== null && (element.contains(top) || top.contains(element));
}
