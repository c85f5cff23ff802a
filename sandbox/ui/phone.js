import { follow, get, handset, post } from "./api.js";
import { createBrowserSheet } from "./browser-sheet.js";
import { chatList } from "./chat-list.js";
import { createChatView } from "./chat-view.js";
import { fill, h } from "./dom.js";
import { clockTime } from "./format.js";
import { say } from "./say.js";
import { now, onChange, shopper } from "./state.js";
import { setBadge, showTab } from "./tabs.js";

const READS_AFTER_MS = 900;
/** Meta's service window: 24 h from the person's last message. */
const WINDOW_MS = 86_400_000;

/** The handset of the chosen shopper: follows WhatsApp's events, shows the chats or one of them. */
export function createPhone(place) {
  const screen = h("div", { class: "screen" });
  const sheet = h("div", { class: "browser-sheet", hidden: true });
  const time = h("span", { class: "status-time" });
  fill(
    place,
    h(
      "div",
      { class: "device" },
      h(
        "div",
        { class: "device-screen" },
        statusBar(time),
        screen,
        sheet,
        h("div", { class: "home-bar", "aria-hidden": "true" }),
      ),
    ),
  );
  const browser = createBrowserSheet(sheet, { onclose: () => view.focus(), onchat: (link) => void openLink(link) });

  /** The person whose phone this is, their chats, and which one is open. */
  let owner = null;
  let chats = [];
  let openNumber = null;
  /** The person went to the list of chats by themselves; else the newest chat opens. */
  let wantsList = false;
  let draftChat = null;
  /** The advert that led to a chat goes along with the first message written there. */
  let arrival = null;
  let stopFollowing = () => {};
  let reading;
  const view = createChatView({ acts: chatActs(), goBack: () => show(null) });

  let drawnOffset;
  setInterval(tick, 1000);
  onChange(({ clock }) => {
    void changeOwner();
    if (drawnOffset === clock.offsetMs) return;
    drawnOffset = clock.offsetMs;
    tick();
    if (owner) draw();
  });

  function tick() {
    time.textContent = clockTime(now());
    view.drawTime();
  }

  async function changeOwner() {
    const chosen = shopper();
    if (!chosen || owner === chosen) return;
    owner = chosen;
    stopFollowing();
    browser.isOpen() && browser.close();
    chats = [];
    openNumber = null;
    wantsList = false;
    draftChat = null;
    arrival = null;
    draw();
    if (!chosen.phone) return;
    await post("/control/whatsapp/users", { phone: chosen.phone, name: chosen.name });
    if (owner !== chosen) return;
    await readChats();
    if (owner !== chosen) return;
    stopFollowing = follow(`${handset(chosen.phone)}/events`, {
      open: () => void readChats(),
      message: ({ numberId, message }) => void onMessage(numberId, message),
      status: ({ numberId, messageId, status }) => onStatus(numberId, messageId, status),
      typing: ({ numberId, until }) => patch(numberId, { typingUntil: until }),
      chats: () => void readChats(),
    });
  }

  async function readChats() {
    const asked = owner;
    const answer = await get(`${handset(asked.phone)}/chats`);
    if (owner !== asked) return;
    chats = answer.chats;
    owner.marketing = answer.user.marketing;
    if (draftChat && chats.some((chat) => chat.numberId === draftChat.numberId)) draftChat = null;
    if (!openNumber && !wantsList) openNumber = chats[0]?.numberId ?? null;
    draw();
  }

  const chatOf = (numberId) =>
    chats.find((chat) => chat.numberId === numberId) ?? (draftChat?.numberId === numberId ? draftChat : undefined);

  function patch(numberId, changes) {
    const chat = chatOf(numberId);
    if (!chat) return;
    Object.assign(chat, changes);
    draw();
  }

  async function onMessage(numberId, message) {
    const chat = chats.find((one) => one.numberId === numberId);
    if (!chat) {
      await readChats();
    } else {
      const at = chat.messages.findIndex((one) => one.id === message.id);
      if (at >= 0) chat.messages[at] = message;
      else chat.messages.push(message);
      if (message.from === "business" && at < 0) chat.unread += 1;
      if (message.from === "user") chat.windowOpenUntil = new Date(Date.parse(message.at) + WINDOW_MS).toISOString();
      markTapped(chat, message);
      chats = [chat, ...chats.filter((one) => one !== chat)];
    }
    draw();
  }

  /** The server marks the pressed button too, but tells only of the answer. */
  function markTapped(chat, answer) {
    const asked = answer.from === "user" ? chat.messages.find((one) => one.id === answer.replyTo) : undefined;
    const button = asked?.buttons?.find((one) => one.kind.endsWith("reply") && one.text === answer.body);
    if (button) asked.tappedButton = button.index;
  }

  function onStatus(numberId, messageId, status) {
    const message = chatOf(numberId)?.messages.find((one) => one.id === messageId);
    if (!message) return;
    message.status = status;
    draw();
  }

  function show(numberId) {
    openNumber = numberId;
    wantsList = numberId === null;
    draw();
    if (numberId) view.focus();
    else screen.querySelector("button")?.focus();
  }

  function draw() {
    const chat = openNumber ? chatOf(openNumber) : undefined;
    if (chat) {
      if (!view.element.isConnected) fill(screen, view.element);
      view.draw(chat, owner.key);
      readSoon();
    } else {
      fill(screen, chatList({ owner, chats, open: show }));
    }
    setBadge(
      "phone",
      chats.reduce((sum, one) => sum + one.unread, 0),
    );
  }

  /** A person needs a moment to read; only what is on a visible screen is read. */
  function readSoon() {
    const chat = openNumber ? chats.find((one) => one.numberId === openNumber) : undefined;
    if (reading || !chat || chat.unread === 0) return;
    reading = setTimeout(async () => {
      reading = undefined;
      if (document.hidden || chat.numberId !== openNumber || screen.offsetParent === null || browser.isOpen())
        return waitUntilSeen();
      chat.unread = 0;
      draw();
      await post(`${handset(owner.phone)}/read`, { numberId: chat.numberId }).catch(() => undefined);
    }, READS_AFTER_MS);
  }

  function waitUntilSeen() {
    setTimeout(readSoon, READS_AFTER_MS);
  }

  function chatActs() {
    async function send(message, words = "wrote to the shop") {
      const referral = message.text !== undefined && arrival?.numberId === openNumber ? arrival.referral : undefined;
      try {
        await say(`${owner.name} ${words}`);
        await post(`${handset(owner.phone)}/messages`, { numberId: openNumber, referral, ...message });
        if (referral) arrival = null;
      } catch (error) {
        await say(error.message, { outcome: "failed" });
      }
    }
    return {
      send,
      press: (message, button) =>
        send({ buttonReply: { messageId: message.id, index: button.index } }, `pressed “${button.text}”`),
      pick: (message, row) => send({ listReply: { messageId: message.id, rowId: row.id } }, `chose “${row.title}”`),
      openLink: (address) => browser.open(address),
      call: (number) => void say(`The phone would call ${number}`),
      copy: (code) =>
        void navigator.clipboard
          ?.writeText(code)
          .then(() => say(`Copied ${code}`))
          .catch(() => say(`The code is ${code}`)),
      block: (blocked) =>
        post(`${handset(owner.phone)}/${blocked ? "block" : "unblock"}`, { numberId: openNumber }).then(readChats),
      marketing: (value) =>
        post(`${handset(owner.phone)}/preferences`, { marketing: value, numberId: openNumber }).then(readChats),
      marketingNow: () => owner.marketing,
      ownerName: () => owner.name,
    };
  }

  /** What pressing a wa.me link or an advert does: the chat of that business opens, with the text ready to be sent. */
  async function openLink({ phone, text, referral }) {
    showTab("phone");
    if (browser.isOpen()) browser.close();
    if (!owner?.phone) return say(`${owner?.name ?? "This shopper"} has no phone number`, { outcome: "failed" });
    const query = new URLSearchParams({ phone, text: text ?? "" });
    try {
      const wanted = await get(`${handset(owner.phone)}/compose?${query}`);
      const { numberId, businessPhone, verifiedName } = wanted;
      if (!chatOf(numberId)) {
        draftChat = {
          numberId,
          businessPhone,
          displayPhone: businessPhone,
          verifiedName,
          blocked: false,
          unread: 0,
          windowOpenUntil: null,
          typingUntil: null,
          messages: [],
        };
      }
      arrival = referral ? { numberId, referral } : null;
      show(numberId);
      view.setDraft(wanted.text);
    } catch (error) {
      await say(error.message, { outcome: "failed" });
    }
  }

  return { openLink };
}

function statusBar(time) {
  const template = document.createElement("template");
  template.innerHTML = `<svg width="58" height="14" viewBox="0 0 58 14" fill="currentColor" aria-hidden="true"><rect x="0" y="8" width="3" height="5" rx="1"/><rect x="4.5" y="5.5" width="3" height="7.5" rx="1"/><rect x="9" y="3" width="3" height="10" rx="1"/><rect x="13.5" y="1" width="3" height="12" rx="1"/><rect x="33" y="2" width="21" height="10" rx="3" fill="none" stroke="currentColor" stroke-opacity=".5"/><rect x="34.5" y="3.5" width="15" height="7" rx="1.7"/><rect x="55" y="5" width="1.7" height="4" rx=".8" fill-opacity=".5"/></svg>`;
  return h(
    "div",
    { class: "status-bar" },
    time,
    h("span", { class: "island", "aria-hidden": "true" }),
    template.content.firstChild,
  );
}
