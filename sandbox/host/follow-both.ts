import type { ShopifySandbox } from "../shopify/create-sandbox.ts";
import type { WhatsAppSandbox } from "../whatsapp/create-whatsapp-sandbox.ts";
import type { Feed } from "./feed.ts";

/** Tells the page what leaves the two pretend services, and what the app answered. */
export function followBoth(world: { feed: Feed; shopify: ShopifySandbox; whatsapp: WhatsAppSandbox }): void {
  const { feed, shopify, whatsapp } = world;
  shopify.on("delivery", ({ delivery, attempt }) => {
    const status = attempt.status ?? 0;
    feed.add({ kind: "webhook", text: delivery.topic, status, outcome: isOk(status) ? "ok" : "failed" });
  });
  shopify.on("change", () => feed.send("store", {}));
  whatsapp.on("callback", ({ body, status }) => {
    feed.add({ kind: "callback", text: callbackWords(body), status, outcome: isOk(status) ? "ok" : "failed" });
  });
  whatsapp.on("refused", ({ code }) => {
    feed.add({ kind: "callback", text: `WhatsApp refused a message with code ${code}`, outcome: "failed" });
  });
}

const isOk = (status: number) => status >= 200 && status < 300;

/** "statuses: delivered", "message: button", "message_template_status_update: APPROVED": what a callback is about. */
export function callbackWords(body: string): string {
  const parsed = JSON.parse(body) as CallbackBody;
  const words = (parsed.entry ?? []).flatMap((entry) =>
    (entry.changes ?? []).flatMap(({ field, value = {} }) => {
      const statuses = (value.statuses ?? []).map(({ status }) => `status: ${status}`);
      const messages = (value.messages ?? []).map(({ type }) => `message: ${type}`);
      const other = field === "messages" ? [] : [value.event ? `${field}: ${value.event}` : field];
      return [...statuses, ...messages, ...other];
    }),
  );
  const counted = new Map<string, number>();
  for (const word of words) counted.set(word, (counted.get(word) ?? 0) + 1);
  return [...counted].map(([word, times]) => (times > 1 ? `${word} ×${times}` : word)).join(", ") || "callback";
}

type CallbackBody = {
  entry?: {
    changes?: {
      field: string;
      value?: { event?: string; statuses?: { status: string }[]; messages?: { type: string }[] };
    }[];
  }[];
};
