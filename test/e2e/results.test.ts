import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { givenSandbox, pocket } from "#test/support/open-sandbox.ts";

/** A checkout left behind, the reminder, its link, the order: counted once, with the reason. The real app runs. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const phone = (page: Page) => page.getByRole("region", { name: "The shopper's phone" });
const app = (page: Page) => page.frameLocator("iframe.admin-frame");

async function choose(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name: /Shopper:/ }).click();
  await page.locator(".menu").getByRole("button", { name }).click();
}

/** The row of an order on the page of results; the page looks again by itself every few seconds. */
const orderRow = (page: Page, kind: string) => app(page).getByRole("row").filter({ hasText: kind });

describe("results", () => {
  it("count an order for the checkout it was reminded of, and the next one for the link that was pressed", async () => {
    const page = await world.open();
    await choose(page, /Mara Vogel/);
    await page.getByRole("button", { name: "Abandon a checkout" }).click();
    await page.locator("#strip").getByText("checkouts/update").waitFor();
    await page.locator("#strip").getByRole("button", { name: "+1 h" }).click();
    const reminder = phone(page).locator(".row.theirs").filter({ hasText: "abandoned_checkout_1" });
    await reminder.getByRole("img", { name: "read" }).waitFor();

    // The link leads through the shop's own site to the checkout, and carries nothing that tells who was written to.
    await reminder.getByRole("button").first().click();
    const address = (await phone(page).locator(".browser-address").textContent()) ?? "";
    expect(address).toMatch(/^lindenholz\.example\/apps\/tidings\/r\/[A-Za-z0-9_-]+$/);
    const shop = phone(page).frameLocator("iframe");
    await shop.getByRole("button", { name: "Jetzt bezahlen" }).waitFor();

    await shop.getByRole("button", { name: "Jetzt bezahlen" }).click();
    await page.locator("#strip").getByText("orders/paid").first().waitFor();
    await page.getByRole("navigation", { name: "Admin" }).getByRole("button", { name: "Results" }).click();
    await app(page).getByRole("heading", { name: "Last 30 days" }).first().waitFor();
    await orderRow(page, "It came from the very checkout or cart").waitFor();

    // Something else, bought the same day.
    await page.getByRole("button", { name: "Paid", exact: true }).click();
    await orderRow(page, "The link in the message was pressed").waitFor();
    await expect.poll(() => figure(page, "Orders recovered")).toBe("2");
    await expect.poll(() => figure(page, "Clicked")).toBe("1");
    expect(await figure(page, "Cost")).toBe("Not known");
    expect(await orderRow(page, "The link in the message was pressed").count()).toBe(1);
    expect(await orderRow(page, "It came from the very checkout or cart").count()).toBe(1);

    await app(page)
      .getByRole("button", { name: /^Revenue/ })
      .click();
    await app(page).locator('[data-chart="revenue"] svg').first().waitFor();
    await orderRow(page, "The link in the message was pressed").getByRole("link", { name: "See the message" }).click();
    await app(page).getByText("abandoned_checkout_1").first().waitFor();
  });

  it("fit a phone", async () => {
    const page = await world.open("/admin/apps/tidings/app/results", pocket);
    await page.getByRole("navigation", { name: "Parts of the sandbox" }).getByRole("button", { name: "Admin" }).click();
    await app(page).getByRole("heading", { name: "By automation" }).waitFor();
    const frame = page.frames().find((candidate) => candidate.url().includes("/app/results"));
    const overflow = await frame?.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(overflow).toBe(0);
  });
});

async function figure(page: Page, name: string): Promise<string | undefined> {
  const texts = await app(page)
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .locator("span")
    .allTextContents();
  return texts[1]?.trim();
}
