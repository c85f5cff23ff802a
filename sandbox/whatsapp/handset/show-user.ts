import type { Chat, User } from "../model.ts";
import { serviceWindowMs } from "../defaults.ts";
import { windowIsOpen } from "../send/limits.ts";
import { firstPortfolio, userIdOf, type World } from "../world.ts";
import { renderMessage, type ShownMessage } from "./render-message.ts";

export type ShownUser = {
  phone: string;
  waId: string;
  userId: string;
  name: string;
  username: string | null;
  phoneHidden: boolean;
  onWhatsApp: boolean;
  online: boolean;
  marketing: "stop" | "resume";
};

export type ShownChat = {
  numberId: string;
  businessPhone: string;
  displayPhone: string;
  verifiedName: string;
  blocked: boolean;
  unread: number;
  windowOpenUntil: string | null;
  typingUntil: string | null;
  messages: ShownMessage[];
};

export function showUser(world: World, user: User): ShownUser {
  return {
    phone: `+${user.digits}`,
    waId: user.waId,
    userId: userIdOf(world, user, firstPortfolio(world)),
    name: user.name,
    username: user.username,
    phoneHidden: user.phoneHidden,
    onWhatsApp: user.onWhatsApp,
    online: user.online,
    marketing: user.marketingStopped.size > 0 ? "stop" : "resume",
  };
}

/** Chats with something to see, newest first. */
export function showChats(world: World, user: User): ShownChat[] {
  return [...user.chats.values()]
    .map((chat) => showChat(world, chat))
    .filter((chat) => chat.messages.length > 0)
    .sort((one, other) => (other.messages.at(-1)?.at ?? "").localeCompare(one.messages.at(-1)?.at ?? ""));
}

function showChat(world: World, chat: Chat): ShownChat {
  const now = world.now();
  const { number } = chat;
  const visible = chat.messages.filter(
    (message) => message.from === "user" || message.status === "delivered" || message.status === "read",
  );
  return {
    numberId: number.id,
    businessPhone: `+${number.digits}`,
    displayPhone: number.displayPhone,
    verifiedName: number.verifiedName,
    blocked: chat.user.blocked.has(number.id),
    unread: visible.filter((message) => message.from === "business" && message.status === "delivered").length,
    windowOpenUntil: windowIsOpen(chat, now) ? new Date(chat.lastInboundAt + serviceWindowMs).toISOString() : null,
    typingUntil: chat.typingUntil > now ? new Date(chat.typingUntil).toISOString() : null,
    messages: visible.map(renderMessage),
  };
}
