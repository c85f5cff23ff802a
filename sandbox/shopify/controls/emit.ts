import { randomUUID } from "node:crypto";
import type { World } from "../world.ts";
import { toText, type Json } from "../webhooks/payloads/common.ts";
import { isTold } from "../webhooks/topics.ts";

export type Emit = (topic: string, payload: Json) => void;

/** One action of the shop: all its webhooks carry the same event id. */
export function newAction(world: World, action: string, subject: string): Emit {
  const eventId = randomUUID();
  world.events.emit("change", { action, subject });
  return (topic, payload) => {
    if (!isTold(topic, world.state.shop)) return;
    world.deliverer.enqueue({ topic, body: toText(payload), shopDomain: world.state.shop.domain, eventId });
  };
}
