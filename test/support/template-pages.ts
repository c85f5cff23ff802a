import type { FrameLocator, Page } from "playwright-core";
import { defaultToken, defaultWabaId } from "#sandbox/whatsapp/defaults.ts";
import type { givenSandbox } from "./open-sandbox.ts";
import { frameOfApp } from "./walk-pages.ts";

type World = ReturnType<typeof givenSandbox>;
type Viewport = { width: number; height: number };

export type AtMeta = {
  name: string;
  language: string;
  status: string;
  components: { type: string; format?: string }[];
};

/** The pages of templates as a merchant uses them, and what the pretend Meta has of them. */
export function templatePages(world: World) {
  async function open(path: string, viewport?: Viewport): Promise<{ page: Page; app: FrameLocator }> {
    // The admin has the window to itself: on a phone the shopper's handset would cover it.
    const page = await world.open(`/admin/apps/tidings/app/templates${path}?admin-alone=1`, viewport);
    await frameOfApp(page);
    return { page, app: page.frameLocator("iframe.admin-frame") };
  }

  const meta = () => `${world.sandbox().origin}/graph/v25.0/${defaultWabaId}/message_templates`;
  const headers = { authorization: `Bearer ${defaultToken}`, "content-type": "application/json" };

  /** All languages of a name, as Meta has them. */
  async function atMeta(name: string): Promise<AtMeta[]> {
    const answer = await fetch(`${meta()}?name=${name}`, { headers });
    const { data } = (await answer.json()) as { data: AtMeta[] };
    return data.filter((one) => one.name === name);
  }

  /** Somebody writes a template in WhatsApp Manager. */
  async function createAtMeta(name: string): Promise<void> {
    const components = [{ type: "BODY", text: "Your order has left our workshop today." }];
    const body = JSON.stringify({ name, language: "en", category: "UTILITY", components });
    const answer = await fetch(meta(), { method: "POST", headers, body });
    if (!answer.ok) throw new Error(await answer.text());
  }

  return { open, atMeta, createAtMeta };
}

export const field = (app: FrameLocator, name: string) => app.getByRole("textbox", { name, exact: true });

/** The status beside the page's title. */
export const badge = (app: FrameLocator, name: string) =>
  app.locator(".Polaris-Page-Header__TitleWrapper, .Polaris-Header-Title").getByText(name, { exact: true }).first();

export const saveBar = (page: Page) => page.getByRole("group", { name: "Unsaved changes" });

export async function save(page: Page): Promise<void> {
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await saveBar(page).waitFor({ state: "hidden" });
}

/** What has the keyboard: its name as the page says it. */
export async function focused(page: Page): Promise<string> {
  const frame = await frameOfApp(page);
  return frame.evaluate(() => {
    const element = document.activeElement;
    const label =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0] : null;
    return (label ?? element)?.textContent?.trim() ?? "";
  });
}

/** Presses Tab until what is asked for has the keyboard, in the page or in the admin around it. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    const reached = await nameOfFocus(page);
    if (typeof name === "string" ? reached === name : name.test(reached)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to "${name}".`);
}

async function nameOfFocus(page: Page): Promise<string> {
  const isInFrame = await page.evaluate(() => document.activeElement?.tagName === "IFRAME");
  const where = isInFrame ? await frameOfApp(page) : page.mainFrame();
  return where.evaluate(() => {
    const element = document.activeElement;
    const label =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0] : null;
    return element?.getAttribute("aria-label") ?? (label ?? element)?.textContent?.trim() ?? "";
  });
}

/** A picture one can upload: the smallest PNG there is. */
export const picture = {
  name: "bowl.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
};
