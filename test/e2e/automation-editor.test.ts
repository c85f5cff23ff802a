import type { FrameLocator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";

/** A merchant draws a path of every kind of step, tries it with what really happened, and switches it on. The real app runs. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const saveBar = (page: Page) => page.getByRole("group", { name: "Unsaved changes" });
const steps = (app: FrameLocator) => app.getByRole("region", { name: "Path" }).locator("button[aria-pressed]");

async function openAutomations(viewport = desktop): Promise<{ page: Page; app: FrameLocator }> {
  const page = await world.open("/admin/apps/tidings/app/automations?admin-alone=1", viewport);
  const app = page.frameLocator("iframe.admin-frame");
  await app.getByRole("heading", { name: "Automations" }).waitFor();
  return { page, app };
}

async function takeFromGallery(app: FrameLocator, name: string): Promise<void> {
  await app.getByRole("link", { name: "Add automation" }).click();
  const card = app.locator(".Polaris-ShadowBevel").filter({ hasText: name });
  await card.getByRole("button", { name: "Add another" }).click();
  await app.getByRole("heading", { level: 1, name }).waitFor();
}

/** `fromEnd`: how many places to add a step stand below. */
async function addStep(app: FrameLocator, kind: string, fromEnd = 0): Promise<void> {
  await app
    .getByRole("button", { name: "Add a step here" })
    .nth(-1 - fromEnd)
    .click();
  await app.getByRole("menuitem", { name: kind }).click();
  await app.getByRole("region", { name: kind, exact: true }).waitFor();
}

async function noSidewaysScroll(app: FrameLocator): Promise<void> {
  const [content, room] = await app.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
  expect(content).toBeLessThanOrEqual(room ?? 0);
}

describe.each([
  { width: "desktop", viewport: desktop, customer: "mara" },
  { width: "phone", viewport: pocket, customer: "mara" },
])("at $width width", ({ width, viewport, customer }) => {
  it("draws a path, tries it with a real order, is stopped from losing it, and switches it on", async () => {
    world.sandbox().shopify.placeOrder({ kind: "unpaid", customer });
    const { page, app } = await openAutomations(viewport);
    await takeFromGallery(app, "Payment reminder");
    const name = `Reminder on a ${width}`;
    await app.getByRole("textbox", { name: "Name" }).fill(name);

    await addStep(app, "Wait for a reply");
    await app.getByRole("button", { name: "Add a reply" }).click();
    const reply = app.getByRole("textbox", { name: "Reply 1" });
    await reply.fill("Yes, please");
    await reply.press("Enter");
    await reply.fill("OK");
    await reply.press("Enter");
    await app.getByText("“Yes, please” or “OK”").waitFor();
    // From the end: the path's, that of no reply, of any other reply, and of the reply.
    await addStep(app, "Discount code", 3);
    await addStep(app, "Add tags", 3);
    await app.getByRole("textbox", { name: "Tags" }).fill("keen");
    await addStep(app, "Stop", 1);
    await addStep(app, "Condition");
    await app.getByRole("button", { name: "Add condition" }).click();
    await app.getByRole("combobox", { name: "What" }).selectOption({ label: "Order total" });
    await app.getByRole("textbox", { name: "Amount" }).fill("50");
    await addStep(app, "Add tags", 2);
    await app.getByRole("textbox", { name: "Tags" }).fill("large, unpaid,");
    await noSidewaysScroll(app);
    expect((await steps(app).allTextContents()).slice(-7)).toEqual([
      expect.stringContaining("Wait for a reply"),
      expect.stringContaining("Discount code, 10% off"),
      expect.stringContaining("Tag the order: keen"),
      "Stop",
      expect.stringMatching(/^ConditionOrder total is at least .*50/),
      expect.stringContaining("Tag the order: large, unpaid"),
      expect.stringContaining("Stops at once when"),
    ]);

    await app.getByRole("button", { name: "Test", exact: true }).click();
    await app.getByText("Would be sent", { exact: true }).first().waitFor();
    await app.getByText("No reply", { exact: true }).last().waitFor();
    await app.getByRole("combobox", { name: "Suppose the customer answered" }).selectOption("0");
    await app.getByText("The code would work until").waitFor();

    await app.getByRole("link", { name: "Automations" }).first().click();
    await saveBar(page).waitFor();
    expect(await app.getByRole("textbox", { name: "Name" }).inputValue()).toBe(name);
    await saveBar(page).getByRole("button", { name: "Save" }).click();
    await saveBar(page).waitFor({ state: "hidden" });
    await app.getByRole("heading", { level: 1, name }).waitFor();
    await app.getByRole("button", { name: "Switch on" }).click();
    await app.getByText("On", { exact: true }).waitFor();
  });
});

it("says why not: conditions that are not met, and a message whose words the event does not know", async () => {
  const { page, app } = await openAutomations();
  await takeFromGallery(app, "Payment reminder");
  await app.getByRole("button", { name: "Add condition" }).click();
  await app.getByRole("combobox", { name: "What" }).last().selectOption({ label: "Order total" });
  await app.getByRole("textbox", { name: "Amount" }).fill("99999");
  await app.getByRole("button", { name: "Test", exact: true }).click();
  await app.getByText("Its conditions are not met, so it would not have started.").waitFor();

  await app
    .getByRole("button", { name: /Send “payment_reminder”/ })
    .first()
    .click();
  await app.getByRole("combobox", { name: "Template" }).selectOption("order_shipped");
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await saveBar(page).waitFor({ state: "hidden" });
  const wrong = app.getByRole("region", { name: "Path" }).getByText(/fulfillment\.|tracking/i);
  await wrong.first().waitFor();
  expect(await app.getByRole("button", { name: "Switch on" }).isDisabled()).toBe(true);
});

it("sends a message filled with a real order to a phone that was shown to be one's own, and to no other", async () => {
  const { app } = await openAutomations();
  await app.getByRole("link", { name: "Payment reminder", exact: true }).first().click();
  await app
    .getByRole("button", { name: /Send “payment_reminder”/ })
    .first()
    .click();
  const filled = app.getByRole("combobox", { name: "Filled with" });
  const order = /Order #\d+/.exec((await filled.locator("option").nth(1).textContent()) ?? "")?.[0] ?? "";
  await filled.selectOption({ index: 1 });
  await app.getByRole("textbox", { name: "Phone number" }).fill("+49 151 12345678");
  await app.getByRole("button", { name: "Send", exact: true }).click();
  const asked = await app.getByText(/A real customer’s details go only to/).textContent();
  const words = /TEST \d{4}/.exec(asked ?? "")?.[0] ?? "";

  const { whatsapp } = world.sandbox();
  const before = whatsapp.accepted().length;
  whatsapp.receive("+4915112345678", { text: words });
  await whatsapp.settle();
  await expect
    .poll(
      async () => {
        await app.getByRole("button", { name: "Send", exact: true }).click();
        await app.getByText(/on its way|A real customer’s details/).waitFor();
        return app.getByText("The message is on its way.").isVisible();
      },
      { timeout: 15_000, interval: 500 },
    )
    .toBe(true);
  await expect.poll(() => whatsapp.accepted().length, { timeout: 15_000 }).toBe(before + 1);
  expect(JSON.stringify(whatsapp.accepted().at(-1))).toContain(order.replace("Order ", ""));
});
