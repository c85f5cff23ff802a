import { createHmac, randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { Database } from "#app/adapters/db/open-database.ts";
import type { Clock, Ids, Log } from "#app/core/ports.ts";
import { createWebServer } from "#app/doors/create-server.ts";
import { createDeliveryInbox } from "#app/doors/delivery-inbox.ts";
import { createShopifyDoor } from "#app/doors/shopify-door.ts";
import { createWhatsAppDoor } from "#app/doors/whatsapp-door.ts";
import { defaultAppSecret, defaultVerifyToken } from "#sandbox/whatsapp/defaults.ts";
import { asBody } from "./shopify-samples.ts";

export const shopifySecret = "shpss_of_the_road";

type Options = {
  database: Database;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** After each stored delivery. */
  onAccepted?: () => void;
};

export type ShopWebhook = {
  topic: string;
  /** As JSON, with "id:<digits>" written as bare digits; or the very bytes. */
  payload: Record<string, unknown> | Uint8Array<ArrayBuffer>;
  domain: string;
  triggeredAt?: Date;
  /** Shopify's id of the delivery; its own each time when left out. */
  webhookId?: string;
};

/** Both doors on a free port, as the web process opens them. */
export async function openDoors({ database, clock, ids, log, onAccepted = () => {} }: Options) {
  const inbox = createDeliveryInbox(database.executeSql, clock, ids);
  const common = { inbox, log, onAccepted, onRefused: () => {} };
  const server = createWebServer({
    log,
    pages: (_request, response) => void response.writeHead(404).end(),
    doors: {
      "/webhooks/shopify": createShopifyDoor({ secrets: [shopifySecret], ...common }),
      "/webhooks/whatsapp": createWhatsAppDoor({
        secrets: [defaultAppSecret],
        verifyToken: defaultVerifyToken,
        ...common,
      }),
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function post(path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<number> {
    const answer = await fetch(origin + path, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  return {
    callbackUrl: `${origin}/webhooks/whatsapp`,
    /** Posts as Shopify does; the status of the answer. */
    postWebhook({ topic, payload, domain, triggeredAt, webhookId }: ShopWebhook): Promise<number> {
      const body = payload instanceof Uint8Array ? payload : asBody(payload);
      return post("/webhooks/shopify", body, {
        "x-shopify-hmac-sha256": createHmac("sha256", shopifySecret).update(body).digest("base64"),
        "x-shopify-topic": topic,
        "x-shopify-shop-domain": domain,
        "x-shopify-webhook-id": webhookId ?? randomUUID(),
        "x-shopify-api-version": "2026-10",
        "x-shopify-triggered-at": (triggeredAt ?? clock.now()).toISOString(),
      });
    },
    /** Posts as Meta does, for callbacks that the sandbox would not make by itself; the status of the answer. */
    postCallback(callback: unknown): Promise<number> {
      const body = new TextEncoder().encode(JSON.stringify(callback));
      const signature = createHmac("sha256", defaultAppSecret).update(body).digest("hex");
      return post("/webhooks/whatsapp", body, { "x-hub-signature-256": `sha256=${signature}` });
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
