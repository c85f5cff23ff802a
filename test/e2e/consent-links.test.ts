import { readFile } from "node:fs/promises";
import type { FrameLocator, Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";

/** A merchant looks after what customers agreed to, and makes a link for the shop window. The real app runs. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const admin = (page: Page): FrameLocator => page.frameLocator("iframe.admin-frame");

async function openPage(page: Page, name: string): Promise<FrameLocator> {
  await page.getByRole("navigation", { name: "Admin" }).getByRole("button", { name, exact: true }).last().click();
  await admin(page).getByRole("heading", { level: 1, name }).waitFor();
  return admin(page);
}

/** What a press downloads, as text. */
async function download(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const csv = (...lines: string[]) => ({
  name: "newsletter.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["phone,first_name,state,date,wording,where,colour", ...lines].join("\r\n")),
});

it("takes in a file after a dry run, shows it as growth, and gives it out again with its proof", async () => {
  const page = await world.open("/", desktop);
  const consent = await openPage(page, "Consent");
  await consent.getByRole("link", { name: "Import" }).click();
  await consent.getByRole("heading", { level: 1, name: "Import consent" }).waitFor();
  const choose = (file: ReturnType<typeof csv>) => consent.locator("input[type=file]").setInputFiles(file);

  // A wrong line, and nothing is taken in; the lines are named.
  await choose(
    csv("+4915112340001,Ada,granted,2026-03-14,Yes please,Shop counter,red", "12,Bob,granted,2026-03-14,Yes,Counter,"),
  );
  await consent.getByText("Line 3: “12” is no phone number.").waitFor();
  expect(await consent.getByRole("button", { name: "Import these" }).count()).toBe(0);

  await choose(
    csv("+4915112340001,Ada,granted,2026-03-14,Yes please,Shop counter,red", "+4915112340002,Bo,revoked,2026-03-14,,,"),
  );
  await consent.getByText("Yeses recorded: 1").waitFor();
  await consent.getByText("Noes recorded: 1").waitFor();
  await consent.getByText("Columns that are not used: colour").waitFor();
  await consent.getByRole("button", { name: "Import these" }).click();
  await consent.getByRole("heading", { level: 1, name: "Consent", exact: true }).waitFor();
  const row = consent.getByRole("row").filter({ hasText: "Ada" });
  await row.getByText("Yes please").waitFor();
  await row.getByText("Shop counter").waitFor();

  // The chart, and the same as a table.
  const growth = consent.locator(".Polaris-ShadowBevel").filter({ hasText: "Growth in the last 30 days" });
  const written = growth.locator('[data-chart="consent"] svg text');
  await expect.poll(() => written.allTextContents()).toContainEqual(expect.stringMatching(/^[A-Z][a-z]{2} \d+$/));
  expect((await written.allTextContents()).filter((text) => text.includes("…"))).toEqual([]);
  await growth.getByRole("button", { name: "Show as table" }).click();
  await growth.getByRole("row").filter({ hasText: "Import" }).getByText("1", { exact: true }).waitFor();

  const exported = await download(page, () => consent.getByRole("button", { name: "Export" }).click());
  expect(exported.name).toBe("whatsapp-consent.csv");
  const lines = exported.bytes.toString("utf8").split("\r\n");
  expect(lines.find((line) => line.includes("+4915112340001"))).toContain("Yes please");
  expect(lines.find((line) => line.includes("+4915112340001"))).toContain("Shop counter");

  await consent.getByRole("button", { name: "Compare now" }).click();
  await consent.getByText("Last compared:").waitFor({ timeout: 30_000 });
}, 90_000);

it("makes a link with its code, which counts the chat that comes by it", async () => {
  const page = await world.open("/", desktop);
  const storefront = await openPage(page, "Storefront");
  await storefront.getByRole("link", { name: "Open chat links" }).click();
  await storefront.getByText("No links yet").waitFor();
  await storefront.getByRole("link", { name: "Make a link" }).first().click();
  await storefront.getByLabel("Where it is used").fill("Shop window");
  await storefront.getByLabel("Message the customer sends").fill("Hello! I saw your window.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await storefront.getByRole("heading", { level: 1, name: "Shop window" }).waitFor();
  const address = (await storefront.locator("bdi", { hasText: "https://wa.me/" }).textContent()) ?? "";
  expect(address).toMatch(/^https:\/\/wa\.me\/4930901820\?text=Hello.*L-\w{7}\)$/);

  const svg = await download(page, () => storefront.getByRole("button", { name: "SVG" }).click());
  expect(svg.bytes.toString("utf8")).toMatch(/^(<\?xml[^]*?\?>\s*)?<svg /);
  const png = await download(page, () => storefront.getByRole("button", { name: "PNG" }).click());
  expect(png.name).toMatch(/^whatsapp-\w{7}\.png$/);
  expect([...png.bytes.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");

  // Somebody scans it.
  const text = new URL(address).searchParams.get("text") ?? "";
  world.sandbox().whatsapp.receive("4915112345678", { text });
  const row = storefront.getByRole("row").filter({ hasText: "Shop window" });
  // Counted when the page is opened.
  await expect
    .poll(
      async () => {
        await openPage(page, "Storefront");
        await storefront.getByRole("link", { name: "Open chat links" }).click();
        await row.waitFor();
        return row.getByText(/^1$/).count();
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toBe(1);
  await row.getByRole("link", { name: "Shop window" }).click();

  await storefront.getByRole("link", { name: "Print", exact: true }).click();
  await storefront.getByLabel("Words above the code").fill("Ask us!");
  const sheet = storefront.getByRole("region", { name: "Page to print" });
  await sheet.getByText("Ask us!").waitFor();
  // For who types it instead of scanning.
  await sheet.getByText("Hello! I saw your window.").waitFor();
  await sheet.getByText(/^\(ref: L-\w{7}\)$/).waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await storefront.getByLabel("Words above the code").isVisible()).toBe(false);
  expect(await sheet.getByRole("img", { name: "QR code that opens a WhatsApp chat" }).isVisible()).toBe(true);
}, 90_000);

it("shows what the chat will say in its own direction, also on a page from right to left", async () => {
  const page = await world.open("/admin/apps/tidings/app/links/new?admin-alone=1&admin-locale=ar", desktop);
  const form = admin(page);
  const preview = form.locator("[dir=auto]").filter({ hasText: "(ref: L-" });
  const direction = () => preview.evaluate((node) => getComputedStyle(node).direction);
  await form.locator("textarea").first().fill("Hello!");
  await expect.poll(direction).toBe("ltr");
  await form.locator("textarea").first().fill("مرحبا");
  await expect.poll(direction).toBe("rtl");
});

it("says on the person, their messages and the message itself which advert brought them", async () => {
  const page = await world.open("/", desktop);
  await page.getByRole("button", { name: "Customer", exact: true }).click();
  await page
    .locator(".menu")
    .getByRole("button", { name: /Presses an advert/ })
    .click();
  const phone = page.getByRole("region", { name: "The shopper's phone" });
  await phone.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Paid", exact: true }).click();
  const customers = await openPage(page, "Customers");
  await customers.getByRole("link", { name: "Mara Vogel" }).first().click();
  await customers.getByRole("heading", { name: "What brought them into the chat" }).waitFor();
  await customers.getByText("Linen for the summer", { exact: true }).waitFor();
  await customers.getByText("Came by the advert “Linen for the summer”").waitFor();
  expect(await customers.getByRole("link", { name: "120226305854810726" }).getAttribute("href")).toBe(
    "https://fb.me/3cr4Wqqkv",
  );

  const messages = await openPage(page, "Messages");
  await messages.getByRole("row").filter({ hasText: "Mara Vogel" }).first().getByRole("link").first().click();
  await messages.getByRole("heading", { name: "What brought them into the chat" }).waitFor();
}, 60_000);

it("fits a phone", async () => {
  for (const path of ["consent", "consent/import", "links", "links/new", "storefront"]) {
    const page = await world.open(`/admin/apps/tidings/app/${path}`, pocket);
    await page.getByRole("navigation", { name: "Parts of the sandbox" }).getByRole("button", { name: "Admin" }).click();
    await admin(page).getByRole("heading", { level: 1 }).waitFor();
    const [content, room] = await admin(page)
      .locator("html")
      .evaluate((html) => [html.scrollWidth, html.clientWidth]);
    expect(content, path).toBeLessThanOrEqual(room ?? 0);
  }
});
