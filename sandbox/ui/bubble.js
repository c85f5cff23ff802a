import { h } from "./dom.js";
import { clockTime } from "./format.js";
import { icon, ticks } from "./icons.js";
import { richText } from "./rich-text.js";

/**
 * One message as the shopper sees it.
 * `acts`: openLink(url), press(message, button), openList(message), copy(code), call(phone), find(messageId).
 */
export function bubble(message, acts) {
  const mine = message.from === "user";
  if (message.kind === "system")
    return h("div", { class: "system-note", dataset: { id: message.id } }, message.body ?? "");
  const parts = [
    quoted(message, acts),
    header(message),
    media(message, acts),
    body(message, acts),
    footer(message),
    meta(message),
  ];
  const buttons = (message.buttons ?? []).map((one) => pressable(message, one, acts));
  if (message.list)
    buttons.push(
      h(
        "button",
        { type: "button", class: "bubble-button", onclick: () => acts.openList(message) },
        icon("list", 16),
        message.list.button,
      ),
    );
  return h(
    "div",
    { class: `row ${mine ? "mine" : "theirs"}`, dataset: { id: message.id } },
    h("div", { class: "bubble" }, h("div", { class: "bubble-inside" }, parts), buttons),
    message.reactionShown
      ? h(
          "span",
          { class: "reaction", role: "img", "aria-label": `Reaction ${message.reactionShown}` },
          message.reactionShown,
        )
      : null,
    message.template
      ? h(
          "div",
          { class: "aside", title: "The template behind this message; only the sandbox shows this line" },
          `${message.template.name} · ${message.template.language} · ${String(message.template.category).toLowerCase()}`,
        )
      : null,
  );
}

function quoted(message, acts) {
  const original = message.replyTo ? acts.find(message.replyTo) : null;
  if (!original) return null;
  return h(
    "div",
    { class: "quote", dir: "auto" },
    h("strong", {}, original.from === "user" ? "You" : acts.businessName()),
    h("span", {}, original.body ?? original.kind),
  );
}

function header(message) {
  const part = message.header;
  if (!part) return null;
  if (part.kind === "text") return h("div", { class: "bubble-header", dir: "auto" }, part.text);
  if (part.kind === "location") return h("div", { class: "bubble-media" }, icon("pin", 30), h("span", {}, part.text));
  return picture(part.kind, part.url, part.filename);
}

function media(message, acts) {
  if (message.kind === "location")
    return h("div", { class: "bubble-media" }, icon("pin", 30), h("span", {}, message.location?.name ?? "Location"));
  if (!message.media && !["image", "video", "audio", "document", "sticker"].includes(message.kind)) return null;
  return picture(message.kind, message.media?.url, message.media?.filename, acts);
}

const SIGNS = { image: "image", sticker: "image", video: "play", audio: "play", document: "file" };

/** Pictures of the internet are not loaded: the sandbox works without it, and says what would be there. */
function picture(kind, url, filename) {
  if (kind === "document" && url)
    return h(
      "a",
      { class: "bubble-media document", href: url, target: "_blank", rel: "noreferrer", dir: "auto" },
      icon("file", 28),
      h("span", {}, filename ?? "Document"),
    );
  if (kind === "image" && url?.startsWith("/"))
    return h("img", { class: "bubble-picture", src: url, alt: filename ?? "Picture" });
  return h("div", { class: `bubble-media ${kind}` }, icon(SIGNS[kind] ?? "file", 28), h("span", {}, filename ?? kind));
}

function body(message, acts) {
  const text = message.body ?? "";
  if (!text)
    return message.kind === "unsupported"
      ? h("div", { class: "bubble-body faint" }, "This message is not supported.")
      : null;
  const big = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}){1,6}$/u.test(text) && !/\d/.test(text);
  return h("div", { class: `bubble-body ${big ? "big" : ""}`, dir: "auto" }, richText(text, acts.openLink));
}

function footer(message) {
  return message.footer ? h("div", { class: "bubble-footer", dir: "auto" }, message.footer) : null;
}

/** The ticks of the shop's messages are not on a real shopper's screen: they are what the shop is told. */
function meta(message) {
  const mine = message.from === "user";
  return h(
    "div",
    { class: "bubble-meta" },
    h("time", { datetime: message.at }, clockTime(message.at)),
    h("span", { title: mine ? null : "What the shop is told about this message" }, ticks(message.status)),
  );
}

const KINDS = { quick_reply: "reply", reply: "reply", url: "link", phone: "call", copy_code: "copy" };

function pressable(message, button, acts) {
  const answered = message.tappedButton !== null && message.tappedButton !== undefined;
  const isReply = button.kind === "quick_reply" || button.kind === "reply";
  const press = () => {
    if (button.kind === "url") acts.openLink(button.url);
    else if (button.kind === "phone") acts.call(button.phone);
    else if (button.kind === "copy_code") acts.copy(button.code);
    else acts.press(message, button);
  };
  return h(
    "button",
    {
      type: "button",
      class: "bubble-button",
      dir: "auto",
      disabled: isReply && answered,
      "aria-pressed": isReply && answered ? String(message.tappedButton === button.index) : null,
      onclick: press,
    },
    icon(KINDS[button.kind] ?? "reply", 16),
    h("span", {}, button.text),
  );
}
