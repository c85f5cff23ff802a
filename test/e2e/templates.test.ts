import type { FrameLocator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { defaultToken, defaultWabaId } from "#sandbox/whatsapp/defaults.ts";
import { desktop, givenSandbox, pocket } from "#test/support/open-sandbox.ts";
import { badge, field, focused, picture, save, saveBar, tabTo, templatePages } from "#test/support/template-pages.ts";

/** A merchant writes templates: with everything they may hold, refused and mended, changed, copied, deleted, read again. */
const world = givenSandbox();
const { open, atMeta, createAtMeta } = templatePages(world);

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const body = "Hello {{customer.first_name}}, your order {{order.name}} has left our workshop and is on its way.";
const preview = (app: FrameLocator, text: string) =>
  app.getByRole("group", { name: `How the message looks on a phone: ${text}` });

/** Fields that count their characters have the count in their name. */
const labels = (app: FrameLocator) => app.getByRole("textbox", { name: /^Label/ });

/** Chooses the language to write; the overview below has buttons of the same names. */
async function choose(app: FrameLocator, name: string): Promise<void> {
  await app.getByRole("button", { name, exact: true }).first().click();
  await app.getByRole("button", { name, exact: true, pressed: true }).waitFor();
}

async function submit(app: FrameLocator): Promise<void> {
  await app.getByRole("button", { name: "Submit to WhatsApp" }).click();
}

/** A template with nothing but a text, saved. */
async function given(name: string, viewport = desktop): Promise<{ page: Page; app: FrameLocator }> {
  const { page, app } = await open("/new", viewport);
  await field(app, "Name").fill(name);
  await field(app, "Text").fill(body);
  await save(page);
  await app.getByRole("heading", { name }).waitFor();
  return { page, app };
}

async function givenApproved(name: string, viewport = desktop): Promise<{ page: Page; app: FrameLocator }> {
  const opened = await given(name, viewport);
  await submit(opened.app);
  await badge(opened.app, "Approved").waitFor();
  return opened;
}

describe("a template", () => {
  it("is written in two languages with a picture, variables and buttons, and approved", async () => {
    const { page, app } = await open("/new");
    await field(app, "Text").fill("{{order.name}} is gone");
    // Nothing is said before a field was left.
    expect(await app.getByText(/can not begin with the variable/).count()).toBe(0);
    await saveBar(page).getByRole("button", { name: "Save" }).click();
    await app.getByText("Give the template a name.").waitFor();
    expect(await focused(page)).toBe("Name");
    await app.getByText(/can not begin with the variable/).waitFor();

    // A new one begins in the shop's own language.
    await app.getByLabel("Language").selectOption("en");
    await field(app, "Name").fill("Parcel note");
    expect(await field(app, "Name").inputValue()).toBe("parcel_note");
    await app.getByLabel("Above the message").selectOption("image");
    const files = app.locator('input[type="file"]');
    await files.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("not a picture") });
    await app.getByText("This is no JPEG or PNG image. Choose another file.").waitFor();
    await files.setInputFiles(picture);
    await app.getByText("bowl.png").waitFor();
    await app.locator('img[src^="/media/"]').waitFor();

    await field(app, "Text").fill("Hello {{customer.first_name}}, your order ");
    await app.getByRole("button", { name: "Insert variable" }).click();
    await app.getByText("Order number", { exact: true }).click();
    await expect.poll(() => focused(page)).toBe("Text");
    await page.keyboard.type(" has left our workshop and is on its way.");
    expect(await field(app, "Text").inputValue()).toBe(body);
    await app.getByRole("button", { name: "Add quick reply" }).click();
    await app.getByRole("button", { name: "Add link" }).click();
    await labels(app).first().fill("Thanks");
    await labels(app).last().fill("Thanks");
    await field(app, "Name").focus();
    await app.getByText('Two buttons have the label "Thanks".').waitFor();
    await labels(app).last().fill("See order");
    const shown = preview(app, "Hello Ada, your order #1001 has left our workshop and is on its way.");
    await shown.getByText("See order").waitFor();
    await save(page);
    await app.getByRole("heading", { name: "parcel_note" }).waitFor();
    await badge(app, "Not submitted").waitFor();
    await app.getByText("Everyone whose language is missing here gets: English.").waitFor();

    await app.getByRole("button", { name: "Add language" }).click();
    await app.getByRole("button", { name: "Arabic", exact: true }).click();
    await app.getByRole("button", { name: "Arabic", pressed: true }).waitFor();
    await field(app, "Text").fill(
      "مرحبًا {{customer.first_name}}، غادر طلبك {{order.name}} ورشتنا اليوم وهو في الطريق إليك.",
    );
    await app.getByRole("heading", { name: "All languages side by side" }).waitFor();
    const written = app.locator('[role="group"][dir]');
    expect(await written.evaluateAll((all) => all.map((one) => one.getAttribute("dir")))).toEqual([
      "rtl",
      "ltr",
      "rtl",
    ]);
    await app.getByRole("button", { name: "Submit all languages" }).click();
    await badge(app, "Approved").waitFor();
    await choose(app, "English");
    await badge(app, "Approved").waitFor();
    await saveBar(page).waitFor({ state: "hidden" });
    const languages = await atMeta("parcel_note");
    expect(languages.map(({ language, status }) => `${language} ${status}`).toSorted()).toEqual([
      "ar APPROVED",
      "en APPROVED",
    ]);
    expect(languages[0]?.components[0]).toMatchObject({ type: "HEADER", format: "IMAGE" });
  });

  it("that WhatsApp refuses says why, and is mended on the spot, on a phone", async () => {
    const { page, app } = await given("spring_news", pocket);
    await submit(app);
    await expect.poll(async () => (await atMeta("spring_news"))[0]?.status).toMatch(/PENDING|APPROVED/);
    world
      .sandbox()
      .whatsapp.setTemplate({ name: "spring_news", language: "de", status: "REJECTED", reason: "PROMOTIONAL" });
    await app.getByText("WhatsApp rejected this").waitFor();
    await app.getByText(/It advertises, but was submitted as utility/).waitFor();

    // A mistake is told at its field, and the keyboard is led there.
    await field(app, "Text").fill("{{order.name}} is gone");
    await submit(app);
    await app.getByText("This is left to do before it can be submitted").waitFor();
    expect(await focused(page)).toBe("Text");
    await field(app, "Text").fill(`${body} Thank you for your order.`);
    await submit(app);
    await badge(app, "Approved").waitFor();
    expect(await app.getByText("WhatsApp rejected this").count()).toBe(0);
    await saveBar(page).waitFor({ state: "hidden" });
  });

  it("that is approved is changed once a day, and says when the next change is taken", async () => {
    const { page, app } = await givenApproved("order_gone");
    await field(app, "Text").fill(`${body} We hope you like it.`);
    await submit(app);
    await app.getByText("WhatsApp takes no further change yet").waitFor();
    await field(app, "Text").fill(`${body} We hope you will like it.`);
    await submit(app);
    await app.getByText("Not submitted", { exact: true }).waitFor();
    await saveBar(page).waitFor({ state: "hidden" });

    const { clock } = world.sandbox();
    await clock.travelTo(clock.offsetMs() + 25 * 3_600_000);
    await page.reload();
    await submit(app);
    await expect.poll(async () => JSON.stringify(await atMeta("order_gone"))).toContain("will like it");
    await badge(app, "Approved").waitFor();
  });

  it("that two people change at once keeps what each of them wrote", async () => {
    const anna = await given("shared_note");
    await anna.app.getByRole("button", { name: "Add language" }).click();
    await anna.app.getByRole("button", { name: "French", exact: true }).click();
    await anna.app.getByRole("button", { name: "French", pressed: true }).waitFor();
    await field(anna.app, "Text").fill("Bonjour, votre commande est en route.");
    await save(anna.page);
    await choose(anna.app, "German");
    await field(anna.app, "Text").fill(`${body} Anna`);

    const ben = await open("/shared_note");
    await choose(ben.app, "French");
    await field(ben.app, "Text").fill("Bonjour, votre commande est en route. Ben");
    await save(ben.page);

    const conflict = anna.app.getByText("Somebody else has changed this meanwhile");
    await saveBar(anna.page).getByRole("button", { name: "Save" }).click();
    await conflict.waitFor();
    await anna.app.getByRole("button", { name: "Keep mine" }).click();
    await conflict.waitFor({ state: "detached" });
    await save(anna.page);
    expect(await conflict.count()).toBe(0);
    const { app } = await open("/shared_note");
    await choose(app, "German");
    await expect.poll(() => field(app, "Text").inputValue()).toBe(`${body} Anna`);
    await choose(app, "French");
    await expect.poll(() => field(app, "Text").inputValue()).toBe("Bonjour, votre commande est en route. Ben");
  });

  it("goes on being written while it is saved, and is saved again on top of that", async () => {
    const { page, app } = await given("written_on");
    const held: (() => void)[] = [];
    await page.route("**/app/templates/**", async (route) => {
      const isFirst = route.request().method() === "POST" && held.length === 0;
      if (isFirst) await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    });
    await field(app, "Text").focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type(" Thank you.");
    await saveBar(page).getByRole("button", { name: "Save" }).click();
    await expect.poll(() => held.length).toBe(1);
    await field(app, "Text").focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type(" Goodbye.");
    held[0]?.();
    await save(page);
    expect(await app.getByText("Somebody else has changed this meanwhile").count()).toBe(0);
    await page.reload();
    await expect.poll(() => field(app, "Text").inputValue()).toBe(`${body} Thank you. Goodbye.`);
  });

  it("is saved as it was typed to the last letter, on a device that is slow to follow", async () => {
    const { page, app } = await given("slow_device");
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 20 });
    const footer = app.getByRole("textbox", { name: /^Footer/ });
    await footer.click();
    await page.keyboard.type("Thank you for your visit.");
    await field(app, "Text").focus();
    await page.keyboard.press("ControlOrMeta+End");
    // As fast as a hand: a letter comes when the one before it is just being drawn.
    await page.keyboard.type(" Goodbye.", { delay: 100 });
    await save(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.reload();
    await expect.poll(() => field(app, "Text").inputValue()).toBe(`${body} Goodbye.`);
    expect(await footer.inputValue()).toBe("Thank you for your visit.");
  });

  it("has nothing unsaved when a link was added and taken out again", async () => {
    const { page, app } = await given("no_link");
    await app.getByRole("button", { name: "Add link" }).click();
    await saveBar(page).waitFor();
    await app.getByRole("button", { name: "Remove button 1" }).click();
    await saveBar(page).waitFor({ state: "hidden" });
  });

  it("is copied under another name, and deleted", async () => {
    const { app } = await givenApproved("left_today");
    await app.getByRole("button", { name: "Duplicate" }).click();
    const duplicate = app.getByRole("dialog").getByRole("button", { name: "Duplicate" });
    await field(app, "Name").fill("left_today");
    await duplicate.click();
    await app.getByText("There is a template of this name already.").waitFor();
    await field(app, "Name").fill("Left yesterday");
    await duplicate.click();
    await app.getByRole("heading", { name: "left_yesterday" }).waitFor();
    expect(await field(app, "Text").inputValue()).toBe(body);
    await badge(app, "Not submitted").waitFor();

    await app.getByRole("link", { name: "Templates" }).click();
    await app.getByRole("link", { name: "left_today", exact: true }).click();
    await app.getByRole("heading", { name: "left_today" }).waitFor();
    await app.getByRole("button", { name: "Delete" }).click();
    await app.getByText(/For 30 days after the deletion/).waitFor();
    await app.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await app.getByRole("heading", { name: "Templates" }).waitFor();
    await expect.poll(() => app.getByRole("link", { name: "left_today", exact: true }).count()).toBe(0);
    expect(await atMeta("left_today")).toEqual([]);
    await app.getByRole("link", { name: "left_yesterday", exact: true }).waitFor();
  });

  it("is written and submitted by keyboard alone", async () => {
    const { page, app } = await open("/new");
    const keys = page.keyboard;
    await tabTo(page, "Name");
    await keys.type("by keyboard");
    await tabTo(page, "Text");
    await keys.type("Hello ");
    await tabTo(page, "Insert variable");
    await keys.press("Enter");
    await app.getByText("First name of the customer").waitFor();
    await expect.poll(() => focused(page)).toMatch(/^Search/);
    await keys.type("First name");
    await tabTo(page, /^First name of the customer/);
    await keys.press("Enter");
    await expect.poll(() => field(app, "Text").inputValue()).toBe("Hello {{customer.first_name}}");
    await keys.type(", your order {{order.name}} has left our workshop and is on its way.");
    await tabTo(page, "Add quick reply");
    await keys.press("Enter");
    await keys.press("Shift+Tab");
    await keys.type("Thanks");
    await tabTo(page, "Save");
    await keys.press("Enter");
    await app.getByRole("heading", { name: "by_keyboard" }).waitFor();
    await tabTo(page, "Submit to WhatsApp");
    await keys.press("Enter");
    await badge(app, "Approved").waitFor();
    expect(await atMeta("by_keyboard")).toHaveLength(1);
  });
});

