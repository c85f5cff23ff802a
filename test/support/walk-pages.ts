import type { Frame, Page } from "playwright-core";
import { appRoutes, routeOf, type AppRoute } from "./app-routes.ts";

export type VisitedPage = { address: string; route: AppRoute };

/**
 * Goes through the app by its own links, from Home on, until every page was seen once; one message stands for all. So a page that no link leads to is
 * found out, and parameters are those of things that exist. `look` is called on each, with the app's frame at rest.
 */
export async function walkPages(
  open: (address: string) => Promise<Frame>,
  look: (visited: VisitedPage, frame: Frame) => Promise<void>,
): Promise<{ unreached: string[]; visited: VisitedPage[] }> {
  const routes = appRoutes();
  const seen = new Set<string>();
  const visited: VisitedPage[] = [];
  const waiting = [
    "/app",
    ...routes.filter((route) => route.isPage && route.params.length === 0).map(({ path }) => path),
  ];
  for (let address = waiting.shift(); address; address = waiting.shift()) {
    const route = routeOf(address, routes);
    if (!route || seen.has(route.id)) continue;
    seen.add(route.id);
    const frame = await open(address);
    visited.push({ address, route });
    await look({ address, route }, frame);
    waiting.push(...(await linksOf(frame)));
  }
  const reached = new Set(visited.map(({ route }) => route.id));
  return { visited, unreached: routes.filter((route) => route.isPage && !reached.has(route.id)).map(({ id }) => id) };
}

/** The page's own links, those in the menu of its actions too: a phone has no room for them beside the title. */
async function linksOf(frame: Frame): Promise<string[]> {
  const menu = frame.locator(".Polaris-ActionMenu-RollupActions__RollupActivator button").first();
  if (await menu.isVisible()) await menu.click();
  return frame.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>("a[href]")]
      .filter((link) => link.origin === location.origin && link.pathname.startsWith("/app"))
      .map((link) => link.pathname + link.search),
  );
}

/** Opens a page of the app in the pretend admin, which has the window to itself, and waits until it rests. */
export async function openInAdmin(page: Page, origin: string, address: string, locale = "en"): Promise<Frame> {
  const url = new URL(`/admin/apps/tidings${address}`, origin);
  url.searchParams.set("admin-alone", "1");
  url.searchParams.set("admin-locale", locale);
  await page.goto(url.href);
  return frameOfApp(page);
}

/** The app's frame, once its page has taken over from what the server wrote. */
export async function frameOfApp(page: Page): Promise<Frame> {
  const handle = await page.locator("iframe.admin-frame").elementHandle();
  const frame = await handle?.contentFrame();
  if (!frame) throw new Error("The admin shows no app.");
  await frame.locator("h1").first().waitFor();
  // React marks the nodes it has taken over from the server's HTML.
  await frame.waitForFunction(() =>
    Object.keys(document.querySelector("h1") ?? {}).some((name) => name.startsWith("__reactFiber")),
  );
  return frame;
}
