import { firstAllowed, nextQuiet } from "./quiet-hours.ts";
import type { PolicyFacts, ProposedMessage } from "./facts.ts";
import { isUsNumber } from "./recipient-country.ts";
import { untilExpiry, type DelayReason, type SuppressReason } from "./reasons.ts";
import { recipientTimeZone } from "./time-zone.ts";

export type Decision =
  { do: "send" } | { do: "delay"; until: Date; reason: DelayReason } | { do: "suppress"; reason: SuppressReason };

/** What one rule says: nothing, "not before", or "not at all". */
type Objection = { until: Date; reason: DelayReason } | { never: SuppressReason } | null;
type Rule = (message: ProposedMessage, facts: PolicyFacts, at: Date) => Objection;

/** How long a message waits before it looks again at what only people or Meta can mend. */
export const recheckAfterMs = 10 * 60_000;
const dayMs = 24 * 60 * 60_000;

/**
 * May this message go now? Pure: the same facts give the same answer. The first rule that objects is the reason; a delay
 * names the first instant at which no rule that depends on time alone objects any more. Facts are read afresh then.
 */
export function decide(message: ProposedMessage, facts: PolicyFacts, now: Date): Decision {
  for (const rule of standingRules) {
    const objection = rule(message, facts, now);
    if (objection) return conclude(objection, message);
  }
  const first = firstOf(timeRules, message, facts, now);
  if (first) return conclude({ until: settle(message, facts, first.until), reason: first.reason }, message);
  if (message.expiresAt && now >= message.expiresAt) return { do: "suppress", reason: "expired" };
  return { do: "send" };
}

/** Rules about the state of the world, in the order a merchant would look for the cause. */
const standingRules: Rule[] = [
  shopIsHealthy,
  numberIsHealthy,
  accountIsHealthy,
  contactIsReachable,
  notOptedOut,
  consentIsKnown,
  marketingIsConsented,
  templateIsUsable,
  countryAllowsMarketing,
];

/** Rules that time alone lifts. */
const timeRules: Rule[] = [outsideQuietHours, underFrequencyCap, notJustMessaged];

function conclude(objection: NonNullable<Objection>, message: ProposedMessage): Decision {
  if ("never" in objection) return { do: "suppress", reason: objection.never };
  const { until, reason } = objection;
  if (message.expiresAt && until >= message.expiresAt) return { do: "suppress", reason: untilExpiry(reason) };
  return { do: "delay", until, reason };
}

function firstOf(rules: Rule[], message: ProposedMessage, facts: PolicyFacts, at: Date) {
  for (const rule of rules) {
    const objection = rule(message, facts, at);
    if (objection && "until" in objection) return objection;
  }
  return null;
}

/** Lifting one rule may run into another: the cap's end may lie in the night. Each answer is later, so this ends. */
function settle(message: ProposedMessage, facts: PolicyFacts, from: Date): Date {
  let until = from;
  for (;;) {
    const next = firstOf(timeRules, message, facts, until);
    if (!next) return until;
    until = next.until;
  }
}

function recheck(at: Date, reason: DelayReason): Objection {
  return { until: new Date(at.getTime() + recheckAfterMs), reason };
}

function shopIsHealthy(_message: ProposedMessage, { shop }: PolicyFacts, at: Date): Objection {
  if (shop.status === "uninstalled") return { never: "shop_uninstalled" };
  return shop.settings.paused ? recheck(at, "shop_paused") : null;
}

function numberIsHealthy(_message: ProposedMessage, { number }: PolicyFacts, at: Date): Objection {
  // Not "wait": a shop that connects its first number weeks later must not send what it never could.
  if (!number) return { never: "no_number" };
  if (number.status === "disconnected") return recheck(at, "number_disconnected");
  if (number.status !== "paused") return null;
  if (!number.pausedUntil) return recheck(at, "number_paused");
  return number.pausedUntil > at ? { until: number.pausedUntil, reason: "number_paused" } : null;
}

function accountIsHealthy(_message: ProposedMessage, { account }: PolicyFacts, at: Date): Objection {
  if (!account) return { never: "no_number" };
  if (account.status === "needs_reconnect") return recheck(at, "account_needs_reconnect");
  if (account.status === "restricted") return recheck(at, "account_restricted");
  if (account.status === "payment_problem") return recheck(at, "account_payment_problem");
  return null;
}

function contactIsReachable(_message: ProposedMessage, { contact, recipient }: PolicyFacts): Objection {
  if (contact.blockedAt) return { never: "contact_blocked" };
  if (!recipient) return { never: "no_address" };
  return contact.unreachableAt ? { never: "contact_unreachable" } : null;
}

/**
 * Two choices, as a person's own page shows them: whoever wants offers and no messages about orders gets offers. Without a
 * yes to offers of their own, a no to messages about orders was a no to all.
 */
function notOptedOut(message: ProposedMessage, { consent }: PolicyFacts): Objection {
  if (consent.marketing.state === "granted") {
    const isOut = message.category !== "marketing" && consent.transactional.state === "revoked";
    return isOut ? { never: "opted_out_of_orders" } : null;
  }
  if (consent.transactional.state === "revoked") return { never: "opted_out_of_everything" };
  if (message.category !== "marketing" || consent.marketing.state !== "revoked") return null;
  return mayAnswer(message.requestedAt, consent) ? null : { never: "opted_out_of_marketing" };
}