describe("the list of templates", () => {
  it("reads what WhatsApp has and says how far it is, also on a phone", async () => {
    const { page, app } = await open("", pocket);
    await app.getByRole("link", { name: "order_confirmed" }).waitFor();
    await createAtMeta("written_elsewhere");
    world.sandbox().whatsapp.setFaults({ latencyMs: 1500 });
    await app.getByRole("button", { name: /^View actions/ }).click();
    await app.getByRole("button", { name: "Read from WhatsApp" }).click();
    await app.getByText(/^\d+ of \d+ templates read$/).waitFor();
    world.sandbox().whatsapp.setFaults({ clear: true });
    await page.getByText(/^\d+ templates read$/).waitFor();
    await app.getByRole("progressbar").waitFor({ state: "hidden" });
    await app.getByRole("link", { name: "written_elsewhere" }).waitFor();
  });

  it("says in words that WhatsApp could not be read", async () => {
    const { app } = await open("");
    const { whatsapp } = world.sandbox();
    whatsapp.revokeToken(defaultToken);
    await app.getByRole("button", { name: "Read from WhatsApp" }).click();
    await app.getByText("WhatsApp could not be read").waitFor();
    whatsapp.grantToken(defaultToken, [defaultWabaId]);
    await app.getByRole("button", { name: "Read from WhatsApp" }).click();
    await app.getByText("WhatsApp could not be read").waitFor({ state: "hidden" });
  });
});
