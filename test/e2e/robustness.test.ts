import { randomUUID } from "node:crypto";
import type { Frame, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { words } from "#app/i18n/locales/en/index.ts";
import { givenSandbox } from "#test/support/open-sandbox.ts";
import { frameOfApp, openInAdmin } from "#test/support/walk-pages.ts";

/** What a merchant does wrong, and what goes wrong around them: nothing is lost, and what happened is said in words. */
const world = givenSandbox();
const form = "/app/settings/sending";
const { sending } = words.settings;

async function open(address: string): Promise<{ page: Page; app: Frame }> {
  const page = await world.open("/");
  return { page, app: await openInAdmin(page, world.sandbox().origin, address) };
}

const bar = (page: Page) => page.getByRole("group", { name: "Unsaved changes" });
const quiet = (app: Frame) => app.getByLabel(sending.quietOn);
const menu = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Admin" }).getByRole("button", { name, exact: true });
const titleOf = (app: Frame) => app.locator("h1").first().textContent();
/** Remix's requests to a page's action. */
const isSubmit = (url: URL) => url.pathname === form && url.searchParams.has("_data");

async function change(app: Frame): Promise<boolean> {
  const before = await quiet(app).isChecked();
  await quiet(app).click();
  return !before;
}

describe("a form with unsaved changes", () => {
  it("is not left by the menu, a link or the back button until it is answered", async () => {
    const { page, app } = await open("/app/settings");
    await app.locator(`a[href="${form}"]:visible`).first().click();
    await expect.poll(() => titleOf(app)).toBe(sending.title);
    const changed = await change(app);
    await bar(page).waitFor();

    await menu(page, "Messages").click();
    await app.locator('a[href="/app/settings"]:visible').first().click();
    await app.evaluate(() => history.back());
    await page.waitForTimeout(300);
    expect([await titleOf(app), await quiet(app).isChecked()]).toEqual([sending.title, changed]);

    await bar(page).getByRole("button", { name: "Discard" }).click();
    await bar(page).waitFor({ state: "hidden" });
    expect(await quiet(app).isChecked()).toBe(!changed);
    await menu(page, "Messages").click();
    await expect.poll(() => titleOf(app)).toBe(words.nav.messages);
    await app.evaluate(() => history.back());
    await expect.poll(() => titleOf(app)).toBe(sending.title);
  });

  it("is sent once by a double click, and is there after a reload", async () => {
    const { page, app } = await open(form);
    let sent = 0;
    page.on("request", (request) => {
      if (request.method() === "POST" && isSubmit(new URL(request.url()))) sent += 1;
    });
    const changed = await change(app);
    await bar(page).getByRole("button", { name: "Save" }).dblclick();
    await page.getByText(words.forms.saved, { exact: true }).waitFor();
    await bar(page).waitFor({ state: "hidden" });
    expect(sent).toBe(1);
    await page.reload();
    expect(await quiet(await frameOfApp(page)).isChecked()).toBe(changed);
  });

  it("keeps what was typed when it can not be sent, and is saved when it can", async () => {
    const { page, app } = await open(form);
    const changed = await change(app);
    await page.route(isSubmit, (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
    await bar(page).getByRole("button", { name: "Save" }).click();
    await app.getByText(words.errors.notSaved).first().waitFor();
    expect([await titleOf(app), await quiet(app).isChecked()]).toEqual([sending.title, changed]);

    await page.unroute(isSubmit);
    await bar(page).getByRole("button", { name: "Save" }).click();
    await page.getByText(words.forms.saved, { exact: true }).waitFor();
    await app.getByText(words.errors.notSaved).first().waitFor({ state: "hidden" });
    world.complaints.splice(0);
  });

  it("survives an hour away, with every token grown old", async () => {
    const { page, app } = await open(form);
    const changed = await change(app);
    const { clock } = world.sandbox();
    await clock.travelTo(clock.offsetMs() + 3_600_000);
    await bar(page).getByRole("button", { name: "Save" }).click();
    await page.getByText(words.forms.saved, { exact: true }).waitFor();
    expect(await quiet(app).isChecked()).toBe(changed);
  });

  it("tells the second of two people, who then decides", async () => {
    const first = await open(form);
    const second = await open(form);
    await change(second.app);
    // The page looks again every few seconds, but never over what somebody is typing.
    const theirs = await change(first.app);
    await bar(first.page).getByRole("button", { name: "Save" }).click();
    await first.page.getByText(words.forms.saved, { exact: true }).waitFor();
    await second.app.getByLabel(sending.quietFrom).fill("03:15");
    await bar(second.page).getByRole("button", { name: "Save" }).click();
    await second.app.getByText(words.forms.conflictTitle).waitFor();
    expect(await second.app.getByLabel(sending.quietFrom).inputValue()).toBe("03:15");
    await second.app.getByRole("button", { name: words.forms.takeTheirs }).click();
    await expect.poll(() => quiet(second.app).isChecked()).toBe(theirs);
  });
});

describe("a page that can not be shown", () => {
  it("says that it does not exist, with the menu still there", async () => {
    const { page, app } = await open(`/app/messages/${randomUUID()}`);
    expect(await titleOf(app)).toBe(words.errors.notFoundTitle);
    await menu(page, "Messages").click();
    await expect.poll(() => titleOf(app)).toBe(words.nav.messages);
    world.complaints.splice(0);
  });

  it("says so in words when the app can not be reached, and is there on trying again", async () => {
    const { page, app } = await open("/app");
    const toMessages = (url: URL) => url.pathname === "/app/messages";
    await page.route(toMessages, (route) => route.abort());
    await menu(page, "Messages").click();
    await expect.poll(() => titleOf(app)).toBe(words.errors.unexpectedTitle);
    expect(await app.locator("body").textContent()).not.toMatch(/\bat \w+ \(|TypeError|Failed to fetch/);
    await page.unroute(toMessages);
    await app.getByRole("button", { name: words.errors.tryAgain }).click();
    await expect.poll(() => titleOf(app)).toBe(words.nav.messages);
    world.complaints.splice(0);
  });
});

it("the shop that removed the app and installed it again finds what it had set", async () => {
  const { page, app } = await open(form);
  const changed = await change(app);
  await bar(page).getByRole("button", { name: "Save" }).click();
  await page.getByText(words.forms.saved, { exact: true }).waitFor();
  const { shopify } = world.sandbox();
  shopify.uninstall();
  await shopify.deliverDue();
  shopify.install();
  await page.reload();
  expect(await quiet(await frameOfApp(page)).isChecked()).toBe(changed);
  world.complaints.splice(0);
});

it("customer data that Shopify does not give away leaves every page standing", async () => {
  const { shopify } = world.sandbox();
  shopify.faults({ graphql: { protectedDataDenied: true } });
  for (const address of [
    "/app",
    "/app/customers",
    "/app/messages",
    "/app/events",
    "/app/automations",
    "/app/settings",
  ]) {
    const { app } = await open(address);
    expect(await titleOf(app), address).not.toBe(words.errors.unexpectedTitle);
  }
  shopify.faults({ clear: true });
});

describe("a line so slow that the app's script is not there yet", () => {
  it("follows a link all the same, inside the admin", async () => {
    const page = await world.open("/");
    await page.context().route("**/assets/*.js", (route) => route.abort());
    await page.goto(`${world.sandbox().origin}/admin/apps/tidings/app/automations`);
    const app = page.frameLocator("iframe.admin-frame");
    const { fromGallery } = words.automations;
    await app.getByRole("link", { name: fromGallery }).click();
    await app.getByRole("heading", { level: 1, name: words.automationGallery.title }).waitFor();
    expect(await app.getByText(words.galleryNames.order_receipt).count()).toBe(1);
    world.complaints.splice(0); // of the scripts that were held back
  });

  it("makes up for a press of a button, once", async () => {
    const page = await world.open("/");
    const held = Promise.withResolvers<void>();
    await page.context().route("**/assets/*.js", (route) => held.promise.then(() => route.continue()));
    await page.goto(`${world.sandbox().origin}/admin/apps/tidings/app/settings`);
    const app = page.frameLocator("iframe.admin-frame");
    const { pause, resume } = words.settings.pause;
    let presses = 0;
    page.on(
      "request",
      (request) => void (request.method() === "POST" && /_data=.*settings/.test(request.url()) && presses++),
    );
    await app.getByRole("button", { name: pause, exact: true }).click();
    held.resolve();
    const undo = app.getByRole("button", { name: resume, exact: true }).last();
    await undo.click();
    await app.getByRole("button", { name: pause, exact: true }).waitFor();
    expect(presses).toBe(2);
    expect(world.complaints.splice(0)).toEqual([]);
  });
});
