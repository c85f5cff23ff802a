import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse, { type RunnerResult } from "lighthouse";
import { freePort } from "#sandbox/host/listen.ts";
import { startShopifyForTest, type ShopifyForTest } from "#sandbox/shopify/testing.ts";
import { launchChromium } from "#test/support/chromium.ts";
import { fullChatButton } from "#test/support/full-chat-button.ts";
import { judge, summarise, type Figures } from "./judge-lighthouse.ts";
import { printTable } from "./print-table.ts";

/** Odd, so that the middle one is one that was measured. */
const rounds = 5;
const paths = ["/", "/products/schneidebrett-eiche", "/products/wandregal-esche"];
const photo = "/assets/oud-box.svg";
const photos = { agent_1_photo: photo, agent_2_photo: photo, agent_3_photo: photo };

/**
 * Google's Lighthouse on a phone, over the same pages of the pretend storefront with all of our blocks and without any; the
 * runs take turns, and the median of each figure counts. Only pages with `wanted` in their path. Answers what is wrong.
 */
export async function compareInLighthouse(wanted = ""): Promise<string[]> {
  const empty = await mkdtemp(join(tmpdir(), "no-extensions-"));
  const port = await freePort("127.0.0.1");
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  const plain = await startShopifyForTest({ extensionPath: empty });
  const ours = await startShopifyForTest({ whatsAppNumber: "+4915550001111" });
  ours.controls.storefrontSettings({ blocks: { "chat-button": { ...fullChatButton, ...photos } } });
  try {
    const problems: string[] = [];
    const rows: string[][] = [];
    for (const path of paths.filter((candidate) => candidate.includes(wanted))) {
      const [without, withOurs] = await compare(port, [plain, ours], path);
      rows.push(rowOf(path, "without", without), rowOf(path, "with", withOurs));
      problems.push(...judge(path, without, withOurs));
    }
    printTable(["page", "extension", "score", "LCP reckoned ms", "measured ms", "CLS", "bytes"], rows);
    return problems;
  } finally {
    await browser.close();
    await plain.close();
    await ours.close();
    await rm(empty, { recursive: true });
  }
}

async function compare(
  port: number,
  shops: [ShopifyForTest, ShopifyForTest],
  path: string,
): Promise<[Figures, Figures]> {
  const runs: [Figures[], Figures[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const side of [0, 1] as const) runs[side].push(await measure(port, `${shops[side].origin}/store${path}`));
  }
  return [summarise(runs[0]), summarise(runs[1])];
}

async function measure(port: number, url: string): Promise<Figures> {
  const [reckoned, measured] = [await visit(port, url, "simulate"), await visit(port, url, "devtools")];
  const score = reckoned.categories["performance"]?.score;
  if (typeof score !== "number") throw new Error(`Lighthouse could not measure ${url}`);
  const figure = ({ audits }: Report, name: string) => audits[name]?.numericValue ?? Number.NaN;
  const moved = [reckoned, measured].map((report) => figure(report, "cumulative-layout-shift"));
  return {
    score: Math.round(score * 100),
    reckonedMs: figure(reckoned, "largest-contentful-paint"),
    measuredMs: figure(measured, "largest-contentful-paint"),
    cls: Math.max(...moved),
    bytes: figure(reckoned, "total-byte-weight"),
  };
}

type Report = RunnerResult["lhr"];

async function visit(port: number, url: string, throttlingMethod: "simulate" | "devtools"): Promise<Report> {
  const result = await lighthouse(url, {
    ...{ port, throttlingMethod },
    ...{ onlyCategories: ["performance"], logLevel: "error", output: "json" },
  });
  if (!result) throw new Error(`Lighthouse could not visit ${url}`);
  return result.lhr;
}

function rowOf(path: string, extension: string, figures: Figures): string[] {
  const { score, reckonedMs, measuredMs, cls, bytes } = figures;
  return [path, extension, String(score), reckonedMs.toFixed(0), measuredMs.toFixed(0), String(cls), String(bytes)];
}
