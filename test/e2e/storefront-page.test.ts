import type { Frame, FrameLocator, Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";

/** A merchant looks at what stands in the shop's theme, adds what is missing, and sees how it looks. The real app runs. */
const world = givenSandbox();
const page = "/admin/apps/tidings/app/storefront";

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

/** Polaris says the colour to those who do not see it. */
const on = "Success\nOn";

const admin = (opened: Page): FrameLocator => opened.frameLocator("iframe.admin-frame");
const cardOf = (app: FrameLocator, title: string) =>
  app.locator(".Polaris-ShadowBevel").filter({ has: app.getByRole("heading", { level: 2, name: title, exact: true }) });

it("says what stands where, leads to where it is added, and knows when it has been", async () => {
  const { shopify } = world.sandbox();
  shopify.storefrontSettings({
    places: { "chat-button": [], "back-in-stock": [], "tidings-opt-in": ["order-status"] },
  });
  const opened = await world.open(page, desktop);
  const app = admin(opened);
  const button = cardOf(app, "WhatsApp chat button");
  await button.getByText("Not in your theme").waitFor();
  await cardOf(app, "Price drop message").getByText("On in your theme").waitFor();
  await cardOf(app, "Tell me when it is back").getByText("Not in your theme").waitFor();
  const orders = cardOf(app, "WhatsApp order updates");
  expect(await orders.locator(".Polaris-Badge").allInnerTexts()).toEqual(["Not added", on]);

  // Shopify's editor is not here: the sandbox does what a merchant does there, and App Bridge says so.
  const hrefOf = (card: ReturnType<typeof cardOf>, name: string) =>
    card.getByRole("link", { name }).getAttribute("href");
  expect(await hrefOf(button, "Add to your theme")).toMatch(
    /^shopify:\/\/admin\/themes\/current\/editor\?context=apps&template=index&activateAppId=\w+\/chat-button$/,
  );
  expect(await hrefOf(cardOf(app, "Tell me when it is back"), "Add to your theme")).toMatch(
    /\/editor\?template=product&addAppBlockId=\w+\/back-in-stock&target=mainSection$/,
  );
  await button.getByRole("link", { name: "Add to your theme" }).click();
  await opened.getByText("In the sandbox the block was added at once.").waitFor();
  await opened.bringToFront();
  await app.getByRole("heading", { level: 1 }).click();
  await button.getByText("On in your theme").waitFor();
  await button.getByRole("link", { name: "Open theme editor" }).waitFor();
  expect((await (await fetch(`${world.sandbox().origin}/store/`)).text()).includes('class="tidings-chat')).toBe(true);

  await orders.getByRole("link", { name: "Add to the thank-you page" }).click();
  await app.getByRole("heading", { level: 1 }).click();
  await expect.poll(() => orders.locator(".Polaris-Badge").allInnerTexts()).toEqual([on, on]);
});

it("draws every block with its own words, in the merchant's language and from right to left, and runs nothing", async () => {
  const opened = await world.open(page, desktop);
  const app = admin(opened);
  const preview = (title: string) => cardOf(app, title).frameLocator("iframe");
  await preview("WhatsApp chat button").getByText("Chat on WhatsApp").waitFor();
  await app.getByText("samples with the words the blocks bring along, not your own settings").waitFor();
  await app.getByRole("link", { name: "Look in your theme" }).waitFor();
  const form = preview("WhatsApp opt-in form");
  await form.getByText("I agree that Lindenholz sends me news and offers on WhatsApp.").waitFor();
  const frame = cardOf(app, "WhatsApp opt-in form").locator("iframe");
  expect(await frame.getAttribute("sandbox")).toBe("");
  // A picture: neither a pointer nor the keyboard gets at its fields.
  const box = await form.getByLabel("WhatsApp number").boundingBox();
  if (!box) throw new Error("The preview shows no field.");
  await opened.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await opened.keyboard.type("0151");
  expect(await form.getByLabel("WhatsApp number").inputValue()).toBe("");
  for (const [title, words] of [
    ["Tell me when it is back", "Sold out. Tell me when it is back"],
    ["Price drop message", "Tell me when the price drops"],
    ["Ask about this product", "Ask about this product"],
    ["WhatsApp order updates", "Updates for this order on WhatsApp"],
  ] as const)
    await preview(title).getByText(words).waitFor();

  await app.getByLabel("Language of the previews").selectOption("ar");
  await preview("WhatsApp chat button").locator('html[dir="rtl"][lang="ar"]').waitFor();
  await preview("WhatsApp opt-in form").getByLabel("رقم واتساب").waitFor();
  await cardOf(app, "Tell me when it is back").locator("iframe").scrollIntoViewIfNeeded();
  // Nothing is cut off at this width: what a preview holds is no higher than its frame.
  await expect.poll(async () => tooLow(opened)).toEqual([]);
});

it("counts what a form brought, and leads to the chat links", async () => {
  const { origin } = world.sandbox();
  const body = new URLSearchParams({
    ...{ phone: "+49 1512 3456790", country: "DE", locale: "en", place: "footer", page: "/", wording: "Yes" },
    ...{ consent: "1", website: "", rendered: String(Math.floor(Date.now() / 1000) - 60), elapsed: "9000" },
  });
  const sent = await fetch(`${origin}/store/apps/tidings/opt-in`, {
    method: "POST",
    headers: { accept: "application/json" },
    body,
  });
  expect(await sent.json()).toMatchObject({ outcome: "ok" });
  const opened = await world.open(page, pocket);
  const tabs = opened.getByRole("navigation", { name: "Parts of the sandbox" });
  await tabs.getByRole("button", { name: "Admin" }).click();
  const app = admin(opened);
  await cardOf(app, "WhatsApp opt-in form").getByText("Last 30 days: 1 asked, 0 agreed").waitFor();
  const [content, room] = await app.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
  expect(content).toBeLessThanOrEqual(room ?? 0);
  expect(await tooLow(opened)).toEqual([]);
  await app.getByRole("link", { name: "Open chat links" }).click();
  await app.getByRole("heading", { level: 1, name: "Chat links" }).waitFor();
  await app.getByRole("link", { name: "Storefront" }).first().click();
  await app.getByRole("heading", { level: 1, name: "Storefront" }).waitFor();
});

/** The previews whose document is higher than the frame it stands in. */
async function tooLow(opened: Page): Promise<string[]> {
  const previews = opened.frames().filter((frame) => frame.url() === "about:srcdoc");
  const found = await Promise.all(previews.map((frame) => heightsOf(frame)));
  return found.flatMap(({ content, room, words }) => (content > room ? [`${content} of ${room}: ${words}`] : []));
}

function heightsOf(frame: Frame) {
  return frame.evaluate(() => ({
    content: document.documentElement.scrollHeight,
    room: innerHeight,
    words: document.body.innerText.slice(0, 40),
  }));
}
