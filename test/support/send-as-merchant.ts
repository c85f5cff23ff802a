import type { Sandbox } from "#sandbox/start-sandbox.ts";

/** Robots are turned away before anything is looked at. */
const browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** A form of the app as its page sends it, with the merchant's session token. */
export async function sendAsMerchant(sandbox: Sandbox, path: string, route: string, body: unknown): Promise<void> {
  const { token } = (await (await fetch(`${sandbox.origin}/admin/session-token`, { method: "POST" })).json()) as {
    token: string;
  };
  const answer = await fetch(`${sandbox.tunnelOrigin}${path}?_data=${encodeURIComponent(route)}`, {
    method: "POST",
    headers: { "user-agent": browser, "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
}
