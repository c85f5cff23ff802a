import { deliverWaiting, tellApp } from "../callbacks/follow-message.ts";
import { contactOf, metadataOf, phoneIsShown, seconds } from "../callbacks/shapes.ts";
import { newWamid } from "../ids.ts";
import type { Account, BusinessNumber, Chat, Incoming, User } from "../model.ts";
import { phoneDigits, phoneKey, usualWaId } from "../phone.ts";
import { chatOf, userIdOf, type World } from "../world.ts";
import { HandsetProblem } from "./inbound.ts";

/** The person stops or resumes marketing in WhatsApp's own settings; each business with a chat is told. */
export function setMarketing(world: World, user: User, value: "stop" | "resume", only: BusinessNumber | null): void {
  const numbers = only ? [only] : [...user.chats.values()].map((chat) => chat.number);
  const accounts = only ? [only.account] : [...world.accounts.values()];
  for (const account of accounts) {
    if (value === "stop") user.marketingStopped.add(account.id);
    else user.marketingStopped.delete(account.id);
  }
  for (const number of numbers) {
    const chat = chatOf(user, number);
    const shown = phoneIsShown(world, chat);
    const detail = `User requested to ${value} marketing messages`;
    tellApp(world, {
      kind: "other",
      account: number.account,
      field: "user_preferences",
      value: {
        messaging_product: "whatsapp",
        metadata: metadataOf(number),
        contacts: [contactOf(world, chat)],
        user_preferences: [
          {
            ...(shown ? { wa_id: user.waId } : {}),
            user_id: userIdOf(world, user, number.account.portfolio),
            detail,
            category: "marketing_messages",
            value,
            timestamp: Math.floor(world.now() / 1000),
          },
        ],
      },
    });
  }
  world.emitter.emit("chats", { userDigits: user.digits });
}

/**
 * The person moves to another number: the chats come along, the business-scoped ids are all new, and every business with
 * a chat is told both.
 */
export function changeNumber(world: World, user: User, phone: string): void {
  const digits = phoneDigits(phone);
  if (!digits) throw new HandsetProblem("That is not a phone number.");
  const known = world.users.get(phoneKey(digits));
  if (known && known !== user) throw new HandsetProblem("Somebody else has that number.");
  const oldDigits = user.digits;
  const oldWaId = user.waId;
  const oldIds = new Map(user.userIds);
  const shown = new Map([...user.chats.values()].map((chat) => [chat, phoneIsShown(world, chat)]));
  world.users.delete(phoneKey(user.digits));
  for (const id of oldIds.values()) world.usersByUserId.delete(id);
  user.userIds.clear();
  user.digits = digits;
  user.waId = usualWaId(digits);
  world.users.set(phoneKey(digits), user);
  for (const chat of user.chats.values()) {
    chat.lastInboundAt = -Infinity;
    tellSystem(world, chat, shown.get(chat) === true ? oldWaId : null, oldIds);
  }
  const accounts = new Set([...user.chats.values()].map((chat) => chat.number.account));
  for (const account of accounts) tellUserId(world, user, account, oldIds);
  world.emitter.emit("chats", { userDigits: oldDigits });
  world.emitter.emit("chats", { userDigits: user.digits });
}

function tellSystem(world: World, chat: Chat, oldWaId: string | null, oldIds: Map<string, string>): void {
  const { user, number } = chat;
  const newId = userIdOf(world, user, number.account.portfolio);
  const oldId = oldIds.get(number.account.portfolio.id);
  const system = oldWaId
    ? {
        body: `User ${user.name} changed from ${oldWaId} to ${user.waId}`,
        wa_id: user.waId,
        user_id: newId,
        type: "user_changed_number",
      }
    : {
        body: `User ${user.name} changed from ${oldId ?? ""} to ${newId}`,
        user_id: newId,
        type: "user_changed_user_id",
      };
  const message: Incoming = {
    id: newWamid(user.waId),
    from: "user",
    chat,
    at: world.now(),
    status: "read",
    kind: "system",
    node: { type: "system", system },
    replyTo: undefined,
  };
  chat.messages.push(message);
  tellApp(world, {
    kind: "other",
    account: number.account,
    field: "messages",
    inbound: true,
    // System messages come without contacts.
    value: {
      messaging_product: "whatsapp",
      metadata: metadataOf(number),
      messages: [
        {
          ...(oldWaId ? { from: oldWaId } : {}),
          ...(oldId ? { from_user_id: oldId } : {}),
          id: message.id,
          timestamp: seconds(message.at),
          system,
          type: "system",
        },
      ],
    },
  });
}

function tellUserId(world: World, user: User, account: Account, oldIds: Map<string, string>): void {
  const previous = oldIds.get(account.portfolio.id);
  const number = account.numbers[0];
  if (!previous || !number) return;
  const chat = chatOf(user, number);
  tellApp(world, {
    kind: "other",
    account,
    field: "user_id_update",
    value: {
      messaging_product: "whatsapp",
      metadata: metadataOf(number),
      contacts: [contactOf(world, chat)],
      user_id_update: [
        {
          ...(phoneIsShown(world, chat) ? { wa_id: user.waId } : {}),
          detail: `User id for ${user.name} has been updated.`,
          user_id: { previous, current: userIdOf(world, user, account.portfolio) },
          timestamp: seconds(world.now()),
        },
      ],
    },
  });
}

export function setOnline(world: World, user: User, online: boolean): void {
  user.online = online;
  if (online) deliverWaiting(world, user.chats.values());
}

export function setBlocked(world: World, user: User, number: BusinessNumber, blocked: boolean): void {
  if (blocked) user.blocked.add(number.id);
  else {
    user.blocked.delete(number.id);
    deliverWaiting(world, [chatOf(user, number)]);
  }
  world.emitter.emit("chats", { userDigits: user.digits });
}
