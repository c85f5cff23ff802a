import type { Chat, Outgoing } from "../model.ts";
import type { World } from "../world.ts";
import type { Change } from "./callback-queue.ts";
import { contactOf, statusOf } from "./shapes.ts";

/** Set by the sandbox; a world without a queue tells nobody. */
const tellers = new WeakMap<World, (change: Change) => void>();

export function setTeller(world: World, tell: (change: Change) => void): void {
  tellers.set(world, tell);
}

export function tellApp(world: World, change: Change): void {
  tellers.get(world)?.(change);
}

/** After acceptance: sent, then delivered when the handset is there, then read when its person looks. */
export function followAccepted(world: World, message: Outgoing): void {
  if (message.failWith !== null) {
    world.scheduler.at(world.now() + world.delays.deliveredMs, () =>
      failMessage(world, message, message.failWith ?? 131000),
    );
    return;
  }
  if (world.reader === "off") return;
  world.scheduler.at(world.now() + world.delays.sentMs, () => {
    if (!step(world, message, "sent") || world.reader === "manual") return;
    world.scheduler.at(world.now() + world.delays.deliveredMs, () => deliverMessage(world, message));
  });
}

/** Arrives on the handset unless it is offline or has blocked the business: then it waits, like at WhatsApp. */
export function deliverMessage(world: World, message: Outgoing): boolean {
  const { user, number } = message.chat;
  if (!user.online || user.blocked.has(number.id)) return false;
  if (!step(world, message, "delivered")) return false;
  world.emitter.emit("message", { message });
  if (world.reader === "instant") {
    world.scheduler.at(world.now() + world.delays.readMs, () => readMessage(world, message));
  }
  return true;
}

export function readMessage(world: World, message: Outgoing): boolean {
  return step(world, message, "read");
}

export function failMessage(world: World, message: Outgoing, code: number): boolean {
  message.failWith = code;
  return step(world, message, "failed");
}

/** What waited for the handset to come back. */
export function deliverWaiting(world: World, chats: Iterable<Chat>): void {
  for (const chat of chats) {
    for (const message of chat.messages) {
      if (message.from === "business" && message.status === "sent") deliverMessage(world, message);
    }
  }
}

const rank = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 } as const;

/** Moves forward only; false when the message is already there or beyond. */
function step(world: World, message: Outgoing, status: "sent" | "delivered" | "read" | "failed"): boolean {
  if (rank[message.status] >= rank[status] || (status === "failed" && rank[message.status] >= rank.delivered))
    return false;
  message.status = status;
  world.counts.statuses[status] += 1;
  world.emitter.emit("tick", { message });
  const change: Change = {
    kind: "status",
    number: message.chat.number,
    status: statusOf(world, message, status),
    // Meta adds the person to delivered and read only.
    contact: status === "delivered" || status === "read" ? contactOf(world, message.chat) : null,
  };
  if (!world.faults.reorderCallbacks) tellApp(world, change);
  else world.scheduler.at(world.now() + world.random() * 2000, () => tellApp(world, change));
  return true;
}
