import http from "node:http";
import https from "node:https";
import {
  callbackGiveUpMs,
  callbackRetryWaitsMs,
  callbackTimeoutMs,
  parallelCallbacks,
  statusesPerCallback,
} from "../defaults.ts";
import type { Account, BusinessNumber } from "../model.ts";
import type { World } from "../world.ts";
import { metadataOf } from "./shapes.ts";
import { metaJson, signBody } from "./sign.ts";

/** One thing to tell the app. Statuses of one number share a body when many wait. */
export type Change =
  | { kind: "status"; number: BusinessNumber; status: Record<string, unknown>; contact: Record<string, unknown> | null }
  | {
      kind: "other";
      account: Account;
      field: string;
      value: Record<string, unknown>;
      inbound?: boolean;
      /** Called once the app has answered 200. */
      answered?: () => void;
    };

export type CallbackQueue = {
  tell(change: Change): void;
  /** Starts posting what waits; called after faults changed. */
  pump(): void;
  /** Nothing is being posted and nothing waits to be. */
  idle(): Promise<void>;
  waiting(): { waiting: number; withheld: number; retrying: number };
  clear(): void;
  close(): void;
};

type Post = { url: string; body: string; firstAt: number; attempt: number; answered: (() => void)[] };

export function createCallbackQueue(world: World): CallbackQueue {
  const plainAgent = new http.Agent({ keepAlive: true, maxSockets: parallelCallbacks });
  const tlsAgent = new https.Agent({ keepAlive: true, maxSockets: parallelCallbacks });
  let queue: Change[] = [];
  let again: Post[] = [];
  let posting = 0;
  let retrying = 0;
  let generation = 0;
  let closed = false;
  let idleWaiters: (() => void)[] = [];

  function pump(): void {
    while (!closed && posting < parallelCallbacks && !world.faults.withholdCallbacks) {
      const post = again.shift() ?? nextPost();
      if (!post) break;
      void deliver(post);
    }
    if (posting === 0 && (world.faults.withholdCallbacks || (queue.length === 0 && again.length === 0))) {
      for (const wake of idleWaiters.splice(0)) wake();
    }
  }

  function nextPost(): Post | null {
    while (queue.length > 0) {
      const changes = takeChanges();
      const first = changes[0];
      if (!first) return null;
      const account = first.kind === "status" ? first.number.account : first.account;
      const url = account.overrideUrl ?? world.webhookUrl;
      if (!account.subscribed || !url) continue;
      world.counts.callbacks.statuses += changes.filter((change) => change.kind === "status").length;
      if (first.kind === "other" && first.inbound) world.counts.callbacks.inbound += 1;
      const answered = changes.flatMap((change) =>
        change.kind === "other" && change.answered ? [change.answered] : [],
      );
      return {
        url,
        body: metaJson(envelope(account, changes, world.now())),
        firstAt: world.now(),
        attempt: 0,
        answered,
      };
    }
    return null;
  }

  function takeChanges(): Change[] {
    if (world.faults.reorderCallbacks) {
      return queue.splice(Math.floor(world.random() * queue.length), 1);
    }
    const first = queue[0];
    if (first?.kind !== "status") return queue.splice(0, 1);
    let count = 1;
    while (count < statusesPerCallback && count < queue.length) {
      const next = queue[count];
      if (next?.kind !== "status" || next.number !== first.number) break;
      count += 1;
    }
    return queue.splice(0, count);
  }

  async function deliver(post: Post): Promise<void> {
    const started = generation;
    posting += 1;
    world.counts.callbacks.posted += 1;
    const status = world.faults.appNotReached ? 0 : await postBody(post);
    posting -= 1;
    if (started !== generation) return;
    world.emitter.emit("callback", { body: post.body, status, attempt: post.attempt });
    if (status === 200) {
      world.counts.callbacks.answered += 1;
      for (const tell of post.answered) tell();
      if (post.attempt === 0 && world.random() < world.faults.shareDuplicatedCallbacks) {
        again.push({ ...post, attempt: 1, answered: [] });
      }
    } else {
      world.counts.callbacks.failed += 1;
      retryLater(post);
    }
    pump();
  }

  function retryLater(post: Post): void {
    const wait = callbackRetryWaitsMs[Math.min(post.attempt, callbackRetryWaitsMs.length - 1)] ?? 0;
    const at = world.now() + wait;
    if (at - post.firstAt > callbackGiveUpMs) {
      world.counts.callbacks.gaveUp += 1;
      return;
    }
    retrying += 1;
    const started = generation;
    world.scheduler.at(at, () => {
      if (started !== generation) return;
      retrying -= 1;
      again.push({ ...post, attempt: post.attempt + 1 });
      pump();
    });
  }

  /** The app's status, or 0 when it could not be reached or took too long. */
  function postBody(post: Post): Promise<number> {
    return new Promise((resolve) => {
      const secure = post.url.startsWith("https:");
      const bytes = Buffer.from(post.body, "latin1");
      const request = (secure ? https : http).request(
        post.url,
        {
          method: "POST",
          agent: secure ? tlsAgent : plainAgent,
          timeout: callbackTimeoutMs,
          headers: {
            "content-type": "application/json",
            "content-length": bytes.length,
            "user-agent": "facebookexternalua",
            accept: "*/*",
            "x-hub-signature-256": signBody(world.appSecret, post.body),
          },
        },
        (response) => {
          response.resume();
          response.on("end", () => resolve(response.statusCode ?? 0));
          response.on("error", () => resolve(0));
        },
      );
      request.on("timeout", () => request.destroy());
      request.on("error", () => resolve(0));
      request.end(bytes);
    });
  }

  return {
    tell(change) {
      queue.push(change);
      pump();
    },
    pump,
    idle() {
      return new Promise((resolve) => {
        idleWaiters.push(resolve);
        pump();
      });
    },
    waiting() {
      const held = queue.length + again.length;
      return world.faults.withholdCallbacks
        ? { waiting: posting, withheld: held, retrying }
        : { waiting: held + posting, withheld: 0, retrying };
    },
    clear() {
      generation += 1;
      queue = [];
      again = [];
      retrying = 0;
      pump();
    },
    close() {
      closed = true;
      generation += 1;
      queue = [];
      again = [];
      plainAgent.destroy();
      tlsAgent.destroy();
      for (const wake of idleWaiters.splice(0)) wake();
      idleWaiters = [];
    },
  };
}

function envelope(account: Account, changes: Change[], now: number): Record<string, unknown> {
  const first = changes[0];
  if (first?.kind === "other") {
    const messages = first.field === "messages";
    return {
      object: "whatsapp_business_account",
      entry: [
        {
          id: account.id,
          ...(messages ? {} : { time: Math.floor(now / 1000) }),
          changes: [{ value: first.value, field: first.field }],
        },
      ],
    };
  }
  const statuses: unknown[] = [];
  const contacts = new Map<unknown, unknown>();
  let metadata: Record<string, unknown> = {};
  for (const change of changes) {
    if (change.kind !== "status") continue;
    metadata = metadataOf(change.number);
    statuses.push(change.status);
    if (change.contact) contacts.set(change.contact.user_id, change.contact);
  }
  const value = {
    messaging_product: "whatsapp",
    metadata,
    ...(contacts.size > 0 ? { contacts: [...contacts.values()] } : {}),
    statuses,
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: account.id, changes: [{ value, field: "messages" }] }],
  };
}
