import type { Frame, Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { words } from "#app/i18n/locales/en/index.ts";
import { tabTo, walkByTab } from "#test/support/keyboard.ts";
import { givenSandbox } from "#test/support/open-sandbox.ts";
import { openInAdmin, walkPages } from "#test/support/walk-pages.ts";

/** Everything works without a mouse: Tab, Enter, Space, Escape and the arrows. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

async function open(address: string): Promise<{ page: Page; app: Frame }> {
  const page = await world.open("/");
  return { page, app: await openInAdmin(page, world.sandbox().origin, address) };
}

/** The save bar is the admin's: it stands before the app. */
async function saveByKeyboard(page: Page): Promise<void> {
  const bar = page.getByRole("group", { name: "Unsaved changes" });
  await tabTo(page, bar.getByRole("button", { name: "Save" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await bar.waitFor({ state: "hidden" });
}

it("every page is gone through with Tab: all of it reached, in order, and seen to have the focus", async () => {
  world.sandbox().shopify.placeOrder({ kind: "paid", customer: "mara" });
  await world.sandbox().shopify.deliverDue();
  const page = await world.open("/");
  const found: Record<string, unknown> = {};
  await walkPages(
    (address) => openInAdmin(page, world.sandbox().origin, address),
    async ({ address }, frame) => {
      const { stops, ...complaints } = await walkByTab(page, frame);
      expect(stops, address).toBeGreaterThan(0);
      if (Object.values(complaints).some((list) => list.length > 0)) found[address] = complaints;
    },
  );
  expect(found).toEqual({});
  expect(world.complaints.splice(0)).toEqual([]);
}, 150_000);

it("a number is connected the plain way", async () => {
  const { page, app } = await open("/app/connect/manual");
  for (const [label, value] of [
    ["WhatsApp Business account ID", "100000000000002"],
    ["Phone number ID", "200000000000002"],
    ["Access token", "sandbox-outlet-token"],
  ] as const) {
    await tabTo(page, app.getByLabel(label));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(value);
  }
  await tabTo(page, app.getByRole("button", { name: "Check and connect" }));
  await page.keyboard.press("Enter");
  await app.getByRole("heading", { name: "+4930901821" }).waitFor();
});

it("an automation is opened, its wait changed and saved, and switched on and off without losing one's place", async () => {
  const { page, app } = await open("/app/automations");
  await tabTo(page, app.getByRole("link", { name: "Payment reminder", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, app.getByRole("button", { name: "Wait 24 hours", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, app.getByRole("textbox", { name: "How long" }));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("2");
  await saveByKeyboard(page);
  await app.getByRole("button", { name: "Wait 2 hours", exact: true }).waitFor();

  const { page: listPage, app: list } = await open("/app/automations");
  const toggle = list.getByRole("switch", { name: "Payment reminder" });
  await tabTo(listPage, toggle);
  const before = await toggle.getAttribute("aria-checked");
  for (const expected of [before === "true" ? "false" : "true", before ?? "false"]) {
    await listPage.keyboard.press("Space");
    await expect.poll(() => toggle.getAttribute("aria-checked")).toBe(expected);
    await expect.poll(() => toggle.isEnabled()).toBe(true);
    await expect.poll(() => toggle.evaluate((button) => button === document.activeElement)).toBe(true);
  }
});

it("everything is paused, and goes on", async () => {
  const { page, app } = await open("/app/settings");
  const { pause, resume } = words.settings.pause;
  await tabTo(page, app.getByRole("button", { name: pause, exact: true }));
  await page.keyboard.press("Enter");
  await app.getByText(words.settings.pause.banner).waitFor();
  await tabTo(page, app.getByRole("button", { name: resume, exact: true }).first());
  await page.keyboard.press("Space");
  await app.getByText(words.settings.pause.banner).waitFor({ state: "detached" });
});

it("a customer's erasure is asked for and called off; the dialog keeps the focus, and gives it back", async () => {
  const { page, app } = await open("/app/customers");
  await tabTo(page, app.getByRole("link", { name: "Mara Vogel" }).first());
  await page.keyboard.press("Enter");
  const erase = app.getByRole("button", { name: words.customer.erase, exact: true });
  await tabTo(page, erase);
  await page.keyboard.press("Enter");
  await app.getByText(words.customer.eraseText).waitFor();
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press("Tab");
    const outside = await app.evaluate(
      () =>
        document.hasFocus() && document.activeElement !== document.body && !document.activeElement?.closest("ui-modal"),
    );
    expect(outside).toBe(false);
  }
  await tabTo(page, app.getByRole("button", { name: "Close" }));
  await page.keyboard.press("Escape");
  await app.getByText(words.customer.eraseText).waitFor({ state: "hidden" });
  await expect.poll(() => erase.evaluate((button) => button === document.activeElement)).toBe(true);
});
