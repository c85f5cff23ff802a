import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import { isObject } from "../http.ts";
import type { World } from "../world.ts";

const mediaTypes = new Set(["image", "video", "audio", "document", "sticker"]);
const looseTypes = new Set(["location", "contacts"]);

/** Checks everything that is not a template; null when Meta would take it. */
export function checkContent(world: World, type: string, content: unknown): GraphAnswer | null {
  if (type === "contacts") return Array.isArray(content) && content.length > 0 ? null : required("contacts");
  if (!isObject(content)) return required(type);
  if (mediaTypes.has(type)) return checkMedia(world, type, content);
  if (looseTypes.has(type)) return null;
  switch (type) {
    case "text":
      return checkLength("text['body']", content.body, 4096);
    case "reaction":
      return typeof content.message_id === "string" && typeof content.emoji === "string" ? null : required("reaction");
    case "interactive":
      return checkInteractive(content);
    default:
      return refuse(131051, `Message type '${type}' is not supported.`);
  }
}

function checkMedia(world: World, type: string, content: Record<string, unknown>): GraphAnswer | null {
  if (typeof content.id === "string") {
    const media = world.media.get(content.id);
    return media && media.expiresAt > world.now() ? null : refuse(100, `Param ${type}['id'] is not a valid media id.`);
  }
  return typeof content.link === "string" && /^https?:\/\/\S+$/.test(content.link)
    ? null
    : refuse(131008, `${type} needs an id or a link`);
}

function checkInteractive(content: Record<string, unknown>): GraphAnswer | null {
  const body: unknown = isObject(content.body) ? content.body.text : undefined;
  const type = String(content.type);
  const action = content.action;
  if (type !== "product" && type !== "address_message") {
    const problem = checkLength("interactive['body']['text']", body, type === "list" ? 4096 : 1024);
    if (problem) return problem;
  }
  if (!isObject(action)) return required("interactive['action']");
  const footer: unknown = isObject(content.footer) ? content.footer.text : undefined;
  if (footer !== undefined && (typeof footer !== "string" || footer.length > 60))
    return invalid("interactive['footer']", 60);
  switch (type) {
    case "button":
      return checkReplyButtons(action.buttons);
    case "list":
      return checkList(action);
    case "cta_url":
    case "flow":
    case "product":
    case "product_list":
    case "catalog_message":
    case "location_request_message":
    case "address_message":
    case "contact_request":
    case "order_details":
    case "order_status":
      return null;
    default:
      return refuse(131009, `interactive['type'] '${type}' is not valid.`);
  }
}

function checkReplyButtons(buttons: unknown): GraphAnswer | null {
  if (!Array.isArray(buttons) || buttons.length < 1 || buttons.length > 3) {
    return refuse(131009, "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
  }
  const ids = new Set<string>();
  const titles = new Set<string>();
  for (const button of buttons) {
    const reply: unknown = isObject(button) ? button.reply : undefined;
    if (!isObject(reply)) return required("interactive['action']['buttons']['reply']");
    const problem =
      checkLength("interactive['action']['buttons']['reply']['title']", reply.title, 20) ??
      checkLength("interactive['action']['buttons']['reply']['id']", reply.id, 256);
    if (problem) return problem;
    ids.add(String(reply.id));
    titles.add(String(reply.title));
  }
  return ids.size === buttons.length && titles.size === buttons.length
    ? null
    : refuse(131009, "Button ids and titles must be unique.");
}

function checkList(action: Record<string, unknown>): GraphAnswer | null {
  const sections = action.sections;
  if (!Array.isArray(sections) || sections.length < 1 || sections.length > 10) {
    return refuse(131009, "A list has 1 to 10 sections.");
  }
  let problem = checkLength("interactive['action']['button']", action.button, 20);
  let rows = 0;
  const ids = new Set<string>();
  for (const section of sections) {
    if (!isObject(section) || !Array.isArray(section.rows))
      return required("interactive['action']['sections']['rows']");
    if (sections.length > 1) problem ??= checkLength("section['title']", section.title, 24);
    for (const row of section.rows) {
      if (!isObject(row)) return required("row");
      rows += 1;
      ids.add(String(row.id));
      problem ??= checkLength("row['title']", row.title, 24) ?? checkLength("row['id']", row.id, 200);
      if (row.description !== undefined) problem ??= checkLength("row['description']", row.description, 72);
    }
  }
  if (problem) return problem;
  if (rows < 1 || rows > 10) {
    return refuse(131009, "Total row count exceed max allowed count: 10");
  }
  return ids.size === rows ? null : refuse(131009, "Duplicated row id.");
}

function checkLength(name: string, value: unknown, limit: number): GraphAnswer | null {
  if (typeof value !== "string" || value === "") return required(name);
  return value.length > limit ? invalid(name, limit) : null;
}

function required(name: string): GraphAnswer {
  const message = `The parameter ${name} is required.`;
  return refuse(100, message, { title: message });
}

function invalid(name: string, limit: number): GraphAnswer {
  const message = `Param ${name} must be at most ${limit} characters long.`;
  return refuse(100, message, { title: message });
}
