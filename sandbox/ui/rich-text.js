import { h } from "./dom.js";

const MARKS = [
  [/```([\s\S]+?)```/, "code"],
  [/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/u, "strong"],
  [/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^_\s])_(?![\p{L}\p{N}_])/u, "em"],
  [/(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/u, "s"],
];
const ADDRESS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/;

/** A message text as WhatsApp shows it: *bold*, _italic_, ~struck~, ```mono```, and addresses that can be pressed. */
export function richText(text, onlink) {
  const found = first(text, [...MARKS, [ADDRESS, "a"]]);
  if (!found) return text ? [text] : [];
  const { match, tag } = found;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return [before, element(tag, match, onlink), ...richText(after, onlink)].filter((part) => part !== "");
}

function first(text, patterns) {
  let best;
  for (const [pattern, tag] of patterns) {
    const match = pattern.exec(text);
    if (match && (!best || match.index < best.match.index)) best = { match, tag };
  }
  return best;
}

function element(tag, match, onlink) {
  if (tag === "code") return h("code", {}, match[1]);
  if (tag !== "a") return h(tag, {}, ...richText(match[1], onlink));
  const press = (event) => {
    event.preventDefault();
    onlink(match[0]);
  };
  return h("a", { href: match[0], onclick: press }, match[0]);
}

/** One line for the chat list: marks taken off. */
export const plainText = (text) =>
  text.replace(/```|(?<![\p{L}\p{N}])[*_~](?=\S)|(?<=\S)[*_~](?![\p{L}\p{N}])/gu, "").replace(/\s+/g, " ");
