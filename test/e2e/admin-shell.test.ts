import type { FrameLocator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { givenSandbox } from "#test/support/open-sandbox.ts";

/** The pretend admin and its stand-in for App Bridge, against a program that speaks as Shopify's library speaks. */
const world = givenSandbox({ appEntry: "test/support/stub-app-process.ts" });

async function openApp(path = "/"): Promise<{ page: Page; app: FrameLocator }> {
  const page = await world.open(path);
  const app = page.frameLocator("iframe.admin-frame");
  await app.locator("h1").waitFor();
  return { page, app };
}

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

describe("the admin shell", () => {
  it("embeds the app with a signed address, and shows its navigation without a Home of its own", async () => {
    const { page, app } = await openApp();
    expect(await app.locator("h1").textContent()).toBe("Stub /app");
    const nav = page.getByRole("navigation", { name: "Admin" });
    expect(await nav.getByRole("button").allTextContents()).toEqual(["Tidings", "Messages"]);
    expect(await nav.getByRole("button", { name: "Tidings" }).getAttribute("aria-current")).toBe("page");
  });

  it("lets the app navigate by itself, and keeps the address in step", async () => {
    const { page, app } = await openApp();
    await page.getByRole("navigation", { name: "Admin" }).getByRole("button", { name: "Messages" }).click();
    await expect.poll(() => app.locator("h1").textContent()).toBe("Navigated /app/messages");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/admin/apps/tidings/app/messages");
    expect(await page.getByRole("button", { name: "Messages" }).getAttribute("aria-current")).toBe("page");
    await page.reload();
    await expect.poll(() => app.locator("h1").textContent()).toBe("Stub /app/messages");
  });

  it("gives each request a fresh token, and asks again when the app wants another", async () => {
    const { app } = await openApp();
    await app.getByRole("button", { name: "Fetch" }).click();
    await expect.poll(() => app.locator("#said").textContent()).toContain('"got":"hi"');
    // The first answer was 401 with the retry header: the browser mentions it, the app does not see it.
    expect(world.complaints.splice(0).filter((text) => !text.includes("401"))).toEqual([]);
  });

  it("comes back over the bounce page when a token has grown old", async () => {
    const { page, app } = await openApp();
    const frame = page.frames().find((one) => one !== page.mainFrame());
    await frame?.evaluate(() => {
      const url = new URL("/app/old?embedded=1&id_token=a.b.c", location.href);
      location.assign(url);
    });
    await expect.poll(() => app.locator("h1").textContent()).toBe("Stub /app/old");
    expect(await app.locator("#bounced").textContent()).toBe("1");
    await app.getByRole("button", { name: "Toast" }).click();
    await page.getByText("Saved well").waitFor();
  });

  it("shows toasts, title bar, modal and the save bar, and stops leaving with unsaved changes", async () => {
    const { page, app } = await openApp();
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByText("pressed").waitFor();
    await app.getByRole("button", { name: "Modal" }).click();
    await app.getByRole("dialog", { name: "Sure?" }).waitFor();
    await app.getByRole("button", { name: "Yes" }).click();
    await app.getByRole("dialog").waitFor({ state: "hidden" });

    await app.getByRole("button", { name: "Edit" }).click();
    const bar = page.getByRole("group", { name: "Unsaved changes" });
    await bar.waitFor();
    await page.getByRole("button", { name: "Messages" }).click();
    expect(await app.locator("h1").textContent()).toBe("Stub /app");
    await bar.getByRole("button", { name: "Save" }).click();
    await bar.waitFor({ state: "hidden" });
    expect(await app.locator("#said").textContent()).toBe("saved");

    await app.getByLabel("Name").fill("x");
    await bar.getByRole("button", { name: "Discard" }).click();
    await bar.waitFor({ state: "hidden" });
    expect(await app.getByLabel("Name").inputValue()).toBe("");
  });

  it("says that Shopify's own pages are not here, instead of leaving", async () => {
    const { page, app } = await openApp();
    await app.getByRole("link", { name: "Order" }).click();
    await page.getByText("Shopify's own page /orders/1 is not in the sandbox.").waitFor();
  });

  it("refuses what it does not have in words", async () => {
    const { page } = await openApp();
    const frame = page.frames().find((one) => one !== page.mainFrame());
    const said = await frame?.evaluate(() =>
      (window as unknown as { shopify: { resourcePicker(): Promise<void> } }).shopify.resourcePicker().catch(String),
    );
    expect(said).toContain("resourcePicker() is not in the sandbox");
  });

  it("travels in time together: app, browser and tokens", async () => {
    const { page, app } = await openApp();
    await page.getByRole("button", { name: "Travel one day ahead" }).click();
    await page.getByText("1 day ahead").waitFor();
    const frame = page.frames().find((one) => one !== page.mainFrame());
    await expect.poll(() => frame?.evaluate(() => Date.now() - performance.timeOrigin > 86_000_000)).toBe(true);
    await app.getByRole("button", { name: "Fetch" }).click();
    await expect.poll(() => app.locator("#said").textContent()).toContain('"got":"hi"');
    const answer = JSON.parse((await app.locator("#said").textContent()) ?? "{}") as { now: number };
    expect(Math.abs(answer.now - world.sandbox().clock.now())).toBeLessThan(10_000);
  });

  it("gives session tokens to its own page only", async () => {
    const address = `${world.sandbox().origin}/admin/session-token`;
    const foreign = await fetch(address, { method: "POST", headers: { "sec-fetch-site": "cross-site" } });
    expect(foreign.status).toBe(403);
  });
});
