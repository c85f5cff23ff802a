import type { FrameLocator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";
import { frameOfApp } from "#test/support/walk-pages.ts";

/** A merchant connects a number, both ways, and takes one out of use again. */
const world = givenSandbox();

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const token = "sandbox-outlet-token";

/** The page takes what is typed once its script runs; before that it is only a picture. */
async function openApp(path: string, viewport = desktop): Promise<{ page: Page; app: FrameLocator }> {
  const page = await world.open(`/admin/apps/tidings/app${path}`, viewport);
  const app = page.frameLocator("iframe.admin-frame");
  const tabs = page.getByRole("navigation", { name: "Parts of the sandbox" });
  if (await tabs.isVisible()) await tabs.getByRole("button", { name: "Admin" }).click();
  await frameOfApp(page);
  return { page, app };
}

const appFrame = (page: Page) => page.frames().find((frame) => frame !== page.mainFrame());

async function fill(app: FrameLocator, label: string, value: string): Promise<void> {
  await expect
    .poll(async () => {
      await app.getByLabel(label).fill(value);
      return app.getByLabel(label).inputValue();
    })
    .toBe(value);
}

async function openMetaWindow(page: Page, app: FrameLocator): Promise<Page> {
  const start = app.getByRole("button", { name: "Connect WhatsApp" });
  await expect.poll(() => start.isEnabled()).toBe(true);
  const [meta] = await Promise.all([page.context().waitForEvent("page"), start.click()]);
  await meta.locator("body[data-ready]").waitFor({ state: "attached" });
  return meta;
}

async function expectNothingSideways(page: Page): Promise<void> {
  const tooWide = await appFrame(page)?.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(tooWide).toBeLessThanOrEqual(0);
}

describe.each([
  { width: "desktop", viewport: desktop, phone: "+49 30 901871", shown: "+4930901871" },
  { width: "phone", viewport: pocket, phone: "+49 30 901872", shown: "+4930901872" },
])("Meta's window at $width width", ({ viewport, phone, shown }) => {
  it("says when it was closed or refused, and connects and registers the number when it was finished", async () => {
    const { page, app } = await openApp("/connect", viewport);
    await (await openMetaWindow(page, app)).getByRole("button", { name: "Cancel" }).click();
    await app.getByText("You closed Meta's window before the end").waitFor();

    // Anybody may post anything: only Meta's own origin is believed.
    const forged = { type: "WA_EMBEDDED_SIGNUP", event: "ERROR", data: { error_message: "forged" } };
    await appFrame(page)?.evaluate((data) => globalThis.postMessage(data, "*"), forged);

    await (await openMetaWindow(page, app)).getByRole("button", { name: "Report a problem" }).click();
    await app.getByText("Your account is not allowed to add numbers.").waitFor();
    expect(await app.getByText("forged").count()).toBe(0);

    const meta = await openMetaWindow(page, app);
    await meta.getByLabel("Phone number").fill(phone);
    await meta.getByRole("button", { name: "Finish", exact: true }).click();
    await app.getByRole("heading", { name: shown }).waitFor();
    await app.getByText("Connected", { exact: true }).waitFor();
    await expectNothingSideways(page);
  });
});

describe("the plain way", () => {
  it("says beside the field what is wrong, asks for a PIN, and then edits the profile", async () => {
    const { page, app } = await openApp("/connect/manual");
    await fill(app, "WhatsApp Business account ID", "100000000000002");
    await fill(app, "Phone number ID", "4930901821");
    await fill(app, "Access token", token);
    await app.getByRole("button", { name: "Check and connect" }).click();
    await app.getByText("This is the phone number itself. Its ID is 200000000000002.").waitFor();
    await app.getByRole("button", { name: "Use +4930901821 (Lindenholz Outlet)" }).click();
    await app.getByRole("button", { name: "Check and connect" }).click();
    await app.getByRole("heading", { name: "+4930901821" }).waitFor();

    await fill(app, "Email", "nobody");
    const save = page.getByRole("group", { name: "Unsaved changes" }).getByRole("button", { name: "Save" });
    await save.click();
    await app.getByText("This is not an email address.").waitFor();
    await fill(app, "Email", "hello@lindenholz.example");
    await save.click();
    await page.getByRole("group", { name: "Unsaved changes" }).waitFor({ state: "hidden" });
    await expect.poll(() => app.getByLabel("Email").inputValue()).toBe("hello@lindenholz.example");

    await app.getByRole("link", { name: "Lindenholz Outlet" }).click();
    await app.getByRole("button", { name: "Connect +4930901822" }).click();
    await app.getByRole("link", { name: "Enter the PIN" }).click();
    await fill(app, "PIN, six digits", "111111");
    await app.getByRole("button", { name: "Connect again" }).click();
    await app.getByText("This is not the number's PIN.").waitFor();
    await fill(app, "PIN, six digits", "246810");
    await app.getByRole("button", { name: "Connect again" }).click();
    await app.getByText("Disconnect this number").waitFor();
  });

  it("gives each kind of message its number, and takes one out of use, at phone width", async () => {
    const { page, app } = await openApp("/connect", pocket);
    await app.getByLabel("Marketing messages").selectOption({ label: "+4930901821 (Lindenholz Outlet)" });
    const bar = page.getByRole("group", { name: "Unsaved changes" });
    await bar.getByRole("button", { name: "Save" }).click();
    await bar.waitFor({ state: "hidden" });
    await app.getByText("Marketing", { exact: true }).waitFor();

    await app.getByRole("link", { name: "+4930901821" }).click();
    await app.getByLabel("Send them from another number").check();
    await app.getByRole("button", { name: "Disconnect" }).click();
    await app.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
    await app.getByText("This number does not send").waitFor();
    await expectNothingSideways(page);
  });
});
