import { avatar } from "./avatar.js";
import { bubble } from "./bubble.js";
import { fill, h } from "./dom.js";
import { dayKey, dayLabel, span } from "./format.js";
import { icon } from "./icons.js";
import { menuButton, menuItem } from "./menu.js";
import { now } from "./state.js";

const NEAR_THE_END_PX = 120;

/** One chat: who, the messages, what one can send. Drawn again and again; only what changed is touched. */
export function createChatView({ acts, goBack }) {
  let chat;
  let drawn = { key: null, keys: new Map(), days: new Map() };
  const face = h("span", { class: "chat-face" });
  const name = h("strong", { dir: "auto" });
  const presence = h("small");
  const log = h("div", { class: "chat-log", role: "log", "aria-label": "Messages", tabindex: "0" });
  const field = h("textarea", {
    rows: "1",
    placeholder: "Message",
    "aria-label": "Message to the shop",
    dir: "auto",
    enterkeyhint: "send",
  });
  const blockedNote = h("div", { class: "blocked-note", hidden: true });
  const listSheet = h("div", { class: "list-sheet", hidden: true });

  const menu = menuButton({
    label: "",
    title: "What else",
    className: "phone-icon bare",
    lead: icon("dots", 20),
    align: "end",
    content: chatMenu,
  });
  menu.button.setAttribute("aria-label", "What else");
  const attach = menuButton({
    label: "",
    title: "Send something else",
    className: "phone-icon bare",
    lead: icon("plus", 22),
    content: attachMenu,
  });
  attach.button.setAttribute("aria-label", "Send something else");

  const composer = h(
    "form",
    { class: "composer", onsubmit: submit },
    attach.button,
    attach.panel,
    field,
    h("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send", 20)),
  );
  const stop = h(
    "button",
    { type: "button", class: "chip-button", onclick: () => void acts.send({ text: "STOP" }) },
    "STOP",
  );
  const quick = h(
    "div",
    { class: "quick", role: "group", "aria-label": "Quick answers" },
    stop,
    ["👍", "❤️", "OK", "Where is my order?"].map((text) =>
      h("button", { type: "button", class: "chip-button", onclick: () => void acts.send({ text }) }, text),
    ),
  );

  const element = h(
    "div",
    { class: "chat" },
    h(
      "header",
      { class: "chat-head" },
      h(
        "button",
        { type: "button", class: "phone-icon", "aria-label": "All chats", onclick: goBack },
        icon("back", 22),
      ),
      face,
      h("div", { class: "chat-name" }, name, presence),
      menu.button,
      menu.panel,
    ),
    log,
    blockedNote,
    quick,
    composer,
    listSheet,
  );

  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });

  let wasShown = false;
  // What is drawn while another tab is open has no height to scroll: a log that comes into sight begins at its end.
  new ResizeObserver(() => {
    const isShown = log.clientHeight > 0;
    if (isShown && !wasShown) log.scrollTop = log.scrollHeight;
    wasShown = isShown;
  }).observe(log);

  function grow() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 110)}px`;
  }

  function submit(event) {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    grow();
    void acts.send({ text });
  }

  function setDraft(text) {
    field.value = text;
    grow();
    field.focus();
  }

  const inside = {
    ...acts,
    find: (id) => chat.messages.find((message) => message.id === id),
    businessName: () => chat.verifiedName,
    openList,
  };

  /** `whose` and the number together are a chat; another one begins with an empty log and no draft. */
  function draw(next, whose) {
    chat = next;
    const key = `${whose} ${chat.numberId}`;
    if (drawn.key !== key) {
      drawn = { key, keys: new Map(), days: new Map() };
      field.value = "";
      listSheet.hidden = true;
      fill(log, h("p", { class: "encrypted" }, "A pretend chat. Nothing leaves this computer."));
      fill(face, avatar(chat.verifiedName, 36));
      name.textContent = chat.verifiedName;
    }
    blockedNote.hidden = !chat.blocked;
    quick.hidden = chat.blocked;
    composer.hidden = chat.blocked;
    if (chat.blocked)
      fill(
        blockedNote,
        "You blocked this business. ",
        h("button", { type: "button", class: "link-button", onclick: () => void acts.block(false) }, "Unblock"),
      );
    drawMessages();
    drawTime();
  }

  /** What is said of time passes with it: the day headings, the service window, somebody typing. */
  function drawTime() {
    if (!chat) return;
    const typing = chat.typingUntil && Date.parse(chat.typingUntil) > now();
    setText(presence, typing ? "typing …" : windowWords(chat));
    for (const { node, at } of drawn.days.values()) setText(node, dayLabel(at, now()));
  }

  function drawMessages() {
    const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END_PX;
    const first = drawn.keys.size === 0;
    let added = false;
    let last = log.firstElementChild;
    const place = (node) => {
      if (last.nextElementSibling !== node) last.after(node);
      last = node;
    };
    let day = null;
    for (const message of withReactions(chat.messages)) {
      if (dayKey(message.at) !== day) {
        day = dayKey(message.at);
        if (!drawn.days.has(day)) drawn.days.set(day, { node: h("div", { class: "day" }), at: message.at });
        place(drawn.days.get(day).node);
      }
      const version = JSON.stringify(message);
      const known = drawn.keys.get(message.id);
      if (known?.version === version) {
        place(known.node);
        continue;
      }
      const node = bubble(message, inside);
      if (known) known.node.replaceWith(node);
      else {
        if (!first) node.classList.add("new");
        added = true;
      }
      place(node);
      drawn.keys.set(message.id, { node, version });
    }
    if (added && (first || wasAtEnd)) log.scrollTop = log.scrollHeight;
  }

  function openList(message) {
    const rows = message.list.sections.map((section) => [
      section.title ? h("h3", {}, section.title) : null,
      section.rows.map((row) =>
        h(
          "button",
          { type: "button", class: "list-row", dir: "auto", onclick: () => pick(message, row) },
          h("span", {}, row.title),
          row.description ? h("small", {}, row.description) : null,
        ),
      ),
    ]);
    fill(
      listSheet,
      h(
        "div",
        { class: "list-sheet-head" },
        h("strong", {}, message.list.button),
        h(
          "button",
          { type: "button", class: "phone-icon", "aria-label": "Close", onclick: closeList },
          icon("cross", 18),
        ),
      ),
      rows,
    );
    listSheet.hidden = false;
    listSheet.querySelector(".list-row")?.focus();
  }
  const closeList = () => (listSheet.hidden = true);
  function pick(message, row) {
    closeList();
    void acts.pick(message, row);
  }

  function chatMenu({ close }) {
    const done = (act) => () => {
      close();
      void act();
    };
    const stopped = acts.marketingNow() === "stop";
    return [
      menuItem({ label: "Send STOP", lead: icon("block"), onpress: done(() => acts.send({ text: "STOP" })) }),
      menuItem({
        label: stopped ? "Allow offers and announcements" : "Stop offers and announcements",
        note: "WhatsApp's own setting, told to the shop as user_preferences",
        lead: icon("bell"),
        onpress: done(() => acts.marketing(stopped ? "resume" : "stop")),
      }),
      menuItem({
        label: chat.blocked ? "Unblock the business" : "Block the business",
        lead: icon("cross"),
        onpress: done(() => acts.block(!chat.blocked)),
      }),
    ];
  }

  function attachMenu({ close }) {
    const item = (label, picture, message) =>
      menuItem({
        label,
        lead: icon(picture),
        onpress: () => {
          close();
          void acts.send(message);
        },
      });
    return [
      item("A picture", "image", { image: { caption: "Look at this" } }),
      item("A document", "file", { document: { filename: "invoice.pdf" } }),
      item("A voice message", "play", { audio: {} }),
      item("Where I am", "pin", { location: { latitude: 52.52, longitude: 13.405, name: "Alexanderplatz" } }),
      item("My contact", "person", { contacts: [{ name: acts.ownerName(), phone: "+4915100000000" }] }),
    ];
  }

  return { element, draw, drawTime, setDraft, focus: () => field.focus({ preventScroll: true }) };
}

/** Touches only what differs: a screen reader reads aloud whatever changes in a log. */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function windowWords(chat) {
  const left = chat.windowOpenUntil ? Date.parse(chat.windowOpenUntil) - now() : 0;
  return left > 0 ? `Service window open for ${span(left)}` : "Business account";
}

/** A reaction is shown on the message it is about, not as one of its own. */
function withReactions(messages) {
  const reactions = new Map();
  for (const message of messages)
    if (message.reaction) reactions.set(message.reaction.messageId, message.reaction.emoji);
  return messages
    .filter((message) => !message.reaction)
    .map((message) => (reactions.has(message.id) ? { ...message, reactionShown: reactions.get(message.id) } : message));
}
