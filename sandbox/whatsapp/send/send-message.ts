import { countAccepted, type BreachKind } from "../counts.ts";
import { freeServiceMessagesPerMonth, messagesPerChat } from "../defaults.ts";
import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import { isObject } from "../http.ts";
import { newWamid } from "../ids.ts";
import type { BusinessNumber, Chat, Outgoing, Template, User } from "../model.ts";
import { phoneDigits } from "../phone.ts";
import { chatOf, findOrMakeUser, rememberMessage, userIdOf, type World } from "../world.ts";
import { templateKey } from "../templates/template-store.ts";
import { followAccepted } from "../callbacks/follow-message.ts";
import { checkContent } from "./check-content.ts";
import { checkParameters } from "./check-parameters.ts";
import {
  countTowardsTier,
  marketingAllowed,
  takeFromNumber,
  takeFromPair,
  tierAllows,
  windowIsOpen,
} from "./limits.ts";
import { markRead } from "./mark-read.ts";

type Draft = { type: string; content: Record<string, unknown>; template: Template | null };

/** POST /{phone}/messages and /marketing_messages: everything Meta checks, in the order it is counted here. */
export function sendMessage(
  world: World,
  number: BusinessNumber,
  body: Record<string, unknown>,
  marketingApi: boolean,
): GraphAnswer {
  const now = world.now();
  if (!number.registered) return refuse(133010);
  if (number.account.paymentProblem) return refuse(131042);
  if (body.messaging_product !== "whatsapp") return required("messaging_product");
  if (body.status !== undefined) return markRead(world, number, body);
  const forced = world.faults.numberErrors[number.id];
  if (forced !== undefined) return refuse(forced);

  const recipient = readRecipient(world, number, body);
  if ("status" in recipient) return recipient;
  const { user, input, byUserId } = recipient;
  const forcedByUser = world.faults.recipientErrors[`+${user.digits}`] ?? world.faults.recipientErrors[user.digits];
  if (forcedByUser !== undefined) return refuse(forcedByUser);
  const callbackData = body.biz_opaque_callback_data;
  if (callbackData !== undefined && (typeof callbackData !== "string" || callbackData.length > 512)) {
    return refuse(100, "Param biz_opaque_callback_data must be a string of at most 512 characters.");
  }

  if (!takeFromNumber(number, now)) return breach(world, "number_rate", 130429);
  const draft = readDraft(world, number, body, marketingApi);
  if ("status" in draft) return draft;
  const chat = chatOf(user, number);
  const late = { code: null as number | null };
  const refusal = checkLimits(world, chat, draft, now, late);
  if (refusal) return refusal;

  const message = accept(world, chat, draft, {
    now,
    callbackData,
    marketingApi,
    failWith: late.code ?? lateFailure(world, user, draft),
    replyTo:
      isObject(body.context) && typeof body.context.message_id === "string" ? body.context.message_id : undefined,
  });
  if (!byUserId) chat.phoneContactAt = now;
  world.emitter.emit("accepted", { wamid: message.id, numberId: number.id, to: user.waId, callbackData, at: now });
  return {
    status: 200,
    body: {
      messaging_product: "whatsapp",
      contacts: [
        byUserId ? { input, user_id: userIdOf(world, user, number.account.portfolio) } : { input, wa_id: user.waId },
      ],
      messages: [draft.template ? { id: message.id, message_status: "accepted" } : { id: message.id }],
    },
  };
}

function readRecipient(
  world: World,
  number: BusinessNumber,
  body: Record<string, unknown>,
): GraphAnswer | { user: User; input: string; byUserId: boolean } {
  const kind = body.recipient_type;
  if (kind !== undefined && kind !== "individual")
    return refuse(100, "Param recipient_type must be one of {individual}.");
  // `to` wins over `recipient`.
  if (body.to !== undefined && body.to !== "") {
    const digits = typeof body.to === "string" || typeof body.to === "number" ? phoneDigits(String(body.to)) : null;
    if (!digits) return refuse(131009, "Parameter 'to' is not a valid phone number.");
    if (digits === number.digits) return refuse(131021);
    return { user: findOrMakeUser(world, digits), input: String(body.to), byUserId: false };
  }
  if (typeof body.recipient === "string" && body.recipient !== "") {
    const known = world.usersByUserId.get(body.recipient);
    if (!known || known.portfolioId !== number.account.portfolio.id) {
      return refuse(131009, "Parameter 'recipient' is not a business-scoped user id of this business.");
    }
    return { user: known.user, input: body.recipient, byUserId: true };
  }
  return required("to");
}

function readDraft(
  world: World,
  number: BusinessNumber,
  body: Record<string, unknown>,
  marketingApi: boolean,
): GraphAnswer | Draft {
  const type = body.type === undefined ? "text" : String(body.type);
  if (marketingApi && type !== "template") return refuse(100, "Message must be a template message.");
  const content = body[type];
  if (type !== "template") {
    return (
      checkContent(world, type, content) ?? {
        type,
        content: isObject(content) ? content : { contacts: content },
        template: null,
      }
    );
  }
  const language: unknown = isObject(content) && isObject(content.language) ? content.language.code : undefined;
  if (!isObject(content) || typeof content.name !== "string") return required("template['name']");
  if (typeof language !== "string") return required("template['language']['code']");
  const template = number.account.templatesByName.get(templateKey(content.name, language));
  if (template?.status === "PAUSED") return refuse(132015);
  if (template?.status === "DISABLED") return refuse(132016);
  if (template?.status !== "APPROVED") {
    return refuse(132001, `template name (${content.name}) does not exist in ${language}`);
  }
  if (marketingApi && template.category !== "MARKETING")
    return refuse(100, "Message must be a marketing template message.");
  const problem = checkParameters(template.compiled, template.parameterFormat === "NAMED", content.components);
  return problem ?? { type, content, template };
}

