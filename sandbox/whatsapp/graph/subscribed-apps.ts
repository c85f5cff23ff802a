import type { GraphAnswer } from "../errors.ts";
import { sandboxAppId } from "../defaults.ts";
import type { Account } from "../model.ts";

const app = {
  id: sandboxAppId,
  name: "Tidings (sandbox)",
  link: `https://www.facebook.com/games/?app_id=${sandboxAppId}`,
};

/** GET, POST and DELETE /{waba}/subscribed_apps: only a subscribed account sends callbacks. */
export function changeSubscription(account: Account, method: string, body: Record<string, unknown>): GraphAnswer {
  if (method === "GET") {
    return { status: 200, body: { data: account.subscribed ? [{ whatsapp_business_api_data: app }] : [] } };
  }
  account.subscribed = method === "POST";
  account.overrideUrl =
    method === "POST" && typeof body.override_callback_uri === "string" ? body.override_callback_uri : null;
  return { status: 200, body: { success: true } };
}