/**
 * Do opt-outs allow a message that was asked for? Whoever opted out of marketing must since have brought messages back with a
 * word of their own (START), not by a form or by another's hand, and must have asked since: what was asked for before was
 * withdrawn by the opt-out. START alone brings back no offers that they never agreed to.
 */
export function mayAnswer(requestedAt: Date | null | undefined, consent: PolicyFacts["consent"]): boolean {
  const { marketing, transactional } = consent;
  if (transactional.state === "revoked" || !requestedAt) return false;
  if (marketing.state !== "revoked") return true;
  const outSince = marketing.decidedAt;
  const isBack = transactional.state === "granted" && isAfter(transactional.ownYesAt ?? null, outSince);
  return isBack && isAfter(requestedAt, outSince);
}

function isAfter(one: Date | null, other: Date | null): boolean {
  return one !== null && other !== null && one > other;
}

/** Until then anybody may have taken back their yes, or what they asked for. */
function consentIsKnown(message: ProposedMessage, { shop }: PolicyFacts, at: Date): Objection {
  return message.category === "marketing" && shop.consentUnknownSince ? recheck(at, "consent_unknown") : null;
}

/** Asking for exactly this message is consent to it. */
function marketingIsConsented(message: ProposedMessage, { consent }: PolicyFacts): Objection {
  if (message.category !== "marketing" || message.requestedAt) return null;
  if (consent.marketing.state === "granted") return null;
  return { never: consent.marketing.state === "pending" ? "marketing_consent_pending" : "no_marketing_consent" };
}

function templateIsUsable(message: ProposedMessage, { template }: PolicyFacts, at: Date): Objection {
  switch (template.state) {
    case "disabled": // for good, says Meta
      return { never: "template_disabled" };
    case "mismatch": // waiting does not change this message's values
      return { never: "template_mismatch" };
    case "approved":
      // A receipt that is marketing at Meta would go, and be billed, under other rules than the merchant chose.
      return template.category === message.category ? null : recheck(at, "template_recategorised");
    default:
      return recheck(at, `template_${template.state}`);
  }
}

function countryAllowsMarketing(message: ProposedMessage, { recipient }: PolicyFacts): Objection {
  if (message.category !== "marketing" || !recipient) return null;
  return isUsNumber(recipient) ? { never: "no_marketing_to_us_numbers" } : null;
}

function outsideQuietHours(message: ProposedMessage, facts: PolicyFacts, at: Date): Objection {
  if (!keepsQuiet(message, facts)) return null;
  const allowedAt = firstAllowed(at, zoneOf(facts), facts.shop.settings.quietHours);
  return allowedAt > at ? { until: allowedAt, reason: "quiet_hours" } : null;
}

/**
 * Until when a message that may go now may still go: a slow lane must not carry it into the night. Null: no limit.
 */
export function latestSend(message: ProposedMessage, facts: PolicyFacts, now: Date): Date | null {
  const night = keepsQuiet(message, facts) ? nextQuiet(now, zoneOf(facts), facts.shop.settings.quietHours) : null;
  const { expiresAt } = message;
  if (!night || !expiresAt) return night ?? expiresAt;
  return night < expiresAt ? night : expiresAt;
}

function keepsQuiet(message: ProposedMessage, facts: PolicyFacts): boolean {
  const { enabled, appliesTo } = facts.shop.settings.quietHours;
  return enabled && (appliesTo === "all" || message.category === "marketing");
}

function zoneOf(facts: PolicyFacts): string {
  return recipientTimeZone({ ...facts.contact, recipient: facts.recipient }, facts.shop.timeZone);
}

/**
 * At most `max` in any `days` times 24 hours: the next may go when the max-th newest falls out. Who asked for fewer gets
 * fewer; nobody gets more than the shop allows.
 */
function underFrequencyCap(message: ProposedMessage, facts: PolicyFacts, at: Date): Objection {
  if (message.category !== "marketing") return null;
  const { marketingGapDays: gapDays } = facts.contact;
  const caps = [facts.shop.settings.frequencyCap, ...(gapDays ? [{ max: 1, days: gapDays }] : [])];
  const newestFirst = facts.marketingAt.map((sentAt) => sentAt.getTime()).sort((a, b) => b - a);
  const untils = caps.flatMap(({ max, days }) => {
    const blocking = newestFirst[max - 1];
    return blocking === undefined ? [] : [blocking + days * dayMs];
  });
  const until = new Date(Math.max(0, ...untils));
  return until > at ? { until, reason: "frequency_cap" } : null;
}

function notJustMessaged(message: ProposedMessage, facts: PolicyFacts, at: Date): Objection {
  if (message.category !== "marketing" || !facts.lastMessageAt) return null;
  const until = new Date(facts.lastMessageAt.getTime() + facts.shop.settings.recentlyMessagedMinutes * 60_000);
  return until > at ? { until, reason: "recently_messaged" } : null;
}
