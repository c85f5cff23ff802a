import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { createIds } from "#app/adapters/system-time.ts";
import { openWakeBus } from "#app/adapters/wakes.ts";
import { printReceipt } from "#app/adapters/receipts/print-receipt.ts";
import { createWhatsAppApi } from "#app/adapters/whatsapp/client.ts";
import type { Clock, Ctx, Log } from "#app/core/ports.ts";
import { defaultAppSecret, defaultVerifyToken } from "#sandbox/whatsapp/defaults.ts";
import { listenWhatsAppSandbox } from "#sandbox/whatsapp/listen-whatsapp-sandbox.ts";
import type { TestDatabase } from "./database.ts";
import { openDoors } from "./open-doors.ts";
import { paidOrder } from "./paid-order.ts";
import { connectRoadShop } from "./road-shop.ts";
import { startWorkerProcess, type WorkerProcess } from "./worker-process.ts";
import { testLinks } from "./link-references.ts";

export type WorkerRoad = Awaited<ReturnType<typeof openWorkerRoad>>;

/**
 * The road with real worker processes on one PostgreSQL database, in real time that can be moved ahead: the doors and the
 * pretend WhatsApp are in the test's own process, a shop is connected and its templates are approved through a worker.
 */
export async function openWorkerRoad(database: TestDatabase) {
  const databaseUrl = database.url;
  if (!databaseUrl) throw new Error("Several processes need PostgreSQL.");
  let offsetMs = 0;
  const clock: Clock = { now: () => new Date(Date.now() + offsetMs) };
  const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
  const wakes = await openWakeBus(database.database, "the test", log);
  const onAccepted = () => (["deliveries", "callbacks"] as const).forEach(wakes.wake);
  const ids = createIds([{ id: "test", secret: Buffer.alloc(32, 1) }]);
  const ctx: Ctx = { db: database.db, clock, ids, log, wakes };
  const doors = await openDoors({ database: database.database, clock, ids, log, onAccepted });
  const { origin, sandbox, close } = await listenWhatsAppSandbox({
    clock: { now: () => clock.now().getTime() },
    appSecret: defaultAppSecret,
    verifyToken: defaultVerifyToken,
    webhookUrl: doors.callbackUrl,
    accounts: [],
    delays: { reviewMs: 0 },
  });
  const api = {
    ...createWhatsAppApi({ baseUrl: `${origin}/graph`, version: "v25.0", links: testLinks }),
    printReceipt,
  };
  const key = randomBytes(32);
  const running = new Set<WorkerProcess>();
  onTestFinished(async () => {
    for (const worker of running) await worker.killHard();
    await close();
    await api.close();
    await doors.close();
    await wakes.stop();
  });

  function startWorker(): WorkerProcess {
    const encryptionKeys = `k1:${key.toString("base64")}`;
    const worker = startWorkerProcess({
      databaseUrl: databaseUrl ?? "",
      sandboxOrigin: origin,
      encryptionKeys,
      offsetMs,
    });
    running.add(worker);
    return worker;
  }

  async function until(what: string, withinMs: number, holds: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!(await holds())) {
      if (performance.now() > deadline) {
        const logs = [...running].map((worker) => worker.lastLines()).join("\n");
        throw new Error(`Not within ${withinMs / 1000} s: ${what}.\n${logs.slice(-4_000)}`);
      }
      await sleep(100);
    }
  }

  return {
    ctx,
    sandbox,
    controls: sandbox.controls,
    startWorker,
    until,

    /** Unlimited people, and as fast as Meta lets anybody. Needs a running worker. */
    async connectShop() {
      const secrets = createSecrets([{ id: "k1", secret: key }]);
      const shop = await connectRoadShop({ ctx, api, secrets, sandbox }, { ratePerSecond: 1000, tier: null });
      await until("the templates are approved", 60_000, async () => {
        return (await ctx.db.template.count({ where: { shopId: shop.shop.id, status: { not: "approved" } } })) === 0;
      });
      return shop;
    },

    /** Everybody's clock, the pretend WhatsApp's first: no worker may think that more time has passed than it. */
    async travel(ms: number): Promise<void> {
      offsetMs += ms;
      await Promise.all([...running].map((worker) => worker.tellClock(offsetMs)));
    },

    /** Order number `n`, of a shopper of its own; taken with 200. */
    async placeOrder(domain: string, n: number): Promise<void> {
      const payload = paidOrder(n, clock.now());
      const status = await doors.postWebhook({ topic: "orders/create", payload, domain, webhookId: `order-${n}` });
      if (status !== 200) throw new Error(`Order ${n} was answered with ${status}.`);
    },
  };
}
