import type { FrameLocator, Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { givenSandbox } from "#test/support/open-sandbox.ts";

/** A merchant takes an automation from the gallery, shapes it, tries it out and switches it on. The real app runs. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const phone = (page: Page) => page.getByRole("region", { name: "The shopper's phone" });
const saveBar = (page: Page) => page.getByRole("group", { name: "Unsaved changes" });

async function openAutomations(): Promise<{ page: Page; app: FrameLocator }> {
  const page = await world.open("/admin/apps/tidings/app/automations");
  const app = page.frameLocator("iframe.admin-frame");
  await app.getByRole("heading", { name: "Automations" }).waitFor();
  return { page, app };
}

async function save(page: Page): Promise<void> {
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await saveBar(page).waitFor({ state: "hidden" });
}

it("goes from the gallery to an automation of one's own that is tested and on", async () => {
  const { page, app } = await openAutomations();
  await page.getByRole("button", { name: "Not paid", exact: true }).click();
  await page.locator("#strip").getByText("orders/create").waitFor();

  await app.getByRole("link", { name: "Add automation" }).click();
  const card = app.locator(".Polaris-ShadowBevel").filter({ hasText: "Payment reminder" });
  await card.getByRole("button", { name: "Add another" }).click();
  await app.getByRole("heading", { name: "Payment reminder" }).waitFor();

  await app.getByRole("textbox", { name: "Name" }).fill("Gentle reminder");
  await app.getByRole("button", { name: "Wait 24 hours", exact: true }).click();
  await app.getByRole("textbox", { name: "How long" }).fill("2");
  await save(page);
  await app.getByRole("heading", { name: "Gentle reminder" }).waitFor();
  await app.getByRole("button", { name: "Wait 2 hours", exact: true }).waitFor();

  await app.getByRole("button", { name: "Test", exact: true }).click();
  await app.getByText("Would be sent", { exact: true }).waitFor();
  await app
    .getByText(/order #1001/)
    .last()
    .waitFor();

  await app
    .getByRole("button", { name: /Send “payment_reminder”/ })
    .first()
    .click();
  // Filled with what was tried it goes to a confirmed phone only (automation-editor.test.ts).
  await app.getByRole("combobox", { name: "Filled with" }).selectOption({ index: 0 });
  await app.getByRole("textbox", { name: "Phone number" }).fill("abc");
  await app.getByRole("button", { name: "Send", exact: true }).click();
  await app.getByText("Enter a phone number with its country code").waitFor();
  await app.getByRole("textbox", { name: "Phone number" }).fill("+49 151 12345678");
  await app.getByRole("button", { name: "Send", exact: true }).click();
  await phone(page).locator(".row.theirs").filter({ hasText: "payment_reminder" }).waitFor();

  await app.getByRole("button", { name: "Switch on" }).click();
  await app.getByText("On", { exact: true }).waitFor();
  await page.reload();
  await app.getByRole("button", { name: "Switch off" }).waitFor();
});

it("does not lose what was typed when somebody else saves the same automation", async () => {
  const one = await openAutomations();
  const other = await openAutomations();
  for (const { app } of [one, other]) {
    await app.getByRole("link", { name: "Delivered", exact: true }).click();
    await app.getByRole("textbox", { name: "Name" }).waitFor();
  }
  await one.app.getByRole("textbox", { name: "Name" }).fill("Theirs");
  await other.app.getByRole("textbox", { name: "Name" }).fill("Mine");
  await save(one.page);
  await saveBar(other.page).getByRole("button", { name: "Save" }).click();
  await other.app.getByText("Somebody else has changed this meanwhile").waitFor();
  expect(await other.app.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Mine");
  await other.app.getByRole("button", { name: "Keep mine" }).click();
  await saveBar(other.page).waitFor({ state: "hidden" });
  await other.app.getByRole("heading", { name: "Mine" }).waitFor();
});

it("builds a path by keyboard, says beside the field what is missing, and is not switched on unfinished", async () => {
  const { page, app } = await openAutomations();
  await app.getByRole("link", { name: "Order confirmation", exact: true }).click();
  const first = app.getByRole("button", { name: "Add a step here" }).last();
  await first.press("Enter");
  await app.getByRole("menuitem", { name: "Add tags" }).press("Enter");
  const settings = app.getByRole("region", { name: "Add tags" });
  await expect.poll(() => settings.evaluate((panel) => panel === document.activeElement)).toBe(true);
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await app.getByText("Enter at least one tag").waitFor();
  await app.getByRole("textbox", { name: "Tags" }).fill("told");
  await app.getByRole("button", { name: "Actions for: Tag the order: told" }).press("Enter");
  await app.getByRole("menuitem", { name: "Move up" }).press("Enter");
  const titles = await app.getByRole("region", { name: "Path" }).locator("button[aria-pressed]").allTextContents();
  expect(titles.findIndex((title) => title.startsWith("Tag the order"))).toBe(1);
  await save(page);
});
