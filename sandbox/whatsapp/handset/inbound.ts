import { dayMs, freeEntryPointMs, messagesPerChat } from "../defaults.ts";
import { storeMedia } from "../graph/media.ts";
import { newWamid } from "../ids.ts";
import type { Chat, ChatMessage, Incoming, Outgoing } from "../model.ts";
import { countInbound } from "../send/limits.ts";
import { rememberMessage, type World } from "../world.ts";
import { tellApp } from "../callbacks/follow-message.ts";
import { contactOf, inboundOf, metadataOf } from "../callbacks/shapes.ts";
import type { SendBody } from "./schemas.ts";
import { buttonsOf, listOf } from "./render-message.ts";

/** What a person could not do: the reason is for whoever wrote the test or the page. */
export class HandsetProblem extends Error {}

const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const usualMimeTypes = {
  image: "image/png",
  video: "video/mp4",
  audio: "audio/ogg; codecs=opus",
  document: "application/pdf",
  sticker: "image/webp",
} as const;

/** A person writes: the message stands in the chat, opens the service window and goes to the app. */
export function receive(world: World, chat: Chat, content: SendBody): Incoming {
  const now = world.now();
  const { kind, node, replyTo } = readContent(world, chat, content);
  const referral = content.referral;
  if (referral) chat.freeEntryUntil = now + freeEntryPointMs;
  const message: Incoming = {
    id: newWamid(chat.user.waId),
    from: "user",
    chat,
    at: now,
    status: "sent",
    kind,
    node: { ...(referral ? { referral } : {}), ...node },
    replyTo: replyTo ?? content.replyTo,
  };
  // A blocked business hears nothing: the message of its blocker unblocks it, as on a real handset.
  chat.user.blocked.delete(chat.number.id);
  chat.messages.push(message);
  if (chat.messages.length > messagesPerChat) chat.messages.shift();
  chat.lastInboundAt = now;
  rememberMessage(world, message);
  countInbound(chat.number, now);
  world.emitter.emit("message", { message });
  tellInbound(world, message);
  return message;
}

function tellInbound(world: World, message: Incoming): void {
  const { chat } = message;
  tellApp(world, {
    kind: "other",
    account: chat.number.account,
    field: "messages",
    inbound: true,
    value: {
      messaging_product: "whatsapp",
      metadata: metadataOf(chat.number),
      contacts: [contactOf(world, chat)],
      messages: [inboundOf(world, message)],
    },
    answered: () => {
      if (message.status !== "sent") return;
      message.status = "delivered";
      world.emitter.emit("tick", { message });
    },
  });
}

type Node = { kind: string; node: Record<string, unknown>; replyTo?: string };

function readContent(world: World, chat: Chat, content: SendBody): Node {
  if (content.text !== undefined) return plain("text", { body: content.text });
  if (content.buttonReply) return tapButton(world, chat, content.buttonReply);
  if (content.listReply) return chooseRow(chat, content.listReply);
  if (content.reaction) {
    return plain("reaction", { message_id: content.reaction.messageId, emoji: content.reaction.emoji });
  }
  if (content.location) return plain("location", content.location);
  if (content.contacts) {
    const contacts = content.contacts.map(({ name, phone }) => ({
      name: { first_name: name, formatted_name: name },
      phones: [{ phone, wa_id: phone.replace(/\D/g, ""), type: "MOBILE" }],
    }));
    return { kind: "contacts", node: { type: "contacts", contacts } };
  }
  if (content.order) {
    return plain("order", {
      catalog_id: content.order.catalogId,
      text: content.order.text ?? "",
      product_items: content.order.items.map((item) => ({
        product_retailer_id: item.productRetailerId,
        quantity: item.quantity,
        item_price: item.itemPrice,
        currency: item.currency,
      })),
    });
  }
  if (content.unsupported) {
    const error = { code: 131051, title: "Message type unknown", message: "Message type unknown" };
    const errors = [{ ...error, error_data: { details: "Message type is currently not supported." } }];
    return { kind: "unsupported", node: { errors, type: "unsupported" } };
  }
  for (const type of ["image", "video", "audio", "document", "sticker"] as const) {
    const given = content[type];
    if (!given) continue;
    const mimeType = given.mimeType ?? usualMimeTypes[type];
    const media = storeMedia(world, chat.number, mimeType, dot, 7 * dayMs);
    return plain(type, {
      ...(given.caption === undefined ? {} : { caption: given.caption }),
      ...(given.filename === undefined ? {} : { filename: given.filename }),
      mime_type: mimeType,
      sha256: media.sha256,
      id: media.id,
      ...(type === "audio" ? { voice: true } : {}),
      ...(type === "sticker" ? { animated: false } : {}),
    });
  }
  throw new HandsetProblem("Say what is sent: text, buttonReply, listReply, reaction, image, …");
}

function plain(type: string, value: Record<string, unknown>): Node {
  return { kind: type, node: { type, [type]: value } };
}

/** A template's quick reply arrives as `button`, a reply button as `interactive.button_reply`. */
function tapButton(world: World, chat: Chat, reply: { messageId: string; index?: number; payload?: string }): Node {
  const message = findBusinessMessage(chat, reply.messageId);
  const button = buttonsOf(message).find(
    (candidate) =>
      (candidate.kind === "quick_reply" || candidate.kind === "reply") &&
      (reply.index === undefined ? candidate.payload === reply.payload : candidate.index === reply.index),
  );
  if (!button) throw new HandsetProblem("That message has no such button to tap.");
  message.tappedButton = button.index;
  world.emitter.emit("tick", { message });
  if (button.kind === "quick_reply") {
    return {
      kind: "button_reply",
      node: { type: "button", button: { payload: button.payload, text: button.text } },
      replyTo: message.id,
    };
  }
  return {
    kind: "button_reply",
    node: {
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: button.payload, title: button.text } },
    },
    replyTo: message.id,
  };
}

function chooseRow(chat: Chat, reply: { messageId: string; rowId: string }): Node {
  const message = findBusinessMessage(chat, reply.messageId);
  const rows = listOf(message)?.sections.flatMap((section) => section.rows) ?? [];
  const row = rows.find((candidate) => candidate.id === reply.rowId);
  if (!row) throw new HandsetProblem("That message has no such row to choose.");
  return {
    kind: "list_reply",
    node: { type: "interactive", interactive: { type: "list_reply", list_reply: row } },
    replyTo: message.id,
  };
}

function findBusinessMessage(chat: Chat, id: string): Outgoing {
  const message = chat.messages.find((candidate: ChatMessage) => candidate.id === id);
  if (message?.from !== "business") throw new HandsetProblem("That chat has no such message of the business.");
  return message;
}
