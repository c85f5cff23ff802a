import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { pretendBusiness, reminder, reminderTo } from "#test/support/business.ts";
import { givenSandbox, pocket } from "#test/support/open-sandbox.ts";

/** The page itself: controls, phone, strip. What the app does is another test's matter. */
const world = givenSandbox({ appEntry: "test/support/stub-app-process.ts" });
const mara = "+4915112345678";
let business: ReturnType<typeof pretendBusiness>;

beforeAll(async () => {
  business = pretendBusiness(world.sandbox().origin);
  await business.approve(reminder);
});
afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const phone = (page: Page) => page.getByRole("region", { name: "The shopper's phone" });
const strip = (page: Page) => page.locator("#strip");

async function choose(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name: /Shopper:/ }).click();
  await page.locator(".menu").getByRole("button", { name }).click();
}

describe("the phone", () => {
  it("shows a message as it is sent, without a reload, and what the person does with it", async () => {
    const page = await world.open();
    await business.send(mara, reminderTo("Mara"));
    const bubble = phone(page).locator(".row").filter({ hasText: "Hallo Mara, dein Brett wartet." });
    await bubble.waitFor();
    expect(await bubble.locator("strong").textContent()).toBe("Brett");
    expect(await bubble.locator(".bubble-header").textContent()).toBe("Noch da");
    expect(await bubble.locator(".bubble-footer").textContent()).toBe("Antworte STOP.");
    await bubble.getByRole("img", { name: "read" }).waitFor();

    await bubble.getByRole("button", { name: "Nein danke" }).click();
    await phone(page).locator(".row.mine").filter({ hasText: "Nein danke" }).waitFor();
    await expect.poll(() => bubble.getByRole("button", { name: "Nein danke" }).isDisabled()).toBe(true);
    await strip(page).getByText("message: button").waitFor();

    await phone(page).getByLabel("Message to the shop").fill("Wo ist mein Paket?");
    await page.keyboard.press("Enter");
    await phone(page).locator(".row.mine").filter({ hasText: "Wo ist mein Paket?" }).waitFor();
    await phone(page)
      .getByText(/Service window open for/)
      .waitFor();
  });

  it("opens the shop's links in its own browser, and others nowhere", async () => {
    const page = await world.open();
    await phone(page).getByRole("button", { name: "Zur Kasse" }).first().click();
    expect(await phone(page).locator(".browser-address").textContent()).toBe("lindenholz.example/pages/contact");
    expect(await phone(page).locator("iframe").getAttribute("src")).toBe("/store/pages/contact");
    await phone(page).getByRole("button", { name: "Close the page" }).click();
    await business.send(mara, { type: "text", text: { body: "https://elsewhere.example/x" } });
    await phone(page).getByRole("link", { name: "https://elsewhere.example/x" }).click();
    await phone(page).getByText("This address is outside the sandbox").waitFor();
  });

  it("goes from the shop's chat button back to the chat, which knows the page", async () => {
    const page = await world.open();
    const address = "https://lindenholz.example/products/schneidebrett-eiche";
    await business.send(mara, { type: "text", text: { body: address } });
    await phone(page).getByRole("link", { name: address }).click();
    await phone(page)
      .frameLocator("iframe")
      .getByRole("link", { name: /WhatsApp/ })
      .click();
    await expect
      .poll(() => phone(page).getByLabel("Message to the shop").inputValue())
      .toContain("Schneidebrett Eiche");
    expect(await phone(page).locator("iframe").count()).toBe(0);
  });

  it("blocks and unblocks", async () => {
    const page = await world.open();
    await phone(page).getByRole("button", { name: "What else" }).click();
    await page.getByRole("button", { name: "Block the business" }).click();
    await phone(page).getByText("You blocked this business.").waitFor();
    await phone(page).getByRole("button", { name: "Unblock" }).click();
    await phone(page).getByLabel("Message to the shop").waitFor();
  });

  it("keeps each person's chats to themselves, and writes Arabic from the right", async () => {
    const page = await world.open();
    await choose(page, /نور/);
    await phone(page).getByText("No messages yet.").waitFor();
    const origin = world.sandbox().origin;
    await fetch(`${origin}/handset/api/%2B966501234567/messages`, {
      method: "POST",
      body: JSON.stringify({ numberId: "200000000000001", text: "مرحبا، أين طلبي؟ 🙂" }),
    });
    const body = phone(page).locator(".bubble-body").filter({ hasText: "مرحبا" });
    await body.waitFor();
    expect(await body.evaluate((node) => getComputedStyle(node).direction)).toBe("rtl");
    await choose(page, /Mara Vogel/);
    await phone(page).getByText("Hallo Mara").first().waitFor();
    expect(await phone(page).getByText("مرحبا").count()).toBe(0);
  });

  it("opens a chat with the text ready when a wa.me link is pressed", async () => {
    const page = await world.open(
      `/handset-link?phone=4930901820&text=${encodeURIComponent("Hallo, ich habe eine Frage")}`,
    );
    const field = phone(page).getByLabel("Message to the shop");
    await expect.poll(() => field.inputValue()).toBe("Hallo, ich habe eine Frage");
    expect(new URL(page.url()).pathname).toBe("/");
    await phone(page).getByRole("button", { name: "Send", exact: true }).click();
    await phone(page).locator(".row.mine").filter({ hasText: "Hallo, ich habe eine Frage" }).waitFor();
  });
});

