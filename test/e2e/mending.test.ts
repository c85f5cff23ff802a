import type { Frame, Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { words } from "#app/i18n/locales/en/index.ts";
import { givenSandbox } from "#test/support/open-sandbox.ts";
import { openInAdmin } from "#test/support/walk-pages.ts";

/** What a merchant puts right by hand: an event that failed, an automation for one person, two entries of one person. */
const world = givenSandbox();
const { customer, troubled } = words;

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

async function open(address: string): Promise<{ page: Page; app: Frame }> {
  const page = await world.open("/");
  return { page, app: await openInAdmin(page, world.sandbox().origin, address) };
}

async function openCustomer(app: Frame, name: string): Promise<void> {
  await app.getByRole("link", { name }).first().click();
  await app.getByRole("heading", { level: 1, name }).waitFor();
}

it("tries a failed event again, and sees that it failed again", async () => {
  const { shopify } = world.sandbox();
  shopify.sendRaw({ topic: "orders/create", body: '{"id":1' });
  await shopify.deliverDue();
  const { page, app } = await open("/app/events/failed");
  await expect.poll(() => app.getByText(troubled.givenUp).count(), { timeout: 15_000 }).toBeGreaterThan(0);
  await app
    .getByRole("button", { name: new RegExp(`^${troubled.tryAgain}`) })
    .first()
    .click();
  await page.getByText(troubled.tried, { exact: true }).waitFor();
  // The bytes are the same, so it is given up again; until then it is tried.
  await expect.poll(() => app.getByText(troubled.givenUp).count(), { timeout: 15_000 }).toBeGreaterThan(0);
});

it("stops an automation for one person, and nothing of it is left under way", async () => {
  const { shopify } = world.sandbox();
  shopify.abandonCheckout({ customer: "mara" });
  await shopify.deliverDue();
  const { page, app } = await open("/app/customers");
  await openCustomer(app, "Mara Vogel");
  const stop = app.getByRole("button", { name: /^Stop / });
  await expect.poll(() => stop.count(), { timeout: 15_000 }).toBeGreaterThan(0);
  const under = await stop.count();
  await stop.first().dblclick();
  await page.getByText(customer.stopped, { exact: true }).first().waitFor();
  await expect.poll(() => stop.count()).toBe(under - 1);
});

it("merges two entries of one person, whichever stays", async () => {
  const { shopify } = world.sandbox();
  for (const who of ["mara", "giulia"]) shopify.placeOrder({ kind: "paid", customer: who });
  await shopify.deliverDue();
  const { page, app } = await open("/app/customers");
  await app.getByRole("link", { name: "Giulia Rossi" }).first().waitFor();
  await openCustomer(app, "Mara Vogel");
  await app.getByRole("link", { name: customer.merge, exact: true }).first().click();
  await app.getByRole("textbox", { name: words.customers.search }).fill("Giulia");
  await app.getByRole("link", { name: "Giulia Rossi" }).first().click();
  await app.getByRole("button", { name: customer.mergeSwap }).click();
  await app.getByText("The name Giulia Rossi").waitFor();
  await app.getByRole("button", { name: customer.mergeConfirm, exact: true }).dblclick();
  await app.getByRole("heading", { level: 1, name: "Giulia Rossi" }).waitFor();
  await page.getByText(customer.told.merged, { exact: true }).waitFor();
  const { app: list } = await open("/app/customers");
  await list.getByRole("link", { name: "Giulia Rossi" }).first().waitFor();
  expect(await list.getByRole("link", { name: "Mara Vogel" }).count()).toBe(0);
});
