import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { givenSandbox } from "#test/support/open-sandbox.ts";

/** What begins on the storefront or ends as a document: through the doors that real shoppers use. The real app runs. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const phone = (page: Page) => page.getByRole("region", { name: "The shopper's phone" });
const fromShop = (page: Page, words: string) => phone(page).locator(".row.theirs").filter({ hasText: words });

/** The storefront's page of something sold out: its chat button leads to the phone, with the words ready. */
async function askOnThePageOf(page: Page, handle: string, variantId: string): Promise<void> {
  const { origin } = world.sandbox();
  await page.goto(`${origin}/store/products/${handle}?variant=${variantId}`);
  const link = await page.locator(".tidings-chat > a").getAttribute("href");
  const { pathname, searchParams } = new URL(link ?? "", origin);
  const text = searchParams.get("text") ?? "";
  expect(text).toMatch(/\(ref: restock-[^)]+\)$/);
  const number = searchParams.get("phone") ?? pathname.slice(1);
  await page.goto(`${origin}/handset-link?phone=${number}&text=${encodeURIComponent(text)}`);
  await page.locator("body[data-started]").waitFor();
  await expect.poll(() => phone(page).getByLabel("Message to the shop").inputValue()).toBe(text);
  await phone(page).getByRole("button", { name: "Send", exact: true }).click();
}

it("asks on the page of something sold out, is answered once, and is told once when it is back", async () => {
  const page = await world.open();
  const [product] = world.sandbox().shopify.snapshot().products;
  const variant = product?.variants[0];
  if (!product || !variant) throw new Error("The pretend shop sells nothing.");
  for (const { id } of product.variants) world.sandbox().shopify.sellOut({ variantId: id });

  await askOnThePageOf(page, product.handle, variant.id);
  const answer = fromShop(page, product.title).first();
  await answer.waitFor();
  const asked = await phone(page).locator(".row.mine").last().textContent();
  expect(asked).toContain(`restock-${product.handle}.${variant.id}`);

  world.sandbox().shopify.restock({ variantId: variant.id });
  await page.locator("#strip").getByText("variants/in_stock").waitFor();
  // Not on the heels of the answer: marketing waits an hour after any message.
  const { clock } = world.sandbox();
  await clock.travelTo(clock.offsetMs() + 3_600_000);
  await fromShop(page, "back_in_stock").waitFor();
  expect(await fromShop(page, "back_in_stock").count()).toBe(1);
  expect(await fromShop(page, "back_in_stock").textContent()).toContain(product.title);
});

it("gets the receipt of a paid order as a PDF that opens", async () => {
  const page = await world.open("/admin/apps/tidings/app/automations");
  const app = page.frameLocator("iframe.admin-frame");
  await app.getByRole("link", { name: "Add automation" }).click();
  const card = app.locator(".Polaris-ShadowBevel").filter({ hasText: "Receipt as a PDF" });
  await card.getByRole("button").click();
  await app.getByRole("heading", { name: "Receipt as a PDF" }).waitFor();
  await app.getByRole("button", { name: "Switch on" }).click();
  await app.getByRole("button", { name: "Switch off" }).waitFor();

  await page.getByRole("button", { name: "Paid", exact: true }).click();
  const receipt = fromShop(page, "order_receipt");
  await receipt.waitFor();
  const document = receipt.getByRole("link", { name: /^\d+\.pdf$/ });
  const file = await page.request.get(new URL((await document.getAttribute("href")) ?? "", page.url()).href);
  expect(file.headers()["content-type"]).toBe("application/pdf");
  expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
  expect(await receipt.count()).toBe(1);
});
