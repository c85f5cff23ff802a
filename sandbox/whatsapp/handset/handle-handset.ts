import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readMessage } from "../callbacks/follow-message.ts";
import { parseObject, readBytes, sendJson } from "../http.ts";
import type { BusinessNumber, User } from "../model.ts";
import { phoneDigits } from "../phone.ts";
import { chatOf, findOrMakeUser, type World } from "../world.ts";
import { changeNumber, setBlocked, setMarketing, setOnline } from "./change-user.ts";
import { HandsetProblem, receive } from "./inbound.ts";
import { renderMessage } from "./render-message.ts";
import {
  changeNumberSchema,
  chatRefSchema,
  preferencesSchema,
  profileSchema,
  readBodySchema,
  sendBodySchema,
  type ChatRef,
} from "./schemas.ts";
import { showChats, showUser } from "./show-user.ts";
import { streamEvents } from "./stream-events.ts";

type Reply = { status: number; body: unknown };
export type OpenStreams = Set<() => void>;

/** Everything under /handset/api/{userPhone}/: what the person with the phone sees and does. */
export async function handleHandset(
  world: World,
  streams: OpenStreams,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = new URL(req.url ?? "/", "http://handset");
  const [, , , phone = "", action = ""] = url.pathname.split("/");
  const digits = phoneDigits(decodeURIComponent(phone));
  if (!digits) return sendJson(res, 404, { error: "The address names no phone number." });
  const user = findOrMakeUser(world, digits);
  if (req.method === "GET" && action === "events") {
    const stop = streamEvents(world, user, req, res);
    streams.add(stop);
    res.on("close", () => streams.delete(stop));
    return;
  }
  try {
    const reply =
      req.method === "GET" ? look(world, user, action, url.searchParams) : await act(world, user, action, req);
    sendJson(res, reply.status, reply.body);
  } catch (error) {
    if (error instanceof HandsetProblem) sendJson(res, 400, { error: error.message });
    else if (error instanceof z.ZodError) sendJson(res, 400, { error: z.prettifyError(error) });
    else throw error;
  }
}

function look(world: World, user: User, action: string, query: URLSearchParams): Reply {
  if (action === "chats") return { status: 200, body: { user: showUser(world, user), chats: showChats(world, user) } };
  if (action !== "compose") return unknownAction;
  const number = findNumber(world, { businessPhone: query.get("phone") ?? undefined });
  if (!number) return { status: 404, body: { error: "The phone number shared via the link isn't on WhatsApp." } };
  return {
    status: 200,
    body: {
      numberId: number.id,
      businessPhone: `+${number.digits}`,
      verifiedName: number.verifiedName,
      text: query.get("text") ?? "",
    },
  };
}

async function act(world: World, user: User, action: string, req: IncomingMessage): Promise<Reply> {
  const body = parseObject(await readBytes(req, 1024 * 1024));
  if (!body) throw new HandsetProblem("The body is not a JSON object.");
  switch (action) {
    case "messages": {
      const content = sendBodySchema.parse(body);
      const message = receive(world, chatOf(user, needNumber(world, content)), content);
      return { status: 201, body: { message: renderMessage(message) } };
    }
    case "read": {
      const wanted = readBodySchema.parse(body);
      return { status: 200, body: { read: readChat(world, user, needNumber(world, wanted), wanted.messageIds) } };
    }
    case "block":
    case "unblock":
      setBlocked(world, user, needNumber(world, chatRefSchema.parse(body)), action === "block");
      return { status: 200, body: { blocked: action === "block" } };
    case "preferences": {
      const wanted = preferencesSchema.parse(body);
      setMarketing(world, user, wanted.marketing, findNumber(world, wanted));
      return { status: 200, body: { marketing: wanted.marketing } };
    }
    case "change-number":
      changeNumber(world, user, changeNumberSchema.parse(body).phone);
      return { status: 200, body: { user: showUser(world, user) } };
    case "profile": {
      const { online, ...profile } = profileSchema.parse(body);
      Object.assign(user, profile);
      if (online !== undefined) setOnline(world, user, online);
      return { status: 200, body: { user: showUser(world, user) } };
    }
    default:
      return unknownAction;
  }
}

/** The person looks at the chat: what was delivered is read. */
export function readChat(world: World, user: User, number: BusinessNumber, ids?: string[]): string[] {
  const read: string[] = [];
  for (const message of chatOf(user, number).messages) {
    if (message.from !== "business" || message.status !== "delivered") continue;
    if (ids && !ids.includes(message.id)) continue;
    if (readMessage(world, message)) read.push(message.id);
  }
  return read;
}

export function findNumber(world: World, ref: ChatRef): BusinessNumber | null {
  if (ref.numberId !== undefined) return world.numbers.get(ref.numberId) ?? null;
  const digits = ref.businessPhone === undefined ? null : phoneDigits(ref.businessPhone);
  for (const number of world.numbers.values()) if (number.digits === digits) return number;
  return null;
}

function needNumber(world: World, ref: ChatRef): BusinessNumber {
  const number = findNumber(world, ref);
  if (!number) throw new HandsetProblem("No business has that numberId or businessPhone.");
  return number;
}

const unknownAction: Reply = { status: 404, body: { error: "The handset can not do that." } };
