import type { IncomingMessage, ServerResponse } from "node:http";
import type { User } from "../model.ts";
import type { World } from "../world.ts";
import { renderMessage } from "./render-message.ts";

const pingMs = 15_000;

/** Server-sent events of one handset until the browser goes away. */
export function streamEvents(world: World, user: User, req: IncomingMessage, res: ServerResponse): () => void {
  res.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    connection: "keep-alive",
  });
  res.write(": hello\n\n");
  const send = (event: string, data: unknown) => res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const mine = (digits: string | null) => digits === null || digits === user.digits;
  const stops = [
    world.emitter.on("message", ({ message }) => {
      if (message.chat.user !== user) return;
      send("message", { numberId: message.chat.number.id, message: renderMessage(message) });
    }),
    world.emitter.on("tick", ({ message }) => {
      // What has not arrived has no ticks on the handset.
      if (message.chat.user !== user) return;
      if (message.from === "business" && message.status !== "delivered" && message.status !== "read") return;
      const at = new Date(world.now()).toISOString();
      send("status", { numberId: message.chat.number.id, messageId: message.id, status: message.status, at });
    }),
    world.emitter.on("typing", ({ userDigits, numberId, until }) => {
      if (mine(userDigits)) send("typing", { numberId, until: until === null ? null : new Date(until).toISOString() });
    }),
    world.emitter.on("chats", ({ userDigits }) => {
      if (mine(userDigits)) send("chats", {});
    }),
  ];
  const ping = setInterval(() => res.write(": ping\n\n"), pingMs);
  ping.unref();
  const stop = () => {
    clearInterval(ping);
    for (const unsubscribe of stops.splice(0)) unsubscribe();
    res.end();
  };
  req.on("close", stop);
  res.on("close", stop);
  return stop;
}
