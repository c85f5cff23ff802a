import { isObject } from "../http.ts";
import type { ChatMessage, Incoming, Outgoing } from "../model.ts";
import { readText } from "../send/check-parameters.ts";
import { fillVariables, type CompiledButton, type CompiledTemplate } from "../templates/compile-template.ts";

/** Where a handset opens a file that was sent by its media id. */
export const handsetMediaPath = "/handset/media/";

type ShownButton = {
  index: number;
  kind: "quick_reply" | "url" | "phone" | "copy_code" | "reply" | "other";
  text: string;
  url?: string;
  phone?: string;
  code?: string;
  payload?: string;
};
type ShownRow = { id: string; title: string; description?: string };
type ShownList = { button: string; sections: { title: string; rows: ShownRow[] }[] };
type ShownHeader =
  | { kind: "text" | "location"; text: string }
  | { kind: "image" | "video" | "document"; url: string | null; filename: string | null };

/** A message as a handset shows it; the JSON is described in README.md. */
export type ShownMessage = {
  id: string;
  from: "business" | "user";
  at: string;
  status: string;
  kind: string;
  header?: ShownHeader;
  body?: string;
  footer?: string;
  buttons?: ShownButton[];
  tappedButton?: number | null;
  list?: ShownList;
  media?: { url: string | null; mimeType: string | null; filename: string | null };
  reaction?: { messageId: string; emoji: string };
  replyTo?: string;
  template?: { name: string; language: string; category: string };
};

export function renderMessage(message: ChatMessage): ShownMessage {
  const shown: ShownMessage = {
    id: message.id,
    from: message.from,
    at: new Date(message.at).toISOString(),
    status: message.status,
    kind: message.kind,
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
    ...(message.from === "business" ? renderOutgoing(message) : renderIncoming(message)),
  };
  return shown;
}

function renderOutgoing(message: Outgoing): Partial<ShownMessage> {
  const buttons = buttonsOf(message);
  const list = listOf(message);
  return {
    ...(message.compiled ? renderTemplate(message, message.compiled) : renderContent(message)),
    ...(buttons.length > 0 ? { buttons, tappedButton: message.tappedButton } : {}),
    ...(list ? { list } : {}),
    ...(message.template ? { template: message.template } : {}),
  };
}

function renderTemplate(message: Outgoing, template: CompiledTemplate): Partial<ShownMessage> {
  const header = template.header;
  return {
    ...(header ? { header: renderHeader(message, header) } : {}),
    body: fill(template.body, parametersOf(message, "body")),
    ...(template.footer === null ? {} : { footer: template.footer }),
  };
}

function renderHeader(message: Outgoing, header: NonNullable<CompiledTemplate["header"]>): ShownHeader {
  const parameters = parametersOf(message, "header");
  if (header.format === "TEXT") return { kind: "text", text: fill(header, parameters) };
  const first = parameters[0];
  const media: unknown = first?.[String(first.type)];
  if (header.format === "LOCATION") {
    return { kind: "location", text: isObject(media) ? String(media.name ?? media.address ?? "") : "" };
  }
  const kind = header.format === "IMAGE" ? "image" : header.format === "DOCUMENT" ? "document" : "video";
  return { kind, url: addressOf(media), filename: text(media, "filename") };
}

/** A link, or the handset's own copy of what was uploaded. */
function addressOf(media: unknown): string | null {
  const id = text(media, "id");
  return text(media, "link") ?? (id === null ? null : `${handsetMediaPath}${encodeURIComponent(id)}`);
}

function fill(part: { text: string; variables: string[] }, parameters: Record<string, unknown>[]): string {
  const values = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    const name = typeof parameter.parameter_name === "string" ? parameter.parameter_name : String(index + 1);
    values.set(name, readText(parameter) ?? "");
  }
  return fillVariables(part.text, (name) => values.get(name) ?? "");
}

function renderContent(message: Outgoing): Partial<ShownMessage> {
  const { content, kind } = message;
  switch (kind) {
    case "text":
      return { body: String(content.body ?? "") };
    case "reaction":
      return { reaction: { messageId: String(content.message_id), emoji: String(content.emoji) } };
    case "interactive":
      return renderInteractive(content);
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker":
      return {
        ...(typeof content.caption === "string" ? { body: content.caption } : {}),
        media: { url: addressOf(content), mimeType: null, filename: text(content, "filename") },
      };
    case "location":
      return { body: [content.name, content.address].filter((line) => typeof line === "string").join("\n") };
    default:
      return {};
  }
}