describe("the phone in a pocket", () => {
  it("begins at the newest message, each time it is opened", async () => {
    const long = Array.from({ length: 60 }, (_, line) => `Zeile ${line + 1}`).join("\n");
    await write(long);
    const page = await world.open("/", pocket);
    const tabs = page.getByRole("navigation", { name: "Parts of the sandbox" });
    await tabs.getByRole("button", { name: "Phone" }).click();
    await expect.poll(() => distanceFromTheEnd(page)).toBeLessThan(5);

    await tabs.getByRole("button", { name: "Controls" }).click();
    await write("Noch etwas Neues");
    await page.locator("#phone .row").filter({ hasText: "Noch etwas Neues" }).waitFor({ state: "attached" });
    await tabs.getByRole("button", { name: "Phone" }).click();
    await expect.poll(() => distanceFromTheEnd(page)).toBeLessThan(5);
  });

  async function write(text: string): Promise<void> {
    const address = `${world.sandbox().origin}/handset/api/${encodeURIComponent(mara)}/messages`;
    const answer = await fetch(address, {
      method: "POST",
      body: JSON.stringify({ numberId: "200000000000001", text }),
    });
    expect(answer.status).toBeLessThan(300);
  }

  async function distanceFromTheEnd(page: Page): Promise<number> {
    const log = page.getByRole("log", { name: "Messages" });
    const [whole, above, seen] = await log.evaluate((node) => [node.scrollHeight, node.scrollTop, node.clientHeight]);
    expect(whole).toBeGreaterThan(seen ?? 0);
    return (whole ?? 0) - (above ?? 0) - (seen ?? 0);
  }
});

