import type { FrameLocator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";

/** A merchant looks up what was sent, to whom and why, and does with a customer what the customer asked for. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const admin = (page: Page): FrameLocator => page.frameLocator("iframe.admin-frame");

/** On a narrow screen one part is shown at a time. */
async function goTo(page: Page, part: "Controls" | "Admin"): Promise<void> {
  const tabs = page.getByRole("navigation", { name: "Parts of the sandbox" });
  if (await tabs.isVisible()) await tabs.getByRole("button", { name: part }).click();
}

async function openPage(page: Page, name: string): Promise<FrameLocator> {
  await goTo(page, "Admin");
  await page.getByRole("navigation", { name: "Admin" }).getByRole("button", { name, exact: true }).last().click();
  await admin(page).getByRole("heading", { level: 1, name }).waitFor();
  return admin(page);
}

/** The action stands beside the title on a desk, and in its menu on a phone. */
async function act(app: FrameLocator, name: string): Promise<void> {
  const menu = app
    .getByRole("button", { name: "View actions for page" })
    .or(app.getByRole("button", { name: "Actions" }));
  const inView = app.getByRole("button", { name, exact: true }).or(app.getByRole("link", { name, exact: true }));
  if (!(await inView.first().isVisible())) await menu.first().click();
  await inView.first().click();
}

async function noSidewaysScroll(app: FrameLocator): Promise<void> {
  const [content, room] = await app.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
  expect(content).toBeLessThanOrEqual(room ?? 0);
}

describe.each([
  { width: "desktop", viewport: desktop, shopper: "Mara Vogel" },
  { width: "phone", viewport: pocket, shopper: "Giulia Rossi" },
])("at $width width", ({ viewport, shopper }) => {
  it("finds a message, what it came from, and the person; notes their word, blocks and erases them", async () => {
    const page = await world.open("/", viewport);
    await page.getByRole("button", { name: /Shopper:/ }).click();
    await page
      .locator(".menu")
      .getByRole("button", { name: new RegExp(shopper) })
      .click();
    await page.getByRole("button", { name: "Paid", exact: true }).click();
    await page.locator("#strip").getByText("orders/create").waitFor();

    const messages = await openPage(page, "Messages");
    const row = messages.getByRole("row").filter({ hasText: shopper }).filter({ hasText: "order_confirmed" });
    await row.waitFor({ timeout: 20_000 });
    const order = /#\d+/.exec(await row.innerText())?.[0] ?? "";
    expect(order).toMatch(/^#\d+$/);
    await messages.getByRole("textbox", { name: /Order, phone number or name/ }).fill("nobody at all");
    await messages.getByText("No message found").waitFor();
    await messages.getByRole("textbox", { name: /Order, phone number or name/ }).fill(order.slice(1));
    await row.waitFor();
    await noSidewaysScroll(messages);
    await row.getByRole("link").first().click();
    await messages.getByRole("heading", { name: "What happened" }).waitFor();
    await messages.getByRole("link", { name: "Order placed" }).click();
    await messages.getByRole("heading", { name: `Order placed: ${order}` }).waitFor();
    await messages.getByRole("link", { name: shopper }).click();

    const customer = admin(page);
    await customer.getByRole("heading", { level: 1, name: shopper }).waitFor();
    await noSidewaysScroll(customer);
    await customer.getByRole("textbox", { name: "How they said so" }).fill("Called and asked for no offers");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await customer.getByText("Note: Called and asked for no offers").waitFor();

    await act(customer, "Block");
    await customer.getByText("You blocked this person").waitFor();
    await act(customer, "Unblock");
    await customer.getByText("You blocked this person").waitFor({ state: "detached" });

    await act(customer, "Erase data");
    await customer.getByText("This cannot be undone.").waitFor();
    await customer.getByRole("button", { name: "Erase for good" }).click();
    await customer.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
    expect(await customer.getByText(shopper).count()).toBe(0);
    const after = await openPage(page, "Messages");
    await after.getByText("order_confirmed").first().waitFor();
    expect(await after.getByText(shopper).count()).toBe(0);
  });
});

it("finds a message by the person's number and name, and tells what it cost or why there is no amount", async () => {
  const page = await world.open("/", desktop);
  world.sandbox().shopify.placeOrder({ customer: "jonas", kind: "paid" });
  const messages = await openPage(page, "Messages");
  const row = messages.getByRole("row").filter({ hasText: "Jonas" }).filter({ hasText: "order_confirmed" });
  await row.getByText("Read").or(row.getByText("Delivered")).first().waitFor({ timeout: 20_000 });
  const search = messages.getByRole("textbox", { name: /Order, phone number or name/ });
  for (const found of ["0664 1234567", "234567", "jonas"]) {
    await search.fill("nobody at all");
    await messages.getByText("No message found").waitFor();
    await search.fill(found);
    await row.first().waitFor();
  }
  await row.getByRole("link").first().click();
  await messages.getByText("Not known: there is no rate table for that day.").waitFor();
  await messages.getByRole("link", { name: "Rates" }).click();
  await messages.getByRole("button", { name: "Use the sample" }).click();
  await messages.getByText("Sample", { exact: true }).waitFor();
  const again = await openPage(page, "Messages");
  await again.getByRole("row").filter({ hasText: "Jonas" }).getByRole("link").first().click();
  await again.getByText("Estimated with the sample rates for Austria.").waitFor();
  const results = await openPage(page, "Results");
  await results.getByText(/reckoned with the sample rates/).waitFor();
});

it("takes a day that is typed digit by digit, and one long before there were messages", async () => {
  const page = await world.open("/", desktop);
  const messages = await openPage(page, "Messages");
  await messages.getByRole("button", { name: "Date" }).click();
  await messages.getByLabel("From").focus();
  await page.keyboard.type("11202035", { delay: 40 });
  await messages.getByText("No message found").waitFor();
  expect(await messages.getByLabel("From").inputValue()).toBe("2035-11-20");

  const early = await world.open("/admin/apps/tidings/app/messages?from=0002-11-20&to=0002-11-21", desktop);
  await admin(early).getByText("No message found").waitFor();
});

it("turns pages of messages and of events there and back", async () => {
  const { shopify } = world.sandbox();
  for (let count = 0; count < 55; count++) shopify.placeOrder({ customer: "emily", kind: "paid" });
  await shopify.deliverDue();
  const page = await world.open("/", desktop);
  for (const [name, one] of [
    ["Messages", "order_confirmed"],
    ["Store events", "Order placed"],
  ] as const) {
    const list = await openPage(page, "Messages");
    if (name === "Store events") await act(list, name);
    await list.getByRole("heading", { level: 1, name }).waitFor();
    const first = list.getByRole("row").filter({ hasText: one });
    // A button that leads nowhere is said to be disabled, and can still be found.
    const turn = (label: string) => list.locator(`button[aria-label="${label}"]:not([aria-disabled="true"])`);
    await turn("Older").waitFor({ timeout: 60_000 });
    expect(await turn("Newer").count()).toBe(0);
    await turn("Older").click();
    await turn("Newer").waitFor();
    await first.first().waitFor();
    // What came in meanwhile stands on a page before the first one.
    const backToTheNewest = async () => {
      if ((await turn("Newer").count()) === 0) return true;
      await turn("Newer").click();
      return false;
    };
    await expect.poll(backToTheNewest, { timeout: 30_000 }).toBe(true);
    expect(await list.getByRole("row").count()).toBeGreaterThanOrEqual(50);
  }
}, 180_000);

it("says that everything was taken in when nothing failed", async () => {
  const page = await world.open("/admin/apps/tidings/app/events/failed");
  await admin(page).getByText("Everything was taken in").waitFor();
});