function renderInteractive(content: Record<string, unknown>): Partial<ShownMessage> {
  const header = content.header;
  const headerText = text(header, "text");
  const footer = text(content.footer, "text");
  return {
    ...(headerText === null ? {} : { header: { kind: "text", text: headerText } }),
    body: text(content.body, "text") ?? "",
    ...(footer === null ? {} : { footer }),
  };
}

/** The buttons of a message of the business, with what each one does. */
export function buttonsOf(message: Outgoing): ShownButton[] {
  if (message.compiled) {
    return message.compiled.buttons.map((button, index) => renderButton(message, button, index));
  }
  const action = message.content.action;
  if (!isObject(action)) return [];
  if (Array.isArray(action.buttons)) {
    return action.buttons.filter(isObject).map((button, index) => ({
      index,
      kind: "reply",
      text: text(button.reply, "title") ?? "",
      payload: text(button.reply, "id") ?? "",
    }));
  }
  if (action.name === "cta_url" && isObject(action.parameters)) {
    const { display_text: label, url } = action.parameters;
    return [{ index: 0, kind: "url", text: String(label ?? ""), url: String(url ?? "") }];
  }
  return [];
}

function renderButton(message: Outgoing, button: CompiledButton, index: number): ShownButton {
  const given = componentsOf(message).find(
    (component) => String(component.type).toLowerCase() === "button" && Number(component.index) === index,
  );
  const first: unknown = given && Array.isArray(given.parameters) ? given.parameters[0] : undefined;
  const label = { index, text: button.text };
  switch (button.type) {
    case "QUICK_REPLY":
      return { ...label, kind: "quick_reply", payload: text(first, "payload") ?? button.text };
    case "URL": {
      const suffix = text(first, "text") ?? "";
      return { ...label, kind: "url", url: fillVariables(button.url ?? "", () => suffix) };
    }
    case "PHONE_NUMBER":
      return { ...label, kind: "phone", phone: button.phone ?? "" };
    case "COPY_CODE":
      return { ...label, kind: "copy_code", code: text(first, "coupon_code") ?? "" };
    case "OTP":
      return { ...label, kind: "copy_code", code: text(first, "text") ?? "" };
    default:
      return { ...label, kind: "other" };
  }
}

/** The list of an interactive message. */
export function listOf(message: Outgoing): ShownList | null {
  const action = message.content.action;
  if (message.kind !== "interactive" || !isObject(action) || !Array.isArray(action.sections)) return null;
  return {
    button: String(action.button ?? ""),
    sections: action.sections.filter(isObject).map((section) => ({
      title: text(section, "title") ?? "",
      rows: (Array.isArray(section.rows) ? section.rows : []).filter(isObject).map((row) => ({
        id: String(row.id),
        title: String(row.title),
        ...(typeof row.description === "string" ? { description: row.description } : {}),
      })),
    })),
  };
}

function renderIncoming(message: Incoming): Partial<ShownMessage> {
  const { node, kind } = message;
  const value = node[String(node.type)];
  if (node.type === "button") return { body: text(value, "text") ?? "" };
  if (node.type === "interactive") {
    const reply = isObject(value) ? (value.button_reply ?? value.list_reply) : undefined;
    return { body: text(reply, "title") ?? "" };
  }
  if (kind === "text") return { body: text(value, "body") ?? "" };
  if (kind === "reaction") {
    return { reaction: { messageId: text(value, "message_id") ?? "", emoji: text(value, "emoji") ?? "" } };
  }
  if (kind === "system") return { body: text(value, "body") ?? "" };
  const mimeType = text(value, "mime_type");
  const caption = text(value, "caption");
  return {
    ...(caption === null ? {} : { body: caption }),
    ...(mimeType === null ? {} : { media: { url: null, mimeType, filename: text(value, "filename") } }),
  };
}

function componentsOf(message: Outgoing): Record<string, unknown>[] {
  const { components } = message.content;
  return Array.isArray(components) ? components.filter(isObject) : [];
}

function parametersOf(message: Outgoing, type: string): Record<string, unknown>[] {
  const component = componentsOf(message).find((candidate) => String(candidate.type).toLowerCase() === type);
  return component && Array.isArray(component.parameters) ? component.parameters.filter(isObject) : [];
}

function text(value: unknown, name: string): string | null {
  const found: unknown = isObject(value) ? value[name] : undefined;
  return typeof found === "string" ? found : null;
}
