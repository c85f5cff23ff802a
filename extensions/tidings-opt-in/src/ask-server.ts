import { appAddress } from "./app-address.ts";
import type { Host } from "./host.ts";

/**
 * As the server says it (app/core/opt-in/order-opt-in-state.ts). "pending": a message asks the number, and its button was not
 * pressed yet. "stopped": they said no, and only their own word on WhatsApp changes that. "unavailable": the shop can not write.
 */
export type OptInState = {
  updates: "on" | "pending" | "off" | "stopped" | "unavailable";
  marketing: "on" | "off";
};

export type OptIn = {
  phone: string;
  country: string;
  /** The sentence beside the button, as it was read. */
  wording: string;
  /** The sentence beside the box, when it was ticked. */
  marketingWording: string | null;
};

export type OptInAnswer = { outcome: "ok"; state: OptInState } | { outcome: Refusal };
export type Refusal = "invalid" | "busy" | "unavailable" | "offline";

const path = "/extensions/opt-in";
/** Then whoever waits is told, and may try again. */
const patienceMs = 10_000;

/** What this order's shopper has said already; null when nobody can tell, which is no reason not to offer it. */
export async function askState(host: Host): Promise<OptInState | null> {
  const answer = await post(host, `${path}/state`, { checkoutToken: host.checkoutToken });
  return answer.status === 200 ? (answer.body["state"] as OptInState) : null;
}

/** Says yes. May be told again, after whatever became of the first time. */
export async function optIn(host: Host, { marketingWording, ...rest }: OptIn): Promise<OptInAnswer> {
  const answer = await post(host, path, {
    ...rest,
    ...(marketingWording === null ? {} : { marketingWording }),
    place: host.place,
    locale: host.locale,
    checkoutToken: host.checkoutToken,
  });
  if (answer.status === 200) return { outcome: "ok", state: answer.body["state"] as OptInState };
  if (answer.status === 422) return { outcome: "invalid" };
  if (answer.status === 429) return { outcome: "busy" };
  return { outcome: answer.status === 0 ? "offline" : "unavailable" };
}

type Answer = { status: number; body: Record<string, unknown> };

/** Status 0: no answer came. */
async function post(host: Host, to: string, body: Record<string, unknown>): Promise<Answer> {
  const address = appAddress();
  if (address === null) return { status: 503, body: {} };
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), patienceMs);
  try {
    const answer = await fetch(address + to, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await host.sessionToken()}` },
      body: JSON.stringify(body),
      signal: impatience.signal,
    });
    return { status: answer.status, body: answer.ok ? ((await answer.json()) as Record<string, unknown>) : {} };
  } catch {
    return { status: 0, body: {} };
  } finally {
    clearTimeout(timer);
  }
}