describe("the controls", () => {
  it("says why a button makes no sense now, and says what happened when it does", async () => {
    const page = await world.open();
    await choose(page, /Camille/);
    const refund = page.getByRole("button", { name: "Refund" });
    expect(await refund.getAttribute("aria-disabled")).toBe("true");
    expect(await refund.getAttribute("aria-description")).toBe("There is no order yet. Place one first.");

    await page.getByRole("button", { name: "Abandon a checkout" }).click();
    await strip(page).getByText("Camille Durand left a checkout behind").waitFor();
    await strip(page).getByText("checkouts/create").waitFor();
    await strip(page)
      .getByText("If the shop may send this shopper marketing, the first reminder is due one hour later.")
      .waitFor();

    await page.getByRole("button", { name: "Paid", exact: true }).click();
    await page.getByRole("button", { name: /Order #\d+ .*paid · not sent/ }).waitFor();
    expect(await refund.getAttribute("aria-disabled")).toBeNull();
    expect(await page.getByRole("button", { name: "Mark paid" }).getAttribute("aria-description")).toBe(
      "The order is paid already.",
    );

    await page.getByRole("button", { name: "Parcel" }).click();
    await page.getByRole("button", { name: "Out for delivery" }).click();
    await page.getByRole("button", { name: /Order #\d+ .*paid · out for delivery/ }).waitFor();
    expect(await page.getByRole("button", { name: "Cancel" }).getAttribute("aria-description")).toBe(
      "The parcel has left already.",
    );
  });

  it("travels in time, and says how far", async () => {
    const page = await world.open();
    const before = world.sandbox().clock.now();
    await page.getByRole("button", { name: "Travel one hour ahead" }).click();
    await strip(page).getByText("Time moved on by 1 h").waitFor();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByLabel("Travel ahead by").fill("2");
    await page.getByRole("button", { name: "Travel", exact: true }).click();
    await page.getByText("2 days 1 h ahead").waitFor();
    expect(world.sandbox().clock.now() - before).toBeGreaterThanOrEqual(49 * 3_600_000);
  });

  it("takes the phone along: yesterday is called so, new days stand in order, and the service window closes", async () => {
    const page = await world.open();
    const field = phone(page).getByLabel("Message to the shop");
    await field.fill("Heute geschrieben");
    await page.keyboard.press("Enter");
    await phone(page)
      .getByText(/Service window open for/)
      .waitFor();
    const newest = () =>
      phone(page)
        .locator(".day")
        .allTextContents()
        .then((days) => days.slice(-2));
    await expect.poll(async () => (await newest()).at(-1)).toBe("Today");

    await page.getByRole("button", { name: "Travel one day ahead" }).click();
    await phone(page).getByText("Business account").waitFor();
    await expect.poll(async () => (await newest()).at(-1)).toBe("Yesterday");
    await business.send(mara, { ...reminderTo("Mara") });
    await expect.poll(newest).toEqual(["Yesterday", "Today"]);
    const order = await phone(page)
      .locator(".chat-log > :is(.day, .row)")
      .evaluateAll((nodes) => nodes.slice(-3).map((node) => node.className.split(" ")[0]));
    expect(order).toEqual(["row", "day", "row"]);
  });

  it("lets the shopper ask for their data, and to be erased", async () => {
    const page = await world.open();
    for (const [ask, topic] of [
      ["Ask for their data", "customers/data_request"],
      ["Ask to be erased", "customers/redact"],
    ] as const) {
      await page.getByRole("button", { name: "Customer", exact: true }).click();
      await page.locator(".menu").getByRole("button", { name: ask }).click();
      await strip(page).getByText(`Mara Vogel: ${ask.toLowerCase()}`).waitFor();
      await strip(page).getByText(topic).waitFor();
    }
  });

  it("sells out and restocks, makes things go wrong and well again", async () => {
    const page = await world.open();
    await page.getByRole("button", { name: "Stock" }).click();
    await page
      .getByRole("button", { name: /^Sell out:/ })
      .first()
      .click();
    await strip(page).getByText("variants/out_of_stock").waitFor();
    await page.getByRole("button", { name: "Faults" }).click();
    await page.getByRole("switch", { name: "Webhooks come three times" }).check();
    await page.getByRole("button", { name: "Faults (1)" }).waitFor();
    await page.getByRole("button", { name: "All well again" }).click();
    await strip(page).getByText("All is well again").waitFor();
  });
});

describe("for everybody", () => {
  it.each(["light", "dark"] as const)("has no barrier that axe finds, in %s", async (colorScheme) => {
    const page = await world.open();
    await page.emulateMedia({ colorScheme });
    await phone(page).getByText("Hallo Mara").first().waitFor();
    // The app in the frame is tested with the app; its own document is another origin.
    const found = await new AxeBuilder({ page }).exclude("iframe").analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });

  it("fits a pocket: one part at a time, nothing scrolls sideways", async () => {
    const page = await world.open("/", pocket);
    const tabs = page.getByRole("navigation", { name: "Parts of the sandbox" });
    for (const part of ["Phone", "Admin", "Controls"]) {
      await tabs.getByRole("button", { name: part }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(pocket.width);
      const found = await new AxeBuilder({ page }).exclude("iframe").analyze();
      expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    }
    await choose(page, /Elif/);
    await page.getByRole("button", { name: "Cash on delivery", exact: true }).click();
    await strip(page).getByText("orders/create").waitFor();
  });

  it("shows a pocket the admin when the address is one of its pages", async () => {
    const page = await world.open("/admin/apps/tidings/app/settings", pocket);
    await page.locator("iframe.admin-frame").waitFor();
  });

  it("tells plainly when the app ends by itself", async () => {
    const page = await world.open();
    await fetch(`${world.sandbox().tunnelOrigin}/crash`).catch(() => undefined);
    await page.getByRole("heading", { name: "The app ended by itself" }).waitFor();
    expect(await page.getByRole("button", { name: "Abandon a checkout" }).getAttribute("aria-description")).toBe(
      "The app is not running yet.",
    );
    world.complaints.splice(0);
  });
});
