import { randomBytes } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { printReceipt } from "#app/adapters/receipts/print-receipt.ts";
import { createWhatsAppApi } from "#app/adapters/whatsapp/client.ts";
import { parseCallback } from "#app/adapters/whatsapp/parse-callback.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import { createCallbackHandler } from "#app/core/callbacks/take-in-callback.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { applyCodDecisions } from "#app/core/conversations/apply-cod-decisions.ts";
import { takeInDeliveries } from "#app/core/intake/take-in-deliveries.ts";
import { takeInShopify } from "#app/core/intake/take-in-shopify.ts";
import type { Ctx, Log } from "#app/core/ports.ts";
import type { ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { explainWaiting } from "#app/core/sending/explain-waiting.ts";
import { recoverStale } from "#app/core/sending/recover-stale.ts";
import { resumeRested } from "#app/core/sending/resume-rested.ts";
import { createSender } from "#app/core/sending/sender.ts";
import { settleUnknown } from "#app/core/sending/settle-unknown.ts";
import { defaultAppSecret, defaultVerifyToken } from "#sandbox/whatsapp/defaults.ts";
import { listenWhatsAppSandbox } from "#sandbox/whatsapp/listen-whatsapp-sandbox.ts";
import type { WhatsAppSandboxOptions } from "#sandbox/whatsapp/options.ts";
import { inTransaction, makeCtx } from "./context.ts";
import type { TestDatabase } from "./database.ts";
import { givenContact } from "./given.ts";
import { openDoors, type ShopWebhook } from "./open-doors.ts";
import { connectRoadShop, type RoadShop, type RoadShopOptions } from "./road-shop.ts";
import { testLinks } from "./link-references.ts";

export type RoadOptions = RoadShopOptions & {
  now?: string;
  log?: Log;
  admin?: ShopifyAdmin;
  /** Stands between Meta and our door: given the door's address, returns its own. */
  relay?: (callbackUrl: string) => Promise<string>;
  sandbox?: Partial<WhatsAppSandboxOptions>;
};

export type Road = Awaited<ReturnType<typeof openRoad>>;

/** How far settle() looks ahead: pair gaps, the lane's tokens and first retries lie within, an unknown outcome does not. */
const settleWithinMs = 60_000;
const sweepEveryMs = 15_000;
/** What is held without a known end is looked at so often, whatever stretch of time passes. */
const looksPerStretch = 80;
const shortestHopMs = 25;
const batch = 50;
const noPause = async () => {};

/**
 * The whole road in one process and one fake time: the doors on a real port, the worker's loops called by hand, and the
 * pretend WhatsApp behind real HTTP, with one shop connected and its templates approved. Everything is closed when the test ends.
 */
export async function openRoad(database: TestDatabase, options: RoadOptions = {}) {
  const { ctx: bare, clock, logs } = makeCtx(database.db, { now: options.now });
  const ctx: Ctx = options.log ? { ...bare, log: options.log } : bare;
  const doors = await openDoors({ database: database.database, clock, ids: ctx.ids, log: ctx.log });
  const { origin, sandbox, close } = await listenWhatsAppSandbox({
    clock: { now: () => clock.now().getTime() },
    appSecret: defaultAppSecret,
    verifyToken: defaultVerifyToken,
    webhookUrl: options.relay ? await options.relay(doors.callbackUrl) : doors.callbackUrl,
    accounts: [],
    timers: "manual",
    delays: { sentMs: 0, deliveredMs: 0, readMs: 0, reviewMs: 0 },
    ...options.sandbox,
  });
  const api = {
    ...createWhatsAppApi({ baseUrl: `${origin}/graph`, version: "v25.0", links: testLinks }),
    printReceipt,
  };
  onTestFinished(async () => {
    await close();
    await api.close();
    await doors.close();
  });
  const secrets = createSecrets([{ id: "k1", secret: randomBytes(32) }]);
  const sender = createSender(ctx, { api, secrets, workerId: "road", pause: noPause });
  const callbacks = createCallbackHandler(parseCallback);
  const handlers = {
    shopify: { handler: takeInShopify },
    whatsapp: { handler: callbacks.each, together: callbacks },
  };
  let sweptAtMs = -Infinity;

  async function takeIn(source: "shopify" | "whatsapp"): Promise<number> {
    let claimed = 0;
    for (let more = true; more;) {
      const pass = await takeInDeliveries(ctx, { source, ...handlers[source], limit: batch, wake: () => [] });
      claimed += pass.claimed;
      more = pass.more;
    }
    return claimed;
  }

  async function runSteps(): Promise<number> {
    let decided = 0;
    for (let more = true; more;) {
      const pass = await runDueSteps(ctx, batch);
      decided += pass.planned + pass.delayed + pass.suppressed + pass.cancelled + pass.failed;
      more = pass.more;
    }
    return decided;
  }

  async function send(): Promise<{ sent: number; nextInMs: number }> {
    for (let sent = 0; ;) {
      const pass = await sender.pass();
      await sender.idle();
      if (pass.claimed === 0) return { sent, nextInMs: pass.nextInMs ?? Infinity };
      sent += pass.claimed;
    }
  }

  async function letSandboxAct(): Promise<number> {
    const before = sandbox.controls.state().callbacks.posted;
    await sandbox.controls.settle();
    return sandbox.controls.state().callbacks.posted - before;
  }

  async function sweep(): Promise<void> {
    if (nowMs() - sweptAtMs < sweepEveryMs) return;
    sweptAtMs = nowMs();
    await recoverStale(ctx);
    await settleUnknown(ctx);
    await resumeRested(ctx);
    await explainWaiting(ctx);
  }

  /** Does all that is due at this instant; when the sender wants to come again. */
  async function work(): Promise<number> {
    await sweep();
    for (let round = 0; round < 1_000; round++) {
      const events = await takeIn("shopify");
      const steps = await runSteps();
      const { sent, nextInMs } = await send();
      const posted = await letSandboxAct();
      const callbacks = await takeIn("whatsapp");
      if (options.admin) await applyCodDecisions(ctx, options.admin);
      if (events + steps + sent + posted + callbacks === 0) return nowMs() + nextInMs;
    }
    throw new Error("The road never came to rest.");
  }

  async function nextDueMs(senderAtMs: number, sweeps: boolean): Promise<number> {
    const { rows } = await database.database.executeSql(
      `SELECT (SELECT min("nextAttemptAt") FROM "WebhookDelivery" WHERE state = 'pending') AS "delivery",
        (SELECT min("dueAt") FROM "AutomationStep" WHERE state = 'waiting') AS "step",
        EXISTS (SELECT 1 FROM "Message" WHERE state IN ('sending', 'unknown')) AS "unsettled"`,
    );
    const row = rows[0] ?? {};
    const sweepAtMs = sweeps && row.unsettled ? Math.max(nowMs(), sweptAtMs + sweepEveryMs) : Infinity;
    const sandboxAtMs = sandbox.controls.state().scheduled > 0 ? nowMs() + 500 : Infinity;
    const at = (value: unknown) => (value instanceof Date ? value.getTime() : Infinity);
    return Math.min(at(row.delivery), at(row.step), senderAtMs, sweepAtMs, sandboxAtMs);
  }

  /** Hops from one due thing to the next until `untilMs`; stops where nothing is due before it. `sweeps`: those of unknown outcomes are due too. */
  async function workUntil(untilMs: number, sweeps = false): Promise<void> {
    const shortestMs = Math.max(shortestHopMs, (untilMs - nowMs()) / looksPerStretch);
    for (;;) {
      const dueMs = await nextDueMs(await work(), sweeps);
      const hopTo = Math.ceil(Math.max(dueMs, nowMs() + shortestMs));
      if (dueMs > untilMs || hopTo > untilMs) return;
      clock.set(new Date(hopTo).toISOString());
    }
  }

  const nowMs = () => clock.now().getTime();

  async function addShop(shopOptions: RoadShopOptions = {}): Promise<RoadShop> {
    const added = await connectRoadShop({ ctx, api, secrets, sandbox }, shopOptions);
    await settle();
    const missing = await ctx.db.template.count({ where: { shopId: added.shop.id, status: { not: "approved" } } });
    if (missing > 0) throw new Error(`${missing} templates were not approved.`);
    return added;
  }

  /** Works until nothing is due within a minute; time passes only as far as something was. */
  async function settle(): Promise<void> {
    await workUntil(nowMs() + settleWithinMs);
  }

  const first = await addShop(options);

  return {
    ctx,
    clock,
    logs,
    doors,
    secrets,
    api,
    controls: sandbox.controls,
    origin,
    sandbox,
    ...first,
    addShop,
    settle,

    /** Lets so much time pass, doing on the way whatever falls due. */
    async advance(ms: number): Promise<void> {
      const untilMs = nowMs() + ms;
      await workUntil(untilMs, true);
      clock.set(new Date(untilMs).toISOString());
      await settle();
    },

    /** Posts one webhook of the shop, which must be taken with 200. */
    async post(topic: string, payload: ShopWebhook["payload"], more: Partial<ShopWebhook> = {}): Promise<void> {
      expect(await doors.postWebhook({ topic, payload, domain: first.domain, ...more })).toBe(200);
    },

    /** Somebody who said yes to marketing, unless told otherwise. */
    async givenShopper(
      overrides: Parameters<typeof givenContact>[2] & { consents?: boolean; shopId?: string } = {},
    ): Promise<{ id: string }> {
      const { consents = true, shopId = first.shop.id, ...fields } = overrides;
      const contact = await givenContact(ctx, shopId, fields);
      if (consents) {
        await inTransaction(ctx, (txCtx) =>
          recordConsent(txCtx, {
            shopId,
            contactId: contact.id,
            purpose: "marketing",
            state: "granted",
            source: "form",
            evidence: {},
            occurredAt: clock.now(),
            dedupeKey: `given:${contact.id}`,
          }),
        );
      }
      return contact;
    },

    /** What reached the pretend WhatsApp, oldest first, as its shoppers see it. */
    received: () =>
      sandbox.controls.accepted().map(({ to, at, status, callbackData, shown }) => ({
        to,
        at,
        status,
        callbackData,
        template: shown.template?.name ?? null,
        language: shown.template?.language ?? null,
        body: shown.body ?? "",
        buttons: shown.buttons ?? [],
      })),

    messages: () => ctx.db.message.findMany({ orderBy: { id: "asc" } }),

    /** Nothing twice, and none of Meta's limits touched. */
    expectNoBreach(): void {
      const state = sandbox.controls.state();
      expect({ duplicates: state.duplicateKeys, breaches: state.breaches }).toEqual({
        duplicates: [],
        breaches: { number_rate: 0, pair_rate: 0, tier: 0, window: 0, opted_out: 0, frequency: 0 },
      });
    },
  };
}
