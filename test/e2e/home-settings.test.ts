import type { FrameLocator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";
import { frameOfApp } from "#test/support/walk-pages.ts";

/** The merchant from installation on: the setup guide on Home, then what the settings promise. The real app runs. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

async function openApp(path: string, viewport = desktop): Promise<{ page: Page; app: FrameLocator }> {
  const page = await world.open(`/admin/apps/tidings/app${path}`, viewport);
  const tabs = page.getByRole("navigation", { name: "Parts of the sandbox" });
  if (await tabs.isVisible()) await tabs.getByRole("button", { name: "Admin" }).click();
  await frameOfApp(page);
  return { page, app: page.frameLocator("iframe.admin-frame") };
}

const saveBar = (page: Page) => page.getByRole("group", { name: "Unsaved changes" });

async function openStep(app: FrameLocator, name: string) {
  const step = app.getByRole("button", { name });
  if ((await step.getAttribute("aria-expanded")) === "false") await step.click();
}

async function save(page: Page) {
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await saveBar(page).waitFor({ state: "hidden" });
}

describe("Home", () => {
  it("leads from installation to the first message, each step done on its card, and then goes", async () => {
    const { app } = await openApp("/", pocket);
    await app.getByRole("heading", { name: "Set up Tidings" }).waitFor();

    await openStep(app, "Choose your languages");
    await app.getByLabel("Spanish").check();
    await app.getByRole("button", { name: "Submit messages" }).click();
    await app.getByRole("button", { name: "Choose your languages Done" }).waitFor();

    await openStep(app, "Send yourself a test");
    const phone = app.getByLabel("Your phone number");
    await phone.fill("12");
    await app.getByRole("button", { name: "Send test" }).click();
    await app.getByText("This is no phone number that WhatsApp can reach.").waitFor();
    await phone.fill("+49 151 23456789");
    await app.getByRole("button", { name: "Send test" }).click();

    await app.getByRole("heading", { name: "Set up Tidings" }).waitFor({ state: "hidden" });
    await app.getByText("On in your theme").waitFor();
    const { app: again } = await openApp("/", pocket);
    await again.getByRole("heading", { name: "Is it working?" }).waitFor();
    expect(await again.getByRole("heading", { name: "Set up Tidings" }).count()).toBe(0);
    const { app: messages } = await openApp("/messages", pocket);
    await messages.getByText("Test", { exact: true }).waitFor();
  });

  it("shows the guide again out of the settings, and hides it when it is dismissed", async () => {
    const { app } = await openApp("/settings");
    await app.getByRole("button", { name: "Show the guide again" }).click();
    await app.getByText("5 of 5 done").first().waitFor();
    await app.getByRole("button", { name: "Hide the guide" }).click();
    await app.getByRole("heading", { name: "Set up Tidings" }).waitFor({ state: "hidden" });
  });
});

describe("Settings", () => {
  it("keeps what was saved, says at the field what is wrong, and tells the second of two people", async () => {
    const first = await openApp("/settings/sending");
    const max = first.app.getByLabel("At most");
    await max.fill("0");
    await saveBar(first.page).getByRole("button", { name: "Save" }).click();
    await first.app.getByText("Enter a number from 1 to 50.").waitFor();
    await max.fill("3");

    const second = await openApp("/settings/sending");
    await second.app.getByLabel("Within").fill("14");
    await save(second.page);

    await saveBar(first.page).getByRole("button", { name: "Save" }).click();
    await first.app.getByText("Somebody else has changed this meanwhile").waitFor();
    expect(await max.inputValue()).toBe("3");
    await first.app.getByRole("button", { name: "Take theirs" }).click();
    await expect.poll(() => first.app.getByLabel("Within").inputValue()).toBe("14");
  });

  it("understands the shop's own word of stopping, and answers in its own words", async () => {
    const { page, app } = await openApp("/settings/opt-out");
    await app.getByRole("textbox", { name: "Stop", exact: true }).fill("genug jetzt\nSTOP");
    await saveBar(page).getByRole("button", { name: "Save" }).click();
    await app.getByText("“STOP” is built in already.").waitFor();
    await app.getByRole("textbox", { name: "Stop", exact: true }).fill("genug jetzt");
    const answer = app.getByRole("textbox", { name: "After a word of stopping" });
    await answer.fill("Bye from {shopname}");
    await saveBar(page).getByRole("button", { name: "Save" }).click();
    await app.getByText("“{shopname}” is not known here").waitFor();
    await answer.fill("Bye from {shopName}");
    await save(page);
    await page.reload();
    expect(await app.getByRole("textbox", { name: "Stop", exact: true }).inputValue()).toBe("genug jetzt");
  });

  it("pauses everything under a banner on every page, until it is resumed", async () => {
    const { page, app } = await openApp("/settings");
    await app.getByRole("button", { name: "Pause sending" }).click();
    await app.getByText("Sending is paused").waitFor();
    await page.getByRole("navigation", { name: "Admin" }).getByRole("button", { name: "Messages" }).click();
    await app.getByRole("heading", { name: "Messages" }).first().waitFor();
    await app.getByText("Sending is paused").waitFor();
    await app.getByRole("button", { name: "Resume sending" }).click();
    await app.getByText("Sending is paused").waitFor({ state: "hidden" });
  });

  it("sends a test email to the address that was saved", async () => {
    const { page, app } = await openApp("/settings/notifications", pocket);
    await app.getByLabel("Send to").fill("owner@");
    await saveBar(page).getByRole("button", { name: "Save" }).click();
    await app.getByText("This is no email address.").waitFor();
    await app.getByLabel("Send to").fill("owner@lindenholz.example");
    await save(page);
    await app.getByRole("button", { name: "Send a test email" }).click();
    await expect.poll(() => world.sandbox().mailbox.mails().length).toBe(1);
    expect(world.sandbox().mailbox.mails()[0]).toMatchObject({ to: "owner@lindenholz.example" });
  });
});
