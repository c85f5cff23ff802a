import type { Frame, Page } from "playwright-core";
import { expect, it } from "vitest";
import { words } from "#app/i18n/locales/en/index.ts";
import { givenSandbox } from "#test/support/open-sandbox.ts";
import { openInAdmin } from "#test/support/walk-pages.ts";

/** What the merchant has not allowed is asked for where it is needed, in Shopify's own dialog, with both answers. */
const world = givenSandbox();
const { access } = words;
const required = "read_customers,read_fulfillments,read_locales,read_orders,read_products,read_returns,write_app_proxy";

async function open(address: string): Promise<{ page: Page; app: Frame }> {
  const page = await world.open("/");
  return { page, app: await openInAdmin(page, world.sandbox().origin, address) };
}

async function granted(): Promise<string[]> {
  const answer = await fetch(new URL("/admin/scopes", world.sandbox().origin));
  return ((await answer.json()) as { granted: string[] }).granted;
}
const consent = (page: Page, answer: "Grant" | "Decline") =>
  page.getByRole("dialog").getByRole("button", { name: answer, exact: true });

it("a permission that an automation lacks is asked for beside it; declining changes nothing, granting mends it", async () => {
  const { shopify } = world.sandbox();
  shopify.updateScopes({ scopes: required.split(",") });
  await shopify.deliverDue();
  const { page, app } = await open("/app/automations");
  const obstacle = app.getByText(words.automationProblems.cod_not_allowed).first();
  await obstacle.waitFor();
  const ask = app.getByRole("listitem").filter({ has: obstacle }).getByRole("button", { name: access.grant }).last();

  await ask.click();
  await consent(page, "Decline").click();
  await app.getByText(access.declined).waitFor();
  expect(await granted()).not.toContain("write_orders");

  await ask.click();
  await consent(page, "Grant").click();
  await obstacle.waitFor({ state: "detached" });
  await page.getByText(access.granted, { exact: true }).waitFor();
  expect(await granted()).toContain("write_orders");
});

it("what a newer version requires is asked for on Home", async () => {
  const { shopify } = world.sandbox();
  shopify.updateScopes({ scopes: (await granted()).filter((scope) => scope !== "read_returns") });
  await shopify.deliverDue();
  const { page, app } = await open("/app");
  const problem = app.getByText(words.problems.permissions_outdated);
  await problem.waitFor();
  await app.getByRole("button", { name: access.grant }).first().click();
  await consent(page, "Grant").click();
  await expect.poll(granted).toContain("read_returns");
  await shopify.deliverDue();
  await expect
    .poll(async () => (await open("/app")).app.getByText(words.problems.permissions_outdated).count())
    .toBe(0);
});

it("customers' data that Shopify leaves out is said with the way out of it, until it comes again", async () => {
  const { shopify } = world.sandbox();
  shopify.faults({ graphql: { protectedDataDenied: true } });
  const { app: home } = await open("/app");
  // Noticed by whatever asks next; here by the merchant's own look.
  await home.evaluate(() => fetch("/app/access?_data=routes%2Fapp.access", { method: "POST" }));
  const { app } = await open("/app/customers");
  await app.getByText(access.customerDataTitle).waitFor();
  await app.getByText(words.problems.customer_data_refused).waitFor();
  await app.getByRole("button", { name: access.checkAgain }).click();
  await app.getByText(access.stillRefused).waitFor();

  shopify.faults({ clear: true });
  await app.getByRole("button", { name: access.checkAgain }).click();
  await app.getByText(access.customerDataTitle).waitFor({ state: "detached" });
  world.complaints.splice(0);
});
