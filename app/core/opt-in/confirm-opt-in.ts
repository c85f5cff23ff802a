import type { Prisma } from "#prisma/generated/client.ts";
import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import { consentFacts } from "../automations/load-facts.ts";
import { optIn } from "../consent/opt-in.ts";
import { readConsent } from "../consent/read-consent.ts";
import { mayAnswer } from "../policy/decide.ts";
import type { TxCtx } from "../ports.ts";
import { asksNobody } from "../shared/consent-sources.ts";
import { confirmOptInTemplate } from "../shared/opt-in-question.ts";
import { hasOptedOut } from "./request-opt-in.ts";

type Press = {
  shopId: string;
  contactId: string;
  purposes: readonly ConsentPurpose[];
  /** The message whose button it was, as WhatsApp names it. */
  replyToWamid: string | null;
  /** Of the press itself; what was asked for is added to it. */
  evidence: Prisma.InputJsonObject;
  occurredAt: Date;
  dedupeKey: string;
};

/**
 * "opted_out": they said no after what this button belongs to; it takes a START. "unasked": it belongs to no question of ours, or
 * to one about something else; nothing is granted.
 */
export type Confirmed = { outcome: "confirmed" | "already" | "opted_out" | "unasked" };

/**
 * The press of the confirming button: what was pending when its question was sent is granted, with the asking and the press as
 * its proof. A button from before an opt-out lifts nothing. In the caller's transaction.
 */
export async function confirmOptIn(ctx: TxCtx, press: Press): Promise<Confirmed> {
  const { shopId, contactId, replyToWamid, ...yes } = press;
  const askedAt = await questionAt(ctx, press);
  const askings = askedAt ? await askingsUpTo(ctx, press, askedAt) : [];
  const asking = askings[0];
  const consent = await consentFacts(ctx.tx, shopId, contactId);
  if (hasOptedOut(consent) && !mayAnswer(asking?.occurredAt, consent)) return { outcome: "opted_out" };
  const isGranted = (purpose: ConsentPurpose) => consent[purpose].state === "granted";
  // Who gets these messages already may be asked about one order: the press is a yes to that.
  const purposes = yes.purposes.filter(
    (purpose) => askedAt && (isGranted(purpose) || askings.some((one) => one.purpose === purpose)),
  );
  if (purposes.length === 0) return { outcome: yes.purposes.every(isGranted) ? "already" : "unasked" };
  await optIn(ctx, {
    ...{ ...yes, shopId, contactId, purposes },
    source: "button",
    evidence: { ...press.evidence, ...(asking ? { confirms: asking.id } : {}) },
  });
  if (purposes.every(isGranted)) return { outcome: "already" };
  // A press that arrives late may be older than a no: what is answered is what stands now.
  const after = await readConsent(ctx.tx, shopId, contactId);
  return { outcome: purposes.every((purpose) => after[purpose] === "granted") ? "confirmed" : "opted_out" };
}

/** When the question that was answered was planned; null: it is none of ours to this person. Index: Message (shopId, wamid). */
async function questionAt({ tx }: TxCtx, { shopId, contactId, replyToWamid }: Press): Promise<Date | null> {
  if (replyToWamid === null) return null;
  const question = await tx.message.findFirst({
    where: { shopId, wamid: replyToWamid, contactId, templateName: confirmOptInTemplate, isTest: false },
    select: { createdAt: true },
  });
  return question?.createdAt ?? null;
}

/** Newest first. What Shopify asks, and a yes that was held back, is no question of ours. Index: ConsentEntry (shopId, contactId, purpose, occurredAt). */
function askingsUpTo({ tx }: TxCtx, { shopId, contactId, purposes }: Press, askedAt: Date) {
  return tx.consentEntry.findMany({
    where: {
      ...{ shopId, contactId, purpose: { in: [...purposes] }, state: "pending" },
      ...{ source: { notIn: [...asksNobody] }, occurredAt: { lte: askedAt } },
    },
    orderBy: { occurredAt: "desc" },
    select: { id: true, purpose: true, occurredAt: true },
  });
}
