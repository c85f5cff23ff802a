import type { ShopifySandbox } from "../shopify/create-sandbox.ts";
import type { WhatsAppSandbox } from "../whatsapp/create-whatsapp-sandbox.ts";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** The merchant's first look at the app: the token exchange of that request is the installation. */
export async function openAsMerchant(url: string): Promise<void> {
  const answer = await fetch(url, { headers: { accept: "text/html", "user-agent": BROWSER } });
  const body = await answer.text();
  if (answer.ok) return;
  throw new Error(`The app could not be installed: its first page answered ${answer.status}.\n${body.slice(0, 500)}`);
}

/**
 * Shopify tells an app of consent when it changes, not what was given before the app came. The pretend shop's customers
 * say on its first day what they had said before, so that the app knows whom it may write to.
 */
export function repeatConsents(shopify: ShopifySandbox): void {
  for (const { id, deletedAt, whatsApp } of shopify.state.customers) {
    const { state } = whatsApp;
    if (deletedAt !== null || (state !== "subscribed" && state !== "unsubscribed")) continue;
    shopify.controls.changeWhatsAppConsent({ customer: id, state });
  }
}

const QUIET_FOR_MS = 1_200;
const PATIENCE_MS = 60_000;

/** Waits until the app has submitted its templates and has been told of every approval. Gives up after a minute. */
export async function waitUntilSettled(state: WhatsAppSandbox["controls"]["state"]): Promise<void> {
  const began = Date.now();
  let templates = 0;
  let since = Date.now();
  while (Date.now() - began < PATIENCE_MS) {
    const now = state();
    const busy = now.templates === 0 || now.scheduled > 0 || now.callbacks.waiting > 0;
    if (busy || now.templates !== templates) since = Date.now();
    templates = now.templates;
    if (Date.now() - since > QUIET_FOR_MS) return;
    await new Promise((next) => setTimeout(next, 100));
  }
}
