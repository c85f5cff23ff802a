import { afterEach, describe, expect, it } from "vitest";
import { fullChatButton } from "#test/support/full-chat-button.ts";
import { pocket } from "#test/support/open-sandbox.ts";
import { axeProblems, givenStorefront, isWithinWindow, looks, type Look } from "#test/support/given-storefront.ts";

const world = givenStorefront();
const [plain] = looks as [Look];
const photo = "/assets/oud-box.svg";
const people = { ...fullChatButton, agent_1_photo: photo, agent_2_photo: photo, agent_3_photo: photo };
const product = "/products/schneidebrett-eiche";

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const configure = (settings: Record<string, unknown>) =>
  world.shopify().controls.storefrontSettings({ blocks: { "chat-button": settings } });

const textOf = (href: string | null) => new URL(href ?? "", "http://handset").searchParams.get("text") ?? "";

describe.each(looks)("the floating button: $name", (look) => {
  it("is a link that knows the page", async () => {
    const page = await world.open(product, look);
    const link = page.locator(".tidings-chat > a");
    expect(textOf(await link.getAttribute("href"))).toMatch(
      /Schneidebrett Eiche.*\(ref: product-schneidebrett-eiche\)$/,
    );
    expect(await isWithinWindow(page, ".tidings-chat > a")).toBe(true);
    const box = await link.boundingBox();
    const left = box?.x ?? 0;
    const isAtTheRight = left > look.viewport.width - left - (box?.width ?? 0);
    expect(isAtTheRight).toBe(look.locale !== "ar");
    expect(box?.height).toBeGreaterThanOrEqual(44);
  });

  it("opens a panel of people by keyboard, each with a link of their own", async () => {
    configure(people);
    const page = await world.open(product, look);
    await page.locator(".tidings-chat summary").focus();
    await page.keyboard.press("Enter");
    const links = page.locator(".tidings-chat div a");
    await links.first().waitFor();
    expect(await links.count()).toBe(3);
    expect(await isWithinWindow(page, ".tidings-chat div")).toBe(true);
    expect((await links.nth(1).boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await page.keyboard.press("Tab");
    // The panel itself scrolls on a low window, and is then a stop of its own.
    await expect.poll(() => page.locator(".tidings-chat :focus").count()).toBe(1);
    expect(textOf(await links.first().getAttribute("href"))).toContain("Anna Berger");
    if (!look.script) return;
    expect(await axeProblems(page, ".tidings-chat")).toEqual([]);
    await links.first().focus();
    await page.keyboard.press("Escape");
    await links.first().waitFor({ state: "hidden" });
    await expect.poll(() => page.locator(".tidings-chat summary:focus").count()).toBe(1);
    await page.keyboard.press("Enter");
    await links.first().waitFor();
    await page.locator("h1").click({ position: { x: 2, y: 2 } });
    await links.first().waitFor({ state: "hidden" });
  });
});

it("writes a label of some length in one line on a phone", async () => {
  configure({ label: "Frag uns auf WhatsApp" });
  const page = await world.open(product, { ...plain, viewport: pocket });
  expect((await page.locator(".tidings-chat > a").boundingBox())?.height).toBeLessThan(60);
});

it("shows at once that the shop has closed since the page was made, and moves nothing", async () => {
  configure({ hours_monday: "9-18" });
  const { clock } = world.shopify();
  clock.advance(Date.parse("2026-11-23T16:59:00Z") - clock.now());
  const page = await world.openPage(plain);
  await page.clock.setFixedTime("2026-11-23T17:01:00Z");
  await page.addInitScript(() => {
    const shifts = Object.assign(window, { shifts: [] as number[] }).shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${world.shopify().origin}/store${product}`);
  await page.locator(".tidings-chat div[data-hours]").waitFor();
  await page.locator(".tidings-chat > a").hover();
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
});

it("works under a strict content security policy, also with a look of its own", async () => {
  configure({ ...people, offset_bottom: 64, colours: "own", colour: "#25d366" });
  const page = await world.openPage(plain);
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'";
  await page.route("**/store/products/**", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  await page.goto(`${world.shopify().origin}/store${product}`);
  const summary = page.locator(".tidings-chat summary");
  await expect.poll(() => summary.evaluate((node) => getComputedStyle(node).backgroundColor)).toBe("rgb(37, 211, 102)");
  expect(await page.locator(".tidings-chat").evaluate((node) => getComputedStyle(node).bottom)).toBe("64px");
  // The browser names the style attribute it has dropped, and nothing else.
  const refused = world.complaints.splice(0);
  expect(refused.filter((complaint) => !/inline style/.test(complaint))).toEqual([]);
});

it.each([
  ["a shop that has opened since the page was made", { hours_monday: "18-20" }, "2026-11-23T17:01:00Z", false],
  ["hours over the end of the week", { hours_sunday: "22-2" }, "2026-11-23T00:30:00Z", false],
  ["the hour after them", { hours_sunday: "22-2" }, "2026-11-23T01:30:00Z", true],
])("tells the time by the shop's clock: %s", async (_name, hours, at, isClosed) => {
  configure(hours);
  const page = await world.openPage(plain);
  await page.clock.setFixedTime(at);
  await page.goto(`${world.shopify().origin}/store/`);
  await expect.poll(() => page.locator(".tidings-chat div[data-hours]").isVisible()).toBe(isClosed);
});

it("says of a person who is away that they answer later, and of a closed shop only that it is closed", async () => {
  configure({ ...people, agent_2_hours: "14-18", agent_3_hours: "" });
  const page = await world.openPage(plain);
  await page.clock.setFixedTime("2026-11-23T09:00:00Z");
  await page.goto(`${world.shopify().origin}/store/`);
  await page.locator(".tidings-chat summary").click();
  const notes = page.locator(".tidings-chat [data-hours]");
  const seen = () => notes.evaluateAll((nodes) => nodes.map((node) => node.checkVisibility()));
  await expect.poll(seen).toEqual([false, false, true]);
  await page.clock.setFixedTime("2026-11-22T09:00:00Z");
  await page.reload();
  await page.locator(".tidings-chat summary").click();
  await expect.poll(seen).toEqual([true, false, false]);
});

it("writes the campaign of the page's address into every link, and nothing that may be somebody's address", async () => {
  configure(people);
  for (const [campaign, mark] of [
    ["Frühling%202026", "~Frühling 2026"],
    ["anna%40example.com", ""],
  ]) {
    const page = await world.open(`/?utm_source=x&utm_campaign=${campaign}`, plain);
    const links = await page.locator(".tidings-chat div a").all();
    expect(links).toHaveLength(3);
    for (const link of links)
      await expect
        .poll(async () => textOf(await link.getAttribute("href")))
        .toMatch(new RegExp(`\\(ref: home${mark}\\)$`));
  }
});

it("can be seen and pressed in high contrast, and moves for nobody", async () => {
  configure({ ...people, colours: "own", colour: "#ffee00" });
  const page = await world.openPage(plain);
  await page.emulateMedia({ contrast: "more", reducedMotion: "reduce" });
  await page.goto(`${world.shopify().origin}/store${product}`);
  const summary = page.locator(".tidings-chat summary");
  const look = () =>
    summary.evaluate((node) => {
      const { color, backgroundColor, borderTopWidth } = getComputedStyle(node);
      return { color, backgroundColor, borderTopWidth };
    });
  expect(await look()).toEqual({ color: "rgb(255, 255, 255)", backgroundColor: "rgb(0, 0, 0)", borderTopWidth: "2px" });
  await summary.click();
  expect(await axeProblems(page, ".tidings-chat")).toEqual([]);
  await page.emulateMedia({ contrast: null, forcedColors: "active" });
  expect((await look()).borderTopWidth).toBe("2px");
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

it("is on the devices it is meant for", async () => {
  configure({ devices: "phone" });
  const shown = await Promise.all(
    [looks[0], looks[4]].map(async (look) =>
      (await world.open("/", look as Look)).locator(".tidings-chat").isVisible(),
    ),
  );
  expect(shown).toEqual([false, true]);
});
