import { afterEach, expect, it } from "vitest";
import { givenStorefront, looks, type Look } from "#test/support/given-storefront.ts";

const world = givenStorefront();
const [plain] = looks as [Look];

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

it.each(looks.filter(({ script }) => script))("a number stands where its page's lines begin: $name", async (look) => {
  const page = await world.open("/", look);
  const field = page.locator(".tidings-block [type=tel]").first();
  const align = await field.evaluate((node) => getComputedStyle(node).textAlign);
  // The field itself is always written from left to right.
  expect(align).toBe(look.locale === "ar" ? "end" : "start");
});

it("the page does not wait for the blocks' stylesheet, and moves nothing when it comes", async () => {
  const page = await world.openPage(plain);
  await page.addInitScript(() => {
    const shifts = Object.assign(window, { shifts: [] as number[] }).shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  const stylesheet = Promise.withResolvers<undefined>();
  await page.route("**/blocks.css", async (route) => {
    await stylesheet.promise;
    await route.continue();
  });
  await page.goto(`${world.shopify().origin}/store/products/schneidebrett-eiche`, { waitUntil: "commit" });
  const painted = () => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length);
  await expect.poll(painted).toBe(1);
  expect(await page.locator(".tidings-block").count()).toBe(0);
  stylesheet.resolve(undefined);
  await page.waitForLoadState("load");
  await page.locator("tidings-ask a").hover();
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
});
