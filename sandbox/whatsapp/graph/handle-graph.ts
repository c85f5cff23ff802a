import type { IncomingMessage, ServerResponse } from "node:http";
import { countRefused } from "../counts.ts";
import { badToken, codeOf, refuse, unknownObject, type GraphAnswer } from "../errors.ts";
import { BodyTooLarge, parseObject, readBytes, sendJson } from "../http.ts";
import type { Account } from "../model.ts";
import { sendMessage } from "../send/send-message.ts";
import { createTemplate, deleteTemplates, editTemplate } from "../templates/change-templates.ts";
import { listTemplates, showTemplate } from "../templates/list-templates.ts";
import type { World } from "../world.ts";
import { mediaLimitBytes, showMedia, uploadMedia } from "./media.ts";
import { changeProfile, showProfile } from "./business-profile.ts";
import { exchangeCode, inspectToken } from "./oauth.ts";
import { listNumbers, registerNumber, showNumber } from "./phone-numbers.ts";
import { beginUpload, receiveUpload } from "./uploads.ts";
import { showAccount } from "./show-account.ts";
import { changeSubscription } from "./subscribed-apps.ts";

const bodyLimitBytes = 1024 * 1024;
const noQuery = new URLSearchParams();

type Call = {
  world: World;
  method: string;
  id: string;
  edge: string;
  query: URLSearchParams;
  bytes: Buffer;
  contentType: string;
  fileOffset: string | undefined;
  origin: string;
  path: string;
  granted: Set<string>;
};

/** Everything under /graph/. Faults of the connection are made here, around the answer. */
export async function handleGraph(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = req.url ?? "";
  const questionMark = url.indexOf("?");
  const path = questionMark === -1 ? url : url.slice(0, questionMark);
  const segments = path.split("/");
  const edge = segments[4] ?? "";
  const sending = edge === "messages" || edge === "marketing_messages";
  let bytes: Buffer;
  try {
    bytes = await readBytes(req, takesFiles(segments) ? mediaLimitBytes : bodyLimitBytes);
  } catch (error) {
    if (error instanceof BodyTooLarge) answer(res, refuse(100, "The body is too large.", { status: 413 }));
    else res.destroy();
    return;
  }

  const { faults } = world;
  if (sending && faults.shareDroppedBeforeAccept > 0 && world.random() < faults.shareDroppedBeforeAccept) {
    world.counts.droppedBeforeAccept += 1;
    res.destroy();
    return;
  }
  const failure = sending ? drawFailure(world) : null;
  const granted = grantedAccounts(world, req.headers.authorization);
  const call: Call = {
    world,
    method: req.method ?? "GET",
    id: segments[3] ?? "",
    edge,
    query: questionMark === -1 ? noQuery : new URLSearchParams(url.slice(questionMark + 1)),
    bytes,
    contentType: req.headers["content-type"] ?? "",
    fileOffset: req.headers.file_offset?.toString(),
    origin: `http://${req.headers.host ?? "localhost"}`,
    path,
    granted: granted ?? new Set(),
  };
  if (segments[2] === "media") {
    sendBytes(world, res, call.id, granted !== null);
    return;
  }
  const result =
    failure ??
    (call.id === "oauth"
      ? exchangeCode(world, oauthQuery(call))
      : call.id === "debug_token" && req.headers.authorization
        ? inspectToken(world, call.query)
        : granted
          ? route(call)
          : badToken());
  if (sending) {
    const code = codeOf(result);
    if (code !== null) {
      countRefused(world.counts, code);
      world.emitter.emit("refused", { numberId: call.id, code, at: world.now() });
    } else if (faults.shareAcceptedThenDropped > 0 && world.random() < faults.shareAcceptedThenDropped) {
      world.counts.droppedAfterAccept += 1;
      res.destroy();
      return;
    }
  }
  if (faults.latencyMs > 0) setTimeout(() => answer(res, result), faults.latencyMs);
  else answer(res, result);
}

function takesFiles([, , , id = "", edge = ""]: string[]): boolean {
  return edge === "media" || id.startsWith("upload:");
}

function answer(res: ServerResponse, result: GraphAnswer): void {
  if (!res.destroyed) sendJson(res, result.status, result.body, { "facebook-api-version": "v25.0" });
}

function drawFailure(world: World): GraphAnswer | null {
  const { share429, share5xx } = world.faults;
  if (share429 > 0 && world.random() < share429) return refuse(130429);
  if (share5xx > 0 && world.random() < share5xx) return refuse(world.random() < 0.5 ? 131000 : 131016);
  return null;
}

