import { errorDetails, errorTitle } from "../errors.ts";
import type { BusinessNumber, Chat, Incoming, Outgoing } from "../model.ts";
import { userIdOf, type World } from "../world.ts";

const phoneContactMs = 30 * 24 * 3_600_000;

/** The phone of a person with a username is left out unless the business wrote to it within 30 days. */
export function phoneIsShown(world: World, chat: Chat): boolean {
  return !chat.user.phoneHidden || world.now() - chat.phoneContactAt < phoneContactMs;
}

export function metadataOf(number: BusinessNumber): Record<string, unknown> {
  return { display_phone_number: number.digits, phone_number_id: number.id };
}

/** A `contacts[]` entry. */
export function contactOf(world: World, chat: Chat): Record<string, unknown> {
  const { user } = chat;
  return {
    profile: { name: user.name, ...(user.username ? { username: user.username } : {}) },
    ...(phoneIsShown(world, chat) ? { wa_id: user.waId } : {}),
    user_id: userIdOf(world, user, chat.number.account.portfolio),
  };
}

/** A `statuses[]` entry as of Graph v24 and later: no `conversation` outside free entry points. */
export function statusOf(
  world: World,
  message: Outgoing,
  status: "sent" | "delivered" | "read" | "failed",
): Record<string, unknown> {
  const { chat } = message;
  const priced = (status === "delivered" || status === "read") && !message.priced;
  if (priced) message.priced = true;
  return {
    id: message.id,
    status,
    timestamp: seconds(world.now()),
    ...(phoneIsShown(world, chat) ? { recipient_id: chat.user.waId } : {}),
    recipient_user_id: userIdOf(world, chat.user, chat.number.account.portfolio),
    ...(priced && message.pricing.type === "free_entry_point"
      ? { conversation: { id: conversationId(chat), origin: { type: "referral_conversion" } } }
      : {}),
    ...(priced ? { pricing: message.pricing } : {}),
    ...(message.callbackData === undefined ? {} : { biz_opaque_callback_data: message.callbackData }),
    ...(status === "failed" ? { errors: [failure(message.failWith ?? 131000)] } : {}),
  };
}

function conversationId(chat: Chat): string {
  return Buffer.from(`${chat.number.id}:${chat.user.waId}`).toString("hex").slice(0, 32);
}

function failure(code: number): Record<string, unknown> {
  return {
    code,
    title: errorTitle(code),
    message: errorTitle(code),
    error_data: { details: errorDetails(code) },
    href: "/documentation/business-messaging/whatsapp/support/error-codes",
  };
}

/** A `messages[]` entry. */
export function inboundOf(world: World, message: Incoming): Record<string, unknown> {
  const { chat } = message;
  return {
    ...(message.replyTo === undefined ? {} : { context: { from: chat.number.digits, id: message.replyTo } }),
    ...(phoneIsShown(world, chat) ? { from: chat.user.waId } : {}),
    from_user_id: userIdOf(world, chat.user, chat.number.account.portfolio),
    id: message.id,
    timestamp: seconds(message.at),
    ...message.node,
  };
}

/** Unix seconds as a string, as Meta writes timestamps of messages. */
export function seconds(time: number): string {
  return String(Math.floor(time / 1000));
}
