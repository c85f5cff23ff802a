import { typingMs } from "../defaults.ts";
import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import { isObject } from "../http.ts";
import type { BusinessNumber } from "../model.ts";
import type { World } from "../world.ts";

/** The business has read a message (and all before it), and perhaps is typing. */
export function markRead(world: World, number: BusinessNumber, body: Record<string, unknown>): GraphAnswer {
  if (body.status !== "read") return refuse(100, "Param status must be one of {read}.");
  const message = typeof body.message_id === "string" ? world.messages.get(body.message_id) : undefined;
  if (message?.from !== "user" || message.chat.number !== number) {
    return refuse(131009, "Parameter 'message_id' is not the id of a message this number received.");
  }
  const { chat } = message;
  for (const earlier of chat.messages) {
    if (earlier.from === "user" && earlier.status !== "read" && earlier.at <= message.at) {
      earlier.status = "read";
      world.emitter.emit("tick", { message: earlier });
    }
  }
  if (isObject(body.typing_indicator)) {
    const until = world.now() + typingMs;
    chat.typingUntil = until;
    world.emitter.emit("typing", { userDigits: chat.user.digits, numberId: number.id, until });
    world.scheduler.at(until, () => {
      if (chat.typingUntil !== until) return;
      world.emitter.emit("typing", { userDigits: chat.user.digits, numberId: number.id, until: null });
    });
  }
  return { status: 200, body: { success: true } };
}
