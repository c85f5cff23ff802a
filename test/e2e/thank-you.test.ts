import type { FrameLocator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";

/** Somebody buys in the sandbox's storefront and turns on WhatsApp on the page after the payment, and the merchant sees it. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const app = (page: Page): FrameLocator => page.frameLocator("iframe.admin-frame");
const block = (page: Page): FrameLocator => page.frameLocator("iframe[title=WhatsApp]");

/** A guest, in German, as the sandbox's shop is. */
async function buy(page: Page, guest: { firstName: string; lastName: string; phone: string }): Promise<void> {
  const { origin } = world.sandbox();
  await page.goto(`${origin}/store/products/schneidebrett-eiche`);
  await page.locator("form[action$='/cart/add'] [type=submit], form[action$='/cart/add'] button").first().click();
  await page.waitForURL(/\/store\/cart/);
  await page.goto(`${origin}/store/checkout`);
  for (const [name, value] of Object.entries(guest)) await page.locator(`[name=${name}]`).fill(value);
  await page.getByRole("button", { name: "Weiter zur Zahlung" }).click();
  await page.getByRole("button", { name: "Jetzt bezahlen" }).click();
  await page.getByRole("heading", { name: "Danke!" }).waitFor();
}

describe.each([
  { width: "desktop", viewport: desktop, guest: { firstName: "Frieda", lastName: "Sommer", phone: "+4915112370001" } },
  { width: "phone", viewport: pocket, guest: { firstName: "Klara", lastName: "Winter", phone: "+4915112370002" } },
])("at $width width", ({ viewport, guest }) => {
  it("one tap and a box after the payment, the button in WhatsApp, and the consent stands on the customer's page", async () => {
    const shop = await world.open("/", viewport);
    await buy(shop, guest);
    const form = block(shop);
    await form.getByRole("heading", { name: "Updates zu dieser Bestellung auf WhatsApp" }).waitFor();
    await form.getByRole("checkbox").check();
    expect(await form.getByRole("textbox", { name: "WhatsApp-Nummer" }).inputValue()).toBe(guest.phone);
    await form.getByRole("button", { name: "Updates auf WhatsApp erhalten" }).click();
    // On the number of the order the tap is the yes to its updates; offers count when the number itself has said so.
    await form.getByText("Updates zu Ihrer Bestellung auf WhatsApp sind eingeschaltet.").waitFor({ timeout: 20_000 });
    await form.getByText("Für Neuigkeiten und Angebote tippen Sie auf den Button").waitFor();

    const asked = await waitForQuestion(guest.phone);
    world.sandbox().whatsapp.receive(guest.phone.slice(1), { buttonReply: asked });

    const customer = await world.open("/admin/apps/tidings/app/customers?admin-alone=1", desktop);
    await app(customer)
      .getByRole("link", { name: `${guest.firstName} ${guest.lastName}` })
      .first()
      .click();
    await app(customer)
      .getByRole("heading", { level: 1, name: `${guest.firstName} ${guest.lastName}` })
      .waitFor();
    await app(customer).getByText("Thank-you page").first().waitFor({ timeout: 20_000 });

    await shop.reload();
    await block(shop)
      .getByText("Updates zu Ihrer Bestellung auf WhatsApp sind eingeschaltet.")
      .waitFor({ timeout: 20_000 });
  }, 120_000);
});

/** The question the number is asked; its first button says yes. */
async function waitForQuestion(phone: string): Promise<{ messageId: string; index: number }> {
  const asked = () =>
    world
      .sandbox()
      .whatsapp.accepted()
      .find(({ to, shown }) => to.endsWith(phone.slice(1)) && shown.template?.name === "confirm_opt_in");
  await expect.poll(asked, { timeout: 20_000 }).toMatchObject({ shown: {} });
  return { messageId: asked()?.wamid ?? "", index: 0 };
}
