import { z } from "zod";
import type { TxCtx } from "../ports.ts";
import type { WaitForReplyStep } from "./definition.ts";
import { replyAwaitedUntil } from "./insert-runs.ts";
import type { StepOutcome, StepScene } from "./run-step.ts";
import { settleStep } from "./settle-step.ts";

/** Due when the person wrote something, or when the time is over: which of the two, and what, their messages tell. */
export async function runReplyStep(ctx: TxCtx, scene: StepScene<WaitForReplyStep>): Promise<StepOutcome> {
  const { claimed, definition, placed, step } = scene;
  const reply = await findReply(ctx, scene);
  const overAt = replyAwaitedUntil(claimed);
  if (!reply && ctx.clock.now() < overAt) {
    await ctx.tx.automationStep.update({
      where: { shopId_id: { shopId: claimed.shopId, id: claimed.id } },
      data: { dueAt: overAt },
    });
    return "delayed";
  }
  const branch = reply ? branchOf(step, reply.said) : "noReply";
  await settleStep(ctx, claimed, definition, {
    reason: reply ? "reply_received" : "no_reply",
    explanation: { at: ctx.clock.now().toISOString(), branch: String(branch) },
    way: placed.branches.get(branch) ?? null,
    from: reply ? ctx.clock.now() : claimed.dueAt,
  });
  return "passed";
}

/** Which way an answer leads. Exported for its test and for the preview. */
export function branchOf(step: WaitForReplyStep, said: readonly string[]): number | "anyReply" {
  const heard = [...said.map(comparable), ...said.flatMap(numberIn)];
  const index = step.answers.findIndex(({ texts }) => texts.some((text) => heard.includes(comparable(text))));
  return index === -1 ? "anyReply" : index;
}

function comparable(text: string): string {
  return text.trim().normalize("NFKC").toLowerCase();
}

/** Zeros of the digits that people who read Arabic, Persian and Hindi may type; NFKC knows the wide ones. */
const zeros = [0x660, 0x6f0, 0x966];

/** Longer than this it is a sentence about something, and a number in it no answer. */
const shortAnswer = 25;

/** The one number of a short answer: "9!", "9/10", "a 9 out of 10", "٩" all say 9. */
function numberIn(text: string): string[] {
  const plain = comparable(text).replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.find((one) => code >= one && code <= one + 9);
    return zero === undefined ? digit : String(code - zero);
  });
  if (plain.length > shortAnswer || /[-.,]\d/.test(plain)) return [];
  const numbers = [...new Set(plain.match(/\d+/g) ?? [])];
  const score = numbers.length === 2 ? numbers.filter((number) => number !== "10") : numbers;
  return score.length === 1 ? score : [];
}

/** Words of stopping and starting (InboundMessage.outcome) are no answer to anything else. */
const consentWords = "opt_";

/**
 * The first message they wrote since the step began to wait. One that answers a message of something else (a button of
 * another automation) is no answer to this. Index: Conversation (shopId, numberId, contactId), InboundMessage (shopId,
 * conversationId, occurredAt), Message (shopId, wamid).
 */
async function findReply(
  { tx }: TxCtx,
  { claimed, contact }: StepScene<WaitForReplyStep>,
): Promise<{ said: string[] } | null> {
  const since = claimed.awaitsReplySince;
  if (!since) return null;
  const numbers = await tx.whatsAppNumber.findMany({ where: { shopId: claimed.shopId }, select: { id: true } });
  const conversations = await tx.conversation.findMany({
    where: { shopId: claimed.shopId, numberId: { in: numbers.map(({ id }) => id) }, contactId: contact.id },
    select: { id: true },
  });
  const found = await tx.inboundMessage.findMany({
    where: {
      shopId: claimed.shopId,
      conversationId: { in: conversations.map(({ id }) => id) },
      occurredAt: { gte: since },
      NOT: { outcome: { startsWith: consentWords } },
    },
    orderBy: { occurredAt: "asc" },
    take: 20,
    select: { content: true, replyToWamid: true },
  });
  const quoted = found.flatMap(({ replyToWamid }) => replyToWamid ?? []);
  const answered = await tx.message.findMany({
    where: { shopId: claimed.shopId, wamid: { in: quoted } },
    select: { wamid: true, runId: true },
  });
  const others = new Set(answered.filter(({ runId }) => runId !== claimed.runId).map(({ wamid }) => wamid));
  const reply = found.find(({ replyToWamid }) => replyToWamid === null || !others.has(replyToWamid));
  return reply ? { said: saidIn(reply.content) } : null;
}

const written = z.object({ text: z.object({ body: z.string() }).optional() });
const pressed = z.object({
  button: z.object({ payload: z.string().optional(), text: z.string().optional() }).optional(),
  interactive: z
    .object({
      button_reply: z.object({ id: z.string().optional(), title: z.string().optional() }).optional(),
      list_reply: z.object({ id: z.string().optional(), title: z.string().optional() }).optional(),
    })
    .optional(),
});

/** The text they wrote, or payload and label of what they pressed. */
function saidIn(content: unknown): string[] {
  const text = written.safeParse(content).data?.text?.body;
  const { button, interactive } = pressed.safeParse(content).data ?? {};
  const choice = interactive?.button_reply ?? interactive?.list_reply;
  return [text, button?.payload, button?.text, choice?.id, choice?.title].filter((said) => said !== undefined);
}
