import { readFile } from "node:fs/promises";
import type { FrameLocator, Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";

/** Customers ask for their data and to be forgotten. The real app runs, over the sandbox's Shopify. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

/** A request is acted on when it comes, not at the loop's next look 15 seconds later. */
const withinMs = 10_000;

const openApp = async (path: string, viewport = desktop): Promise<Page> =>
  world.open(`/admin/apps/tidings/app/${path}${path.includes("?") ? "&" : "?"}admin-alone=1`, viewport);
const app = (page: Page): FrameLocator => page.frameLocator("iframe.admin-frame");

async function download(page: Page, name: string): Promise<{ name: string; text: string }> {
  const press = app(page).getByRole("button", { name }).first().click();
  const [file] = await Promise.all([page.waitForEvent("download"), press]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

it("a customer's data are gathered and handed out in two files, then they are forgotten, and who looked is noted", async () => {
  const { shopify } = world.sandbox();
  shopify.placeOrder({ kind: "paid", customer: "mara" });
  const customers = await openApp("customers");
  await app(customers).getByRole("link", { name: "Mara Vogel" }).first().waitFor({ timeout: 30_000 });

  shopify.requestCustomerData({ customer: "mara" });
  const privacy = await openApp("settings/privacy");
  const request = app(privacy).getByRole("row").filter({ hasText: "Customer asks for their data" });
  await request.getByText("Ready to download").waitFor({ timeout: withinMs });

  await request.getByRole("link", { name: "Mara Vogel" }).waitFor();
  const machine = await download(privacy, "Download as JSON");
  expect(machine.name).toMatch(/^customer-data-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.json$/);
  const file = JSON.parse(machine.text) as { format: string; sections: Record<string, unknown[]> };
  expect(file.format).toBe("tidings-person-1");
  expect(file.sections).toMatchObject({ person: [{ firstName: "Mara" }] });
  for (const section of ["identities", "orders", "webhooks"]) expect(file.sections[section]?.length).toBeGreaterThan(0);
  const readable = await download(privacy, "Download to read");
  expect(readable.name).toBe(machine.name.replace(/json$/, "html"));
  expect(readable.text).toContain("Mara");
  expect(readable.text).not.toMatch(/<script|src=/);

  await request.getByRole("button", { name: "Mark as answered" }).click();
  await request.getByText("Answered", { exact: true }).waitFor();

  shopify.redactCustomer({ customer: "mara" });
  const erasure = app(privacy).getByRole("row").filter({ hasText: "Customer to be erased" });
  await erasure.getByText("Erased", { exact: true }).waitFor({ timeout: withinMs });
  expect(await request.textContent()).not.toContain("Mara");
  const after = await openApp("customers?search=Mara");
  await app(after).getByText("Nobody found").waitFor({ timeout: 20_000 });

  // Shopify goes on telling of what was before: nobody comes back by it.
  const [order] = (await state()).orders;
  shopify.moveParcel({ orderId: order?.id ?? "", event: "delivered" });
  const looks = await openApp("settings/privacy/access");
  await app(looks).getByRole("row").filter({ hasText: "Download of a customer's data" }).first().waitFor();
  await app(looks).getByRole("row").filter({ hasText: "List of customers" }).first().waitFor();
  const again = await openApp("customers?search=Mara");
  await app(again).getByText("Nobody found").waitFor({ timeout: 20_000 });
}, 120_000);

it("requests and looks fit on a phone", async () => {
  for (const [path, heading] of [
    ["settings/privacy", "Customer privacy"],
    ["settings/privacy/access", "Access to customers' data"],
  ] as const) {
    const page = await openApp(path, pocket);
    await app(page).getByRole("heading", { level: 1, name: heading }).waitFor();

    const sideways = await app(page)
      .locator("body")
      .evaluate(({ ownerDocument: { documentElement } }) => documentElement.scrollWidth - documentElement.clientWidth);
    expect(sideways).toBeLessThanOrEqual(0);
  }
}, 90_000);

async function state(): Promise<{ orders: { id: string }[] }> {
  const answer = await fetch(`${world.sandbox().origin}/control/shopify/state`);
  return (await answer.json()) as { orders: { id: string }[] };
}
