import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";

/** Somebody who has never seen Tidings: one command, one page, and the right message arrives. The real app runs. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const phone = (page: Page) => page.getByRole("region", { name: "The shopper's phone" });
const fromShop = (page: Page, template: string) => phone(page).locator(".row.theirs").filter({ hasText: template });

async function choose(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name: /Shopper:/ }).click();
  await page.locator(".menu").getByRole("button", { name }).click();
}

/** On a narrow screen one part is shown at a time. */
async function goTo(page: Page, part: "Controls" | "Phone" | "Admin"): Promise<void> {
  const tabs = page.getByRole("navigation", { name: "Parts of the sandbox" });
  if (await tabs.isVisible()) await tabs.getByRole("button", { name: part }).click();
}

describe.each([
  { width: "desktop", viewport: desktop, shopper: /Mara Vogel/ },
  { width: "phone", viewport: pocket, shopper: /Giulia Rossi/ },
])("the first five minutes at $width width", ({ viewport, shopper }) => {
  it("reminds of a checkout left behind, then asks to confirm an order, and hears the answer", async () => {
    const page = await world.open("/", viewport);
    await choose(page, shopper);

    await page.getByRole("button", { name: "Abandon a checkout" }).click();
    await page.locator("#strip").getByText("checkouts/update").waitFor();
    await page.locator("#strip").getByRole("button", { name: "+1 h" }).click();
    await goTo(page, "Phone");
    const reminder = fromShop(page, "abandoned_checkout_1");
    await reminder.getByRole("img", { name: "read" }).waitFor();

    await goTo(page, "Controls");
    await page.getByRole("button", { name: "Cash on delivery", exact: true }).click();
    await goTo(page, "Phone");
    const question = fromShop(page, "cod_confirm");
    await question.getByRole("button").first().click();
    await expect.poll(() => phone(page).locator(".row.theirs").count(), { timeout: 20_000 }).toBeGreaterThan(2);

    const tags = world.sandbox().shopify.snapshot().orders.at(-1)?.tags ?? [];
    expect(tags.length).toBeGreaterThan(0);

    await goTo(page, "Admin");
    await page.getByRole("navigation", { name: "Admin" }).getByRole("button", { name: "Messages" }).click();
    const app = page.frameLocator("iframe.admin-frame");
    await app.getByText("abandoned_checkout_1").first().waitFor();
    await app.getByText("cod_confirm").first().waitFor();

    const { duplicates, breaches, refused } = world.sandbox().whatsapp.state();
    expect({ duplicates, refused }).toEqual({ duplicates: 0, refused: 0 });
    expect(Object.entries(breaches).filter(([, count]) => count > 0)).toEqual([]);
  });
});

it("honours STOP at once", async () => {
  const page = await world.open();
  await choose(page, /Camille Durand/);
  await page.getByRole("button", { name: "Paid", exact: true }).click();
  await fromShop(page, "order_confirmed").waitFor();
  const before = await phone(page).locator(".row.theirs").count();
  await phone(page).getByRole("button", { name: "STOP" }).click();
  await expect.poll(() => phone(page).locator(".row.theirs").count(), { timeout: 20_000 }).toBe(before + 1);
});
