import { setTimeout as sleep } from "node:timers/promises";
import { parseCallback } from "../adapters/whatsapp/parse-callback.ts";
import { runDueSteps } from "../core/automations/run-due-steps.ts";
import { createCallbackHandler } from "../core/callbacks/take-in-callback.ts";
import type { DeliveryHandler, TakeTogether } from "../core/intake/delivery.ts";
import { takeInDeliveries } from "../core/intake/take-in-deliveries.ts";
import { takeInShopify } from "../core/intake/take-in-shopify.ts";
import { followSuccessors } from "../core/sending/follow-successors.ts";
import { lookForNotices } from "../core/notices/look-for-notices.ts";
import { mailNotices } from "../core/notices/mail-notices.ts";
import { explainWaiting } from "../core/sending/explain-waiting.ts";
import { recoverStale } from "../core/sending/recover-stale.ts";
import { createSender } from "../core/sending/sender.ts";
import { resumeRested } from "../core/sending/resume-rested.ts";
import { settleUnknown } from "../core/sending/settle-unknown.ts";
import type { Services } from "../services.server.ts";
import { actOnRequests } from "../core/privacy/act-on-requests.ts";
import { createHandlers } from "./handlers/index.ts";
import { runLoop, type LoopOptions } from "./run-loop.ts";
import { shopifyTasksPass } from "./shopify-tasks.ts";
import { wakeAfter } from "./wake-after.ts";

const pollMs = 1_000;
const sweepMs = 15_000;
const batch = 50;
/** Meta tells of each message's every step on its own; nobody notices a quarter of a second, and many at once cost as much as one. */
const callbacksGatherMs = 250;

export type Worker = { stop(): Promise<void> };

/** Starts every loop of the road and the background jobs. */
export async function startWorker(services: Services): Promise<Worker> {
  const {
    ctx,
    log,
    wakes,
    metrics,
    queue,
    mailer,
    processId: workerId,
    whatsApp: api,
    secrets,
    shopifyAdmin,
  } = services;
  let stopping = false;
  const stopped = () => stopping;

  const deliveries =
    (source: "shopify" | "whatsapp", handler: DeliveryHandler, together?: TakeTogether) => async () => {
      const wake = wakeAfter[source];
      const result = await takeInDeliveries(ctx, { source, handler, together, limit: batch, wake, stopped });
      for (const name of ["done", "retried", "dead"] as const)
        metrics.settled.inc({ source, result: name }, result[name]);
      return { more: result.more };
    };

  const callbacks = createCallbackHandler(parseCallback, (kind, count) =>
    metrics.unknownCallbacks.inc({ kind }, count),
  );

  const sender = createSender(ctx, {
    api,
    secrets,
    workerId,
    pause: (ms) => sleep(ms),
    onAnswer: (answer) => metrics.sends.inc({ result: answer.outcome }),
  });

  const loops: LoopOptions[] = [
    { name: "store-events", wakesOn: "deliveries", pollMs, pass: deliveries("shopify", takeInShopify) },
    {
      name: "callbacks",
      wakesOn: "callbacks",
      pollMs,
      gatherMs: callbacksGatherMs,
      pass: deliveries("whatsapp", callbacks.each, callbacks),
    },
    {
      name: "steps",
      wakesOn: "steps",
      pollMs,
      pass: async () => {
        const { more, ...counts } = await runDueSteps(ctx, batch);
        for (const [decision, count] of Object.entries(counts)) metrics.steps.inc({ decision }, count);
        return { more };
      },
    },
    { name: "send", wakesOn: "send", pollMs, pass: sender.pass },
    {
      name: "shopify-tasks",
      wakesOn: "shopify_tasks",
      pollMs: 5_000,
      pass: () => shopifyTasksPass(ctx, shopifyAdmin),
    },
    {
      name: "privacy",
      wakesOn: "privacy",
      pollMs: sweepMs,
      pass: () => actOnRequests(ctx, { secrets, shopifyAdmin, stopped }),
    },
    {
      name: "notices",
      wakesOn: null,
      pollMs: sweepMs,
      pass: async () => {
        await lookForNotices(ctx);
        if (mailer) await mailNotices(ctx, mailer.sendNotices);
        return { more: false };
      },
    },
    {
      name: "sweeps",
      wakesOn: null,
      pollMs: sweepMs,
      pass: async () => {
        await recoverStale(ctx);
        await settleUnknown(ctx);
        await resumeRested(ctx);
        await followSuccessors(ctx);
        await explainWaiting(ctx);
        return { more: false };
      },
    },
  ];

  const running = loops.map((options) => {
    const loop = runLoop(options, log);
    if (options.wakesOn) wakes.on(options.wakesOn, loop.wake);
    return loop;
  });
  await queue.work(createHandlers(services));
  log.info("worker started", { workerId });

  return {
    stop: async () => {
      stopping = true;
      await Promise.all(running.map((loop) => loop.stop()));
      await sender.idle();
    },
  };
}
