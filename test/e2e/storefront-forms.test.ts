import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { givenSandbox } from "#test/support/open-sandbox.ts";
import { launchChromium } from "#test/support/chromium.ts";
import { axeProblems, looks, type Look } from "#test/support/given-storefront.ts";

/** The storefront's forms, posted through the pretend app proxy to the real app. */
const world = givenSandbox();
let browser: Awaited<ReturnType<typeof launchChromium>>;
let numbers = 0;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Each shopper has an address of their own, as in life; the door counts what one address sends. */
async function openAs(
  look: Look,
  path: string,
  optInPlaces = ["footer"],
  priceDropPlaces: string[] | null = null,
): Promise<Page> {
  numbers += 1;
  const { shopify } = world.sandbox();
  shopify.storefrontSettings({ places: { "opt-in-form": optInPlaces, "price-drop": priceDropPlaces } });
  const context: BrowserContext = await browser.newContext({
    viewport: look.viewport,
    javaScriptEnabled: look.script,
    extraHTTPHeaders: { "x-forwarded-for": `192.0.2.${numbers}` },
  });
  const page = await context.newPage();
  if (look.script) await page.clock.install();
  await page.goto(`${world.sandbox().origin}/store${path}${path.includes("?") ? "&" : "?"}locale=${look.locale}`);
  // Nobody reads and types in less than two seconds, and who does is taken for a program.
  const { clock } = world.sandbox();
  await clock.travelTo(clock.offsetMs() + 5_000);
  if (look.script) await page.clock.fastForward(5_000);
  return page;
}

const nextNumber = () => `0151 234567${String(numbers).padStart(2, "0")}`;

describe.each(looks)("$name", (look) => {
  it("who signs up is told what comes next", async () => {
    const page = await openAs(look, "/");
    const form = page.locator("footer tidings-form");
    await form.locator("[name=country]").selectOption("DE");
    await form.locator("[name=phone]").fill(nextNumber());
    await form.getByRole("checkbox").check();
    await form.getByRole("button").click();
    if (look.script) {
      await page.locator("footer .tidings-result").filter({ hasText: /\S/ }).waitFor();
      await form.waitFor({ state: "hidden" });
      expect(await page.locator("footer .tidings-result:focus").count()).toBe(1);
    } else {
      await page.locator("main [role=status]").waitFor();
      expect(await page.locator("html").getAttribute("dir")).toBe(look.locale === "ar" ? "rtl" : "ltr");
      await page.locator("main a").click();
      expect(new URL(page.url()).pathname).toBe("/store/");
    }
    await page.context().close();
  });

  it("a number that cannot be one is named beside its field, and nothing typed is lost", async () => {
    const page = await openAs(look, "/");
    const form = page.locator("footer tidings-form");
    await form.locator("[name=phone]").fill("12");
    await form.getByRole("checkbox").check();
    await form.getByRole("button").click();
    if (look.script) {
      const error = form.locator("[data-error=phone]");
      await error.filter({ hasText: /\S/ }).waitFor();
      const field = form.locator("[name=phone]");
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      expect(await field.getAttribute("aria-describedby")).toBe(await error.getAttribute("id"));
      expect(await field.inputValue()).toBe("12");
      expect(await form.locator(":focus").getAttribute("name")).toBe("phone");
    } else {
      await page.locator("main [role=alert]").waitFor();
      await page.goBack();
      expect(await page.locator("footer [name=phone]").inputValue()).toBe("12");
    }
    await page.context().close();
  });

  it("who wants to know when it is back can say so", async () => {
    const page = await openAs(look, "/products/wandregal-esche");
    const form = page.locator("tidings-notify tidings-form");
    await form.locator("[name=country]").selectOption("DE");
    await form.locator("[name=phone]").fill(nextNumber());
    await form.getByRole("checkbox").check();
    await form.getByRole("button").click();
    const result = look.script ? page.locator("tidings-notify .tidings-result") : page.locator("main [role=status]");
    await result.filter({ hasText: /\S/ }).first().waitFor();
    // With script: gone only when it was accepted; who is refused may try again.
    if (look.script) await form.waitFor({ state: "hidden" });
    await page.context().close();
  });
});

const places = [
  { place: "page", path: "/pages/contact" },
  { place: "cart", path: "/cart" },
];

