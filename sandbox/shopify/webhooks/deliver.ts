import { createHmac, randomUUID } from "node:crypto";
import type { Faults } from "../faults.ts";
import type { Clock } from "../options.ts";

const minuteMs = 60_000;
/** Eight retries within four hours. */
export const retryWaitsMs = [1, 2, 5, 10, 20, 40, 60, 102].map((minutes) => minutes * minuteMs);
const maxKept = 500;
const maxConcurrent = 50;

export type DeliveryAttempt = { at: number; status: number | null; error?: string };

export type Delivery = {
  webhookId: string;
  eventId: string;
  topic: string;
  shopDomain: string;
  triggeredAt: number;
  body: string;
  /** Null: signed with the app's secret. */
  secret: string | null;
  headers: Record<string, string>;
  attempts: DeliveryAttempt[];
  state: "pending" | "delivered" | "given_up" | "lost";
  nextAt: number;
};

export type NewDelivery = Pick<Delivery, "topic" | "body" | "shopDomain"> &
  Partial<Pick<Delivery, "eventId" | "webhookId" | "secret" | "headers">> & { notBefore?: number };

export type Deliverer = ReturnType<typeof createDeliverer>;

export type DelivererSettings = {
  clock: Clock;
  webhookUrl: string;
  apiSecret: string;
  timeoutMs: number;
  faults: Faults;
  onAttempt(delivery: Delivery, attempt: DeliveryAttempt): void;
};

/**
 * Delivers as Shopify does: at least once, in no promised order, signed over the raw body, five seconds for an answer, and
 * anything but 2xx is tried again by the clock. Faults duplicate, shuffle, hold and lose.
 */
export function createDeliverer(settings: DelivererSettings) {
  const { clock, faults } = settings;
  const pending = new Set<Delivery>();
  const withheld: Delivery[] = [];
  let shuffled: Delivery[] = [];
  let recent: Delivery[] = [];
  const inFlight = new Set<Promise<void>>();
  const sending = new Set<Delivery>();
  let closed = false;

  function enqueue(wish: NewDelivery): Delivery {
    const delivery: Delivery = {
      webhookId: wish.webhookId ?? randomUUID(),
      eventId: wish.eventId ?? randomUUID(),
      topic: wish.topic,
      shopDomain: wish.shopDomain,
      triggeredAt: clock.now(),
      body: wish.body,
      secret: wish.secret ?? null,
      headers: wish.headers ?? {},
      attempts: [],
      state: "pending",
      nextAt: wish.notBefore ?? clock.now() + faults.webhooks.delayMs,
    };
    recent.push(delivery);
    if (recent.length > maxKept) recent = recent.slice(-maxKept);
    if (faults.webhooks.lose.includes(delivery.topic)) delivery.state = "lost";
    else if (isWithheld(delivery.topic)) withheld.push(delivery);
    else if (faults.webhooks.reorder > 0) hold(delivery);
    else pending.add(delivery);
    pump();
    return delivery;
  }

  function isWithheld(topic: string): boolean {
    const { withhold } = faults.webhooks;
    return withhold === true || withhold.includes(topic);
  }

  function hold(delivery: Delivery): void {
    shuffled.push(delivery);
    if (shuffled.length >= faults.webhooks.reorder) letShuffledGo();
  }

  /** Backwards, then odd ones first: never the order they came in, and the same in every run. */
  function letShuffledGo(): void {
    const backwards = shuffled.reverse();
    shuffled = [];
    const mixed = [
      ...backwards.filter((_, index) => index % 2 === 0),
      ...backwards.filter((_, index) => index % 2 === 1),
    ];
    for (const delivery of mixed) pending.add(delivery);
  }

  /** Starts every delivery that is due; never waits. */
  function pump(): void {
    if (closed) return;
    const now = clock.now();
    for (const delivery of pending) {
      if (sending.size >= maxConcurrent) return;
      if (delivery.nextAt > now || sending.has(delivery)) continue;
      sending.add(delivery);
      const work = sendWithDuplicates(delivery).finally(() => {
        sending.delete(delivery);
        inFlight.delete(work);
        pump();
      });
      inFlight.add(work);
    }
  }

  async function sendWithDuplicates(delivery: Delivery): Promise<void> {
    const copies = 1 + faults.webhooks.duplicate;
    const answers = await Promise.all(Array.from({ length: copies }, () => attempt(delivery)));
    if (answers.some((answer) => answer)) {
      delivery.state = "delivered";
      pending.delete(delivery);
      return;
    }
    const wait = retryWaitsMs[Math.ceil(delivery.attempts.length / copies) - 1];
    if (wait === undefined) {
      delivery.state = "given_up";
      pending.delete(delivery);
    } else {
      delivery.nextAt = clock.now() + wait;
    }
  }

  async function attempt(delivery: Delivery): Promise<boolean> {
    const made: DeliveryAttempt = { at: clock.now(), status: null };
    try {
      const response = await fetch(settings.webhookUrl, {
        method: "POST",
        headers: headersOf(delivery),
        body: delivery.body,
        redirect: "manual",
        signal: AbortSignal.timeout(settings.timeoutMs),
      });
      made.status = response.status;
      await response.arrayBuffer();
    } catch (error) {
      made.error = error instanceof Error ? error.name : "unknown";
    }
    delivery.attempts.push(made);
    settings.onAttempt(delivery, made);
    return made.status !== null && made.status >= 200 && made.status < 300;
  }

  function headersOf(delivery: Delivery): Record<string, string> {
    let secret = delivery.secret ?? settings.apiSecret;
    if (faults.webhooks.badSignature > 0) {
      faults.webhooks.badSignature -= 1;
      secret = "somebody else's secret";
    }
    return {
      "content-type": "application/json",
      "user-agent": "Shopify-Captain-Hook",
      "x-shopify-topic": delivery.topic,
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(delivery.body, "utf8").digest("base64"),
      "x-shopify-shop-domain": delivery.shopDomain,
      "x-shopify-api-version": "2026-10",
      "x-shopify-webhook-id": delivery.webhookId,
      "x-shopify-event-id": delivery.eventId,
      "x-shopify-triggered-at": new Date(delivery.triggeredAt).toISOString(),
      ...delivery.headers,
    };
  }

  /** Waits until nothing that is due is left, and nothing is on its way. */
  async function settle(): Promise<void> {
    pump();
    while (inFlight.size > 0) {
      await Promise.all(inFlight);
      pump();
    }
  }

  function release(): void {
    for (const delivery of withheld.splice(0)) pending.add(delivery);
    letShuffledGo();
    pump();
  }

  return {
    enqueue,
    pump,
    settle,
    release,
    recent: () => recent,
    heldCount: () => withheld.length + shuffled.length,
    pendingCount: () => pending.size,
    dropScheduled(topic: string): void {
      for (const delivery of pending)
        if (delivery.topic === topic && delivery.attempts.length === 0) pending.delete(delivery);
    },
    forget(): void {
      pending.clear();
      withheld.length = 0;
      shuffled = [];
      recent = [];
    },
    close(): void {
      closed = true;
      pending.clear();
    },
  };
}