function grantedAccounts(world: World, header: string | undefined): Set<string> | null {
  if (!header) return null;
  const space = header.indexOf(" ");
  return world.tokens.get(header.slice(space + 1)) ?? null;
}

function oauthQuery(call: Call): URLSearchParams {
  if (call.bytes.length === 0) return call.query;
  const body = parseObject(call.bytes);
  if (!body) return new URLSearchParams(call.bytes.toString());
  return new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)]));
}

/** Meta's ids are unique over all kinds of objects: the kind is found by the id. */
function route(call: Call): GraphAnswer {
  const { world, id, granted } = call;
  const number = world.numbers.get(id);
  if (number && granted.has(number.account.id)) return routeNumber(call);
  const account = world.accounts.get(id);
  if (account && granted.has(id)) return manage(world, account) ?? routeAccount(call, account);
  const template = world.templates.get(id);
  if (template && granted.has(template.account.id)) {
    const limited = manage(world, template.account);
    if (limited) return limited;
    if (call.method === "GET") return showTemplate(template, call.query.get("fields"));
    const body = parseObject(call.bytes);
    return body ? editTemplate(world, template, body) : invalidJson();
  }
  if (call.method === "POST" && id === "app" && call.edge === "uploads") return beginUpload(world, call.query);
  if (call.method === "POST" && id.startsWith("upload:")) return receiveUpload(world, id, call.bytes, call.fileOffset);
  const media = world.media.get(id);
  if (media && granted.has(media.number.account.id) && media.expiresAt > world.now()) {
    if (call.method === "GET") return showMedia(media, call.origin);
    world.media.delete(id);
    return { status: 200, body: { success: true } };
  }
  return unknownObject(call.method, id);
}

function routeNumber(call: Call): GraphAnswer {
  const { world, id, edge, method } = call;
  const number = world.numbers.get(id);
  if (!number) return unknownObject(method, id);
  if (method === "GET" && edge === "") return showNumber(number, call.query.get("fields"));
  const isProfile = edge === "whatsapp_business_profile";
  if (method === "GET" && isProfile) return showProfile(number, call.query.get("fields"));
  if (method !== "POST") return unknownObject(method, id);
  if (edge === "media") return uploadMedia(world, number, call.contentType, call.bytes);
  const body = parseObject(call.bytes);
  if (!body) return invalidJson();
  switch (edge) {
    case "messages":
      return sendMessage(world, number, body, false);
    case "marketing_messages":
      return sendMessage(world, number, body, true);
    case "whatsapp_business_profile":
      return changeProfile(number, body);
    case "register":
      return registerNumber(number, body);
    case "deregister":
      number.registered = false;
      return { status: 200, body: { success: true } };
    default:
      return unknownObject(method, id);
  }
}

function routeAccount(call: Call, account: Account): GraphAnswer {
  const { world, edge, method, query } = call;
  if (method === "GET" && edge === "") return showAccount(account, query.get("fields"));
  if (method === "GET" && edge === "phone_numbers") return listNumbers(account, query.get("fields"));
  const body = parseObject(call.bytes);
  if (!body) return invalidJson();
  if (edge === "subscribed_apps") return changeSubscription(account, method, body);
  if (edge !== "message_templates") return unknownObject(method, call.id);
  switch (method) {
    case "GET":
      return listTemplates(account, query, call.origin + call.path);
    case "POST":
      return createTemplate(world, account, body);
    case "DELETE":
      return deleteTemplates(world, account, query);
    default:
      return unknownObject(method, call.id);
  }
}

/** Management calls per hour and account: 200, or 5,000 when active. */
function manage(world: World, account: Account): GraphAnswer | null {
  const hour = Math.floor(world.now() / 3_600_000);
  const window = account.managementWindow;
  if (window.from !== hour) {
    window.from = hour;
    window.calls = 0;
  }
  window.calls += 1;
  return window.calls > world.managementCallsPerHour ? refuse(80007) : null;
}

function invalidJson(): GraphAnswer {
  return refuse(100, "The body is not a JSON object.");
}

function sendBytes(world: World, res: ServerResponse, id: string, granted: boolean): void {
  const media = world.media.get(id);
  if (!granted || !media) {
    res.writeHead(granted ? 404 : 401).end();
    return;
  }
  res.writeHead(200, { "content-type": media.mimeType, "content-length": media.bytes.length });
  res.end(media.bytes);
}
