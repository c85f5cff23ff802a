import type { Prisma } from "#prisma/generated/client.ts";
import { noteLinkArrival, notePageArrival } from "../links/note-arrival.ts";
import type { TxCtx } from "../ports.ts";
import { readSettings } from "../shared/settings.ts";
import { answerCodQuestion, type CodOutcome } from "./answer-cod-question.ts";
import { answerConsentWord, type ConsentWordOutcome } from "./answer-consent-word.ts";
import { answerOptInButton, type OptInButtonOutcome } from "./answer-opt-in-button.ts";
import { answerProductRequest, readProductRequest, type ProductRequestOutcome } from "./answer-product-request.ts";
import { languagesOfWriter } from "./languages-of-writer.ts";
import { meaningOf } from "./meaning.ts";
import { noteReply } from "./note-reply.ts";
import { openConversation } from "./open-conversation.ts";
import { originAfter } from "./origin.ts";
import { readPageReference } from "./page-reference.ts";
import { resolveSender, type Sender } from "./resolve-sender.ts";
import type { Scene } from "./scene.ts";
import { wakeAwaitedReplies } from "./wake-awaited-replies.ts";

export type InboundMessage = {
  wamid: string;
  /** Meta's type. */
  type: string;
  from: Sender & { username?: string };
  /** Absent when Meta's timestamp could not be read: then it counts as received. */
  occurredAt?: Date;
  text?: string;
  choice?: { payload: string; title?: string };
  replyToWamid?: string;
  referral?: Record<string, unknown>;
  content: Record<string, unknown>;
};

/** InboundMessage.outcome, and what is not stored at all: "duplicate", "no_identity". */
export type InboundOutcome =
  | "duplicate"
  | "no_identity"
  | "stored"
  | "unsupported"
  | ConsentWordOutcome
  | OptInButtonOutcome
  | CodOutcome
  | ProductRequestOutcome;

/**
 * Takes in one message of a shopper, once, however often it is delivered: contact, conversation and service window, then
 * its meaning: words of stopping first, then a button's own. Everything else is stored for a person to read. All in the
 * caller's transaction; wake "send" and "shopify_tasks" after commit.
 */
export async function applyInbound(
  ctx: TxCtx,
  on: { shopId: string; numberId: string },
  message: InboundMessage,
  receivedAt: Date,
): Promise<InboundOutcome> {
  const { shopId, numberId } = on;
  const { wamid } = message;
  const known = await ctx.tx.inboundMessage.findUnique({
    where: { shopId_wamid: { shopId, wamid } },
    select: { id: true },
  });
  if (known) return "duplicate";
  const contactId = await resolveSender(ctx, shopId, message.from);
  if (contactId === null) return "no_identity";

  const occurredAt = notAfter(message.occurredAt ?? receivedAt, ctx.clock.now());
  const conversation = await openConversation(ctx, { shopId, numberId, contactId, type: message.type, occurredAt });
  const id = ctx.ids.next();
  const { count } = await ctx.tx.inboundMessage.createMany({
    data: [
      {
        shopId,
        id,
        conversationId: conversation.id,
        contactId,
        wamid,
        type: message.type,
        content: storedContent(message),
        replyToWamid: message.replyToWamid ?? null,
        outcome: "stored",
        occurredAt,
        recordedAt: ctx.clock.now(),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return "duplicate";

  const reference = message.text === undefined ? null : readPageReference(message.text);
  const origin = originAfter(conversation.origin, {
    reference,
    referral: message.referral,
    occurredAt,
  });
  if (origin) {
    await ctx.tx.conversation.update({
      where: { shopId_id: { shopId, id: conversation.id } },
      data: { origin: origin as Prisma.InputJsonObject },
    });
  }

  if (reference) {
    const arrival = { shopId, conversationId: conversation.id, contactId, occurredAt };
    if (reference.linkCode) await noteLinkArrival(ctx, { ...arrival, code: reference.linkCode });
    else await notePageArrival(ctx, arrival, reference);
  }

  const outcome = await answer(ctx, message, {
    ...on,
    contactId,
    conversationId: conversation.id,
    wamid,
    occurredAt,
    windowExpiresAt: conversation.windowExpiresAt,
    ...(await readPeople(ctx, shopId, contactId)),
  });
  if (isReply(message, outcome)) {
    await noteReply(ctx, { ...on, contactId, replyToWamid: message.replyToWamid ?? null, occurredAt });
  }
  if (!isConsentWord(outcome)) await wakeAwaitedReplies(ctx, { shopId, contactId, occurredAt });
  if (outcome !== "stored") {
    await ctx.tx.inboundMessage.update({ where: { shopId_id: { shopId, id } }, data: { outcome } });
  }
  return outcome;
}

/** Words of stopping and starting answer nothing else. */
function isConsentWord(outcome: InboundOutcome): boolean {
  return outcome.startsWith("opt_");
}

async function answer(ctx: TxCtx, message: InboundMessage, scene: Scene): Promise<InboundOutcome> {
  const languages = languagesOfWriter(message.from, scene.contact, scene.shop.locale);
  const meaning = meaningOf(message, languages, scene.shop.optOut);
  switch (meaning.kind) {
    case "opt_out":
    case "opt_in":
      return answerConsentWord(ctx, scene, meaning);
    case "confirm_opt_in":
      return answerOptInButton(ctx, scene, meaning, message.replyToWamid ?? null);
    case "cod":
      return answerCodQuestion(ctx, scene, meaning);
    case "other": {
      const request = readProductRequest(message.text);
      if (request) return answerProductRequest(ctx, scene, request, message.text ?? "");
      return message.type === "unsupported" ? "unsupported" : "stored";
    }
  }
}

/** Somebody who writes is reachable, whatever Meta said before. */
async function readPeople(ctx: TxCtx, shopId: string, contactId: string): Promise<Pick<Scene, "shop" | "contact">> {
  await ctx.tx.contact.updateMany({
    where: { shopId, id: contactId, unreachableAt: { not: null } },
    data: { unreachableAt: null, unreachableCode: null },
  });
  const contact = await ctx.tx.contact.findUniqueOrThrow({
    where: { shopId_id: { shopId, id: contactId } },
    select: {
      locale: true,
      country: true,
      shop: { select: { name: true, locale: true, storefrontHost: true, settings: true } },
    },
  });
  const { shop, ...person } = contact;
  const { settings, ...shopFacts } = shop;
  return { contact: person, shop: { ...shopFacts, optOut: readSettings(settings).optOut } };
}

function storedContent({ content, from }: InboundMessage): Prisma.InputJsonObject {
  const { name, username } = from;
  const profile = name === undefined && username === undefined ? {} : { profile: { name, username } };
  // Plain JSON already: the parser made it from JSON and took out what PostgreSQL refuses.
  return { ...content, ...profile };
}

/** Words of stopping and starting are no answer to what was offered, nor is a heart on it. */
function isReply({ type }: InboundMessage, outcome: InboundOutcome): boolean {
  return !outcome.startsWith("opt_") && outcome !== "unsupported" && type !== "reaction" && type !== "system";
}

function notAfter(at: Date, now: Date): Date {
  return at > now ? now : at;
}
