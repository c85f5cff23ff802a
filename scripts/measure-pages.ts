/**
 * npm run measure [-- <part of an address>]: opens every page of the app in the sandbox with the browser's CPU slowed four
 * times, uses it, and prints what it took beside the aims. Ends with 1 when an aim is missed. docs/benchmarks.md explains.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "#sandbox/start-sandbox.ts";
import { launchChromium } from "#test/support/chromium.ts";
import { givenBusyShop } from "#test/support/given-busy-shop.ts";
import { openContext } from "#test/support/open-sandbox.ts";
import { openInAdmin, walkPages } from "#test/support/walk-pages.ts";
import { measurePage, type PageFigures } from "./measure-page.ts";
import { printTable } from "./print-table.ts";

const slowdown = 4;
const aims = { lcpMs: 1_000, inpMs: 100, cls: 0 };
/** Below a ten-thousandth of the window nothing is seen to move. */
const noMove = 0.0001;

const wanted = process.argv[2] ?? "";
const dataDir = await mkdtemp(join(tmpdir(), "measure-"));
const sandbox = await startSandbox({ port: 0, dataDir });
const browser = await launchChromium();
try {
  await givenBusyShop(sandbox);
  const guide = await (await openContext(browser)).newPage();
  const { visited } = await walkPages(
    (address) => openInAdmin(guide, sandbox.origin, address),
    async () => {},
  );
  await guide.context().close();
  const figures: PageFigures[] = [];
  for (const { address } of visited) {
    if (address.includes(wanted)) figures.push(await measurePage(browser, sandbox.origin, address, slowdown));
  }
  report(figures);
} finally {
  await browser.close();
  await sandbox.stop();
  await rm(dataDir, { recursive: true, force: true });
}

function report(figures: PageFigures[]): void {
  console.log(`CPU slowed ${slowdown} times. Aims: LCP < ${aims.lcpMs} ms, INP < ${aims.inpMs} ms, CLS ${aims.cls}.\n`);
  printTable(
    ["page", "LCP ms", "INP ms", "CLS", ""],
    figures.map((page) => [
      page.address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…"),
      page.lcpMs.toFixed(0),
      page.inpMs === null ? "–" : page.inpMs.toFixed(0),
      page.cls.toFixed(4),
      missed(page).join(", "),
    ]),
  );
  if (figures.some((page) => missed(page).length > 0)) process.exitCode = 1;
}

function missed({ lcpMs, inpMs, cls, slowest, jumped }: PageFigures): string[] {
  return [
    ...(lcpMs < aims.lcpMs ? [] : ["LCP"]),
    ...((inpMs ?? 0) < aims.inpMs ? [] : [`INP (${slowest})`]),
    ...(cls <= aims.cls + noMove ? [] : [`CLS (${jumped})`]),
  ];
}
