import type { Prisma } from "#prisma/generated/client.ts";
import type { Decision } from "../policy/decide.ts";
import type { PolicyFacts, ProposedMessage } from "../policy/facts.ts";
import { recipientTimeZone } from "../policy/time-zone.ts";
import type { BuiltMessage } from "./build-message.ts";

/**
 * What a decision looked at, for the merchant's story of a message (AutomationStep.decision). States and counts only: no
 * name, number, address or text of anybody.
 */
export type StepExplanation = {
  at: string;
  decision: "send" | "delay" | "suppress";
  until?: string;
  expiresAt?: string;
  category: string;
  template: { name: string; language: string; state: string } & Pick<BuiltMessage, "problems" | "passedOver">;
  shop: { status: string; paused: boolean };
  number: string;
  account: string;
  address: "phone" | "business_scoped_id" | "none";
  consent: { marketing: string; transactional: string };
  /** When the person asked for this message. */
  requestedAt?: string;
  timeZone: string;
  /** Marketing only: what the cap and the pause between messages counted. */
  recent?: { marketing: number; cap: number; days: number; lastMessageAt?: string };
};

export function explain(
  message: ProposedMessage,
  facts: PolicyFacts,
  built: BuiltMessage,
  decision: Decision,
  now: Date,
): Prisma.InputJsonObject {
  const { settings } = facts.shop;
  const explanation: StepExplanation = {
    at: now.toISOString(),
    decision: decision.do,
    ...(decision.do === "delay" && { until: decision.until.toISOString() }),
    ...(message.expiresAt && { expiresAt: message.expiresAt.toISOString() }),
    category: message.category,
    template: {
      name: built.content.name,
      language: built.content.language,
      state: built.fact.state,
      problems: built.problems,
      passedOver: built.passedOver,
    },
    shop: { status: facts.shop.status, paused: settings.paused },
    number: facts.number?.status ?? "none",
    account: facts.account?.status ?? "none",
    address: addressKind(facts.recipient),
    consent: { marketing: facts.consent.marketing.state, transactional: facts.consent.transactional.state },
    ...(message.requestedAt && { requestedAt: message.requestedAt.toISOString() }),
    timeZone: recipientTimeZone({ ...facts.contact, recipient: facts.recipient }, facts.shop.timeZone),
    ...(message.category === "marketing" && {
      recent: {
        marketing: facts.marketingAt.length,
        cap: settings.frequencyCap.max,
        days: settings.frequencyCap.days,
        ...(facts.lastMessageAt && { lastMessageAt: facts.lastMessageAt.toISOString() }),
      },
    }),
  };
  return explanation;
}

function addressKind(recipient: PolicyFacts["recipient"]): StepExplanation["address"] {
  if (!recipient) return "none";
  return "phone" in recipient ? "phone" : "business_scoped_id";
}