describe.each(looks)("$name", (look) => {
  it("who wants to know when it costs less can say so", async () => {
    const page = await openAs(look, "/products/kerzenhalter-buche");
    const block = page.locator("tidings-notify[data-available]");
    await block.locator("summary").click();
    const form = block.locator("tidings-form");
    await form.locator("[name=country]").selectOption("DE");
    await form.locator("[name=phone]").fill(nextNumber());
    await form.getByRole("checkbox").check();
    await form.getByRole("button").click();
    const result = look.script ? block.locator(".tidings-result") : page.locator("main [role=status]");
    await result.filter({ hasText: /\S/ }).first().waitFor();
    // With script: gone only when it was accepted; who is refused may try again.
    if (look.script) await form.waitFor({ state: "hidden" });
    await page.context().close();
  });

  it.each(places)("who signs up in the $place is told what comes next", async ({ place, path }) => {
    const page = await openAs(look, path, ["page", "cart"]);
    const form = page.locator("main tidings-form");
    expect(await form.locator("[name=place]").getAttribute("value")).toBe(place);
    await form.locator("[name=country]").selectOption("DE");
    await form.locator("[name=phone]").fill(nextNumber());
    await form.getByRole("checkbox").check();
    await form.getByRole("button").click();
    const result = page.locator(look.script ? "main .tidings-result" : "main [role=status]");
    await result.filter({ hasText: /\S/ }).waitFor();
    if (look.script) await form.waitFor({ state: "hidden" });
    await page.context().close();
  });
});

it("a form is sent under a strict content security policy", async () => {
  const [look] = looks as [Look];
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
  const page = await openAs(look, "/");
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text());
  });
  await page.route("**/store/pages/**", async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-security-policy": `${policy}; form-action 'self'` };
    await route.fulfill({ response, headers });
  });
  await page.goto(`${world.sandbox().origin}/store/pages/contact?locale=de`);
  const { clock } = world.sandbox();
  await clock.travelTo(clock.offsetMs() + 5_000);
  await page.clock.fastForward(5_000);
  const form = page.locator("footer tidings-form");
  await form.locator("[name=phone]").fill("0151 23888888");
  await form.getByRole("checkbox").check();
  await form.getByRole("button").click();
  await page.locator("footer .tidings-result").filter({ hasText: /\S/ }).waitFor();
  await form.waitFor({ state: "hidden" });
  expect(refused).toEqual([]);
  await page.context().close();
});

it("a form that cannot be sent by script is sent as any other form", async () => {
  const [look] = looks as [Look];
  const page = await openAs(look, "/");
  await page.route("**/apps/tidings/opt-in", (route) =>
    route.request().headers()["accept"] === "application/json" ? route.abort() : route.continue(),
  );
  const form = page.locator("footer tidings-form");
  await form.locator("[name=phone]").fill("0151 23999999");
  await form.getByRole("checkbox").check();
  await form.getByRole("button").click();
  await page.locator("main [role=status]").waitFor();
  await page.context().close();
});

describe.each(looks)("within the theme's own form for buying: $name", (look) => {
  // One block would do; two show that neither ends the form around them.
  const openWithin = () => openAs(look, "/products/hocker-linde", ["product:form"], ["product:form"]);
  const within = "form[data-picker] tidings-form[data-action$=opt-in]";

  it("who buys is asked for nothing else, and nothing else is sent", async () => {
    const page = await openWithin();
    await page.locator(`${within} [name=phone]`).fill("12");
    const sent = page.waitForRequest((request) => request.url().endsWith("/cart/add"));
    await page.locator("main button[data-add]").click();
    const names = [...new URLSearchParams((await sent).postData() ?? "").keys()];
    expect(names).toEqual(["id", "quantity"]);
    await page.waitForURL("**/store/cart**");
    await page.context().close();
  });

  it("who signs up does, and buys nothing", async () => {
    const page = await openWithin();
    const form = page.locator(within);
    const posts: string[] = [];
    page.on("request", (request) => request.method() === "POST" && posts.push(new URL(request.url()).pathname));
    const button = page.locator("main button[data-add]");
    const words = await button.textContent();
    await form.locator("[name=country]").selectOption("DE");
    await form.locator("[name=phone]").fill(nextNumber());
    if (look.script) expect(await axeProblems(page, ".tidings-block")).toEqual([]);
    await form.getByRole("button").click();
    const consent = form.locator("[data-error=consent]");
    await (look.script ? consent : page.locator("main [role=alert]")).filter({ hasText: /\S/ }).waitFor();
    if (!look.script) await page.goBack();
    // A choice of country is none of a variant.
    expect(await button.textContent()).toBe(words);
    expect(await button.isEnabled()).toBe(true);
    await form.getByRole("checkbox").check();
    await form.locator("[name=phone]").press("Enter");
    const result = page.locator(look.script ? `${within} + .tidings-result` : "main [role=status]");
    await result.filter({ hasText: /\S/ }).waitFor();
    if (look.script) await form.waitFor({ state: "hidden" });
    expect(posts).toEqual(["/store/apps/tidings/opt-in", "/store/apps/tidings/opt-in"]);
    await page.context().close();
  });
});