/** Window, opt-out, marketing frequency, pair, tier. Codes told by status are put into `late` and let through. */
function checkLimits(
  world: World,
  chat: Chat,
  draft: Draft,
  now: number,
  late: { code: number | null },
): GraphAnswer | null {
  const open = windowIsOpen(chat, now);
  const marketing = draft.template?.category === "MARKETING";
  const account = chat.number.account;
  const tell = (kind: BreachKind, code: number): GraphAnswer | null => {
    const answer = breach(world, kind, code);
    if (!world.faults.toldByStatus.includes(code)) return answer;
    late.code ??= code;
    return null;
  };
  let refusal: GraphAnswer | null = null;
  if (!draft.template && !open) refusal = tell("window", 131047);
  if (!refusal && marketing && chat.user.marketingStopped.has(account.id)) refusal = tell("opted_out", 131050);
  if (!refusal && marketing && !open && !marketingAllowed(chat, world.marketingPerDay, now)) {
    refusal = tell("frequency", 131049);
  }
  if (refusal) return refusal;
  const countsForTier = draft.template !== null && !open;
  if (countsForTier && !tierAllows(account.portfolio, chat.user, now)) {
    return breach(world, "tier", 131048, "The messaging limit of the business portfolio has been reached.");
  }
  const pair = takeFromPair(chat, now);
  if (pair === "refused") return breach(world, "pair_rate", 131056);
  if (pair === "borrowed") world.counts.pairBorrowed += 1;
  if (countsForTier) countTowardsTier(account.portfolio, chat.user, now);
  return null;
}

function breach(world: World, kind: BreachKind, code: number, details?: string): GraphAnswer {
  world.counts.breaches[kind] += 1;
  return refuse(code, details);
}

/** What is accepted and then fails: not on WhatsApp, marketing to the United States, or asked for by a fault. */
function lateFailure(world: World, user: User, draft: Draft): number | null {
  const asked = world.faults.recipientFailures[`+${user.digits}`] ?? world.faults.recipientFailures[user.digits];
  if (asked !== undefined) return asked;
  if (!user.onWhatsApp) return 131026;
  // Meta delivers no marketing messages to US numbers; Canada shares the calling code and is treated alike here.
  if (draft.template?.category === "MARKETING" && user.digits.startsWith("1")) return 131049;
  return null;
}

type Acceptance = {
  now: number;
  callbackData: string | undefined;
  marketingApi: boolean;
  failWith: number | null;
  replyTo: string | undefined;
};

function accept(world: World, chat: Chat, draft: Draft, acceptance: Acceptance): Outgoing {
  const { template } = draft;
  const message: Outgoing = {
    id: newWamid(chat.user.waId),
    from: "business",
    chat,
    at: acceptance.now,
    status: "accepted",
    content: draft.content,
    kind: draft.type,
    compiled: template?.compiled ?? null,
    template: template ? { name: template.name, language: template.language, category: template.category } : null,
    callbackData: acceptance.callbackData,
    pricing: priceOf(chat, template, acceptance),
    priced: false,
    replyTo: acceptance.replyTo,
    tappedButton: null,
    failWith: acceptance.failWith,
  };
  chat.messages.push(message);
  if (chat.messages.length > messagesPerChat) chat.messages.shift();
  rememberMessage(world, message);
  countAccepted(world.counts, acceptance.callbackData);
  if (chat.typingUntil > acceptance.now) {
    chat.typingUntil = acceptance.now;
    world.emitter.emit("typing", { userDigits: chat.user.digits, numberId: chat.number.id, until: null });
  }
  followAccepted(world, message);
  return message;
}

/** Per message since July 2025; service messages at the utility rate since October 2026, 1,000 a month free. */
function priceOf(chat: Chat, template: Template | null, acceptance: Acceptance): Outgoing["pricing"] {
  const category = template
    ? acceptance.marketingApi
      ? "marketing_lite"
      : template.category.toLowerCase()
    : "service";
  if (acceptance.now < chat.freeEntryUntil) {
    return { billable: false, pricing_model: "PMP", type: "free_entry_point", category };
  }
  if (template) return { billable: true, pricing_model: "PMP", type: "regular", category };
  const free = chat.number.freeService;
  const month = new Date(acceptance.now).toISOString().slice(0, 7);
  if (free.month !== month) {
    free.month = month;
    free.used = 0;
  }
  free.used += 1;
  return free.used <= freeServiceMessagesPerMonth
    ? { billable: false, pricing_model: "PMP", type: "free_customer_service", category }
    : { billable: true, pricing_model: "PMP", type: "regular", category };
}

function required(name: string): GraphAnswer {
  const message = `The parameter ${name} is required.`;
  return refuse(100, message, { title: message });
}
