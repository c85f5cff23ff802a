import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Frame, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { givenBusyShop } from "#test/support/given-busy-shop.ts";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";
import { openInAdmin, walkPages, type VisitedPage } from "#test/support/walk-pages.ts";

type Look = {
  /** Also the folder of the screenshots. */
  name: string;
  viewport: { width: number; height: number };
  locale: string;
  direction: "ltr" | "rtl";
};

const looks: Look[] = [
  { name: "desktop", viewport: desktop, locale: "en", direction: "ltr" },
  { name: "phone", viewport: pocket, locale: "en", direction: "ltr" },
  { name: "arabic", viewport: desktop, locale: "ar", direction: "rtl" },
];
const screenshots = resolve(import.meta.dirname, "../../test-results/screenshots");
const longestPage = 3_000;

const world = givenSandbox();
beforeAll(() => givenBusyShop(world.sandbox()));

/**
 * Every page, reached by the app's own links, must be free of serious findings of axe, must not scroll sideways, must have one
 * title, and must leave nothing in the browser's console. A screenshot of each is kept in test-results/screenshots.
 */
it.each(looks)("every page is sound at $name", { timeout: 240_000 }, async ({ name, viewport, locale, direction }) => {
  const folder = join(screenshots, name);
  await mkdir(folder, { recursive: true });
  const page = await world.open("/", viewport);
  const problems: string[] = [];
  const { unreached, visited } = await walkPages(
    (address) => openInAdmin(page, world.sandbox().origin, address, locale),
    async ({ address }: VisitedPage, frame) => {
      const found = [...(await layoutProblems(frame, direction)), ...(await axeProblems(page))];
      problems.push(...found.map((problem) => `${address}: ${problem}`));
      problems.push(...world.complaints.splice(0).map((complaint) => `${address}: console: ${complaint}`));
      await photograph(page, frame, join(folder, `${slug(address)}.png`), viewport);
    },
  );
  expect(problems).toEqual([]);
  expect(unreached, "pages that no link leads to").toEqual([]);
  expect(visited.length).toBeGreaterThan(5);
});

/** Without the previews of the storefront's blocks: no script runs in their frames, axe's neither. The blocks are looked at in the storefront. */
async function axeProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(["iframe.admin-frame", "body"])
    .exclude(["iframe.admin-frame", "iframe[sandbox]"])
    .analyze();
  return violations
    .filter(({ impact, id }) => impact === "serious" || impact === "critical" || id === "heading-order")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

function layoutProblems(frame: Frame, direction: string): Promise<string[]> {
  return frame.evaluate((wanted) => {
    const root = document.documentElement;
    const titles = document.querySelectorAll("h1").length;
    const isTooWide = root.scrollWidth > root.clientWidth + 1;
    const wide = isTooWide
      ? [...document.body.querySelectorAll("*")]
          .filter(
            (node) =>
              node.getBoundingClientRect().right > root.clientWidth + 1 || node.getBoundingClientRect().left < -1,
          )
          .slice(0, 3)
          .map((node) => node.outerHTML.slice(0, 100))
      : [];
    const cramped = [...document.querySelectorAll(".Polaris-Choice")].filter((choice) => {
      const box = choice.querySelector(".Polaris-Choice__Control")?.getBoundingClientRect();
      const words = choice.querySelector(".Polaris-Choice__Label")?.getBoundingClientRect();
      if (!box || !words || words.width <= 1) return false;
      return Math.max(words.left - box.right, box.left - words.right) < 4;
    });
    const turned = [...document.querySelectorAll<HTMLElement>("[data-chart]")].filter(
      (chart) => getComputedStyle(chart).direction !== "ltr",
    );
    return [
      ...turned.map(({ dataset }) => `the chart ${dataset.chart} is not drawn from left to right`),
      ...cramped.map(({ textContent }) => `the box touches its words: ${textContent}`),
      ...(isTooWide ? [`scrolls sideways, ${root.scrollWidth} of ${root.clientWidth} px: ${wide.join(" | ")}`] : []),
      ...(titles === 1 ? [] : [`has ${titles} h1`]),
      ...(root.dir === wanted ? [] : [`is written ${root.dir}`]),
    ];
  }, direction);
}

/** The whole page, also what one would have to scroll to. */
async function photograph(page: Page, frame: Frame, path: string, viewport: Look["viewport"]): Promise<void> {
  const hidden = await frame.evaluate(
    () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
  );
  const height = Math.min(longestPage, viewport.height + Math.max(0, hidden));
  await page.setViewportSize({ ...viewport, height });
  await page.screenshot({ path });
  await page.setViewportSize(viewport);
}

/** "/app/messages/0199…-…" -> "messages-one" */
function slug(address: string): string {
  const { pathname } = new URL(address, "http://app");
  const parts = pathname.split("/").filter(Boolean).slice(1);
  return parts.map((part) => (/^[0-9a-f-]{36}$|^\d+$/i.test(part) ? "one" : part)).join("-") || "home";
}
