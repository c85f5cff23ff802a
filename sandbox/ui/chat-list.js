import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { clockTime, dayLabel } from "./format.js";
import { ticks } from "./icons.js";
import { plainText } from "./rich-text.js";
import { now } from "./state.js";

/** The first screen of the pretend WhatsApp. */
export function chatList({ owner, chats, open }) {
  return h(
    "div",
    { class: "chats" },
    h("header", { class: "chats-head" }, h("h2", {}, "Chats"), owner ? avatar(owner.name, 30) : null),
    chats.length > 0
      ? h(
          "ul",
          { class: "chats-list" },
          chats.map((chat) => h("li", {}, row(chat, open))),
        )
      : empty(owner),
  );
}

function row(chat, open) {
  const last = chat.messages.at(-1);
  return h(
    "button",
    { type: "button", class: "chat-row", onclick: () => open(chat.numberId) },
    avatar(chat.verifiedName, 46),
    h(
      "span",
      { class: "chat-row-words" },
      h(
        "span",
        { class: "chat-row-top" },
        h("strong", { dir: "auto" }, chat.verifiedName),
        h("time", {}, last ? when(last.at) : ""),
      ),
      h(
        "span",
        { class: "chat-row-bottom" },
        last?.from === "user" ? ticks(last.status) : null,
        h("span", { class: "chat-row-last", dir: "auto" }, last ? snippet(last) : ""),
        chat.unread > 0
          ? h("span", { class: "badge", "aria-label": `${chat.unread} unread` }, String(chat.unread))
          : null,
      ),
    ),
  );
}

const when = (time) => (dayLabel(time, now()) === "Today" ? clockTime(time) : dayLabel(time, now()));
const snippet = (message) => plainText(message.body ?? message.kind).slice(0, 80);

function empty(owner) {
  if (owner && !owner.phone)
    return h(
      "p",
      { class: "chats-empty" },
      `${owner.name} gave the shop no phone number, so no message can reach them.`,
    );
  return h(
    "p",
    { class: "chats-empty" },
    "No messages yet. Abandon a checkout or place an order above, and see what arrives.",
  );
}
