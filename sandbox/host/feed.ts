import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What just happened in the pretend world, for the page's event strip. Never stored, never sent to the app. */
export type FeedEntry = {
  id: number;
  /** By the sandbox's clock. */
  at: string;
  kind: "action" | "webhook" | "callback" | "graphql" | "clock" | "app";
  text: string;
  /** Webhooks and callbacks: what the app answered. */
  status?: number;
  outcome?: "ok" | "failed";
  /** How often, when the same came several times in a row. */
  times?: number;
};

const KEPT = 200;
const PING_MS = 15_000;

/** A list that browsers follow as server-sent events: `entry` for what happened, other names for what to read again. */
export function createFeed(now: () => number) {
  const entries: FeedEntry[] = [];
  const listeners = new Set<ServerResponse>();
  let lastId = 0;
  /** Another one after each start: a page left open learns from it that its world is gone. */
  const instance = randomUUID();

  function send(event: string, value: unknown): void {
    for (const res of listeners) res.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  }

  function add(entry: Omit<FeedEntry, "id" | "at">): void {
    const at = new Date(now()).toISOString();
    const last = entries.at(-1);
    if (last && last.kind === entry.kind && last.text === entry.text && last.status === entry.status) {
      last.times = (last.times ?? 1) + 1;
      last.at = at;
      return send("entry", last);
    }
    const full: FeedEntry = { id: ++lastId, at, ...entry };
    entries.push(full);
    entries.splice(0, Math.max(0, entries.length - KEPT));
    send("entry", full);
  }

  function follow(req: IncomingMessage, res: ServerResponse): void {
    res.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", connection: "keep-alive" });
    res.write(`event: instance\ndata: ${JSON.stringify(instance)}\n\n`);
    res.write(`event: entries\ndata: ${JSON.stringify(entries)}\n\n`);
    listeners.add(res);
    const ping = setInterval(() => res.write(": ping\n\n"), PING_MS);
    ping.unref();
    req.on("close", () => {
      clearInterval(ping);
      listeners.delete(res);
    });
  }

  return { instance, add, send, follow, entries: () => [...entries] };
}

export type Feed = ReturnType<typeof createFeed>;
