import { readConsent } from "../consent/read-consent.ts";
import { findOrMakeContact } from "../contacts/find-or-make-contact.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import { planMessage } from "../outbox/plan-message.ts";
import { testAllowance } from "../outbox/test-allowance.ts";
import type { Ctx, Tx, TxCtx } from "../ports.ts";
import { samplePreferencesUrl } from "../shared/preference-reference.ts";
import { sampleFactsOf } from "../templates/library/sample-facts.ts";
import type { GivenDiscount } from "../templates/variable-facts.ts";
import { buildFromFacts, type BuiltMessage, type MessageFacts } from "./build-message.ts";
import { confirmingWords, isConfirmed } from "./confirmed-phone.ts";
import type { AutomationDefinition, DiscountStep, SendStep } from "./definition.ts";
import { walkSteps } from "./definition.ts";
import { discountValue, readTerms, termsOf } from "./discount-terms.ts";
import { endOfValidity } from "./give-discount-code.ts";
import { loadShopFacts, type ShopFacts } from "./load-facts.ts";
import { loadSubjectFacts, type RunSubject } from "./subject-facts.ts";
import { contactOf, runSubjectOf } from "./test-subject.ts";
import { variableFactsOf } from "./variable-facts-of.ts";

export type TestStepSent =
  | { outcome: "planned"; messageId: string }
  /** Not a phone number that WhatsApp could reach, as written. */
  | { outcome: "invalid_phone" }
  /** Filled with a real purchase it goes only to a phone that wrote `words` to the shop's number `to` (isConfirmed). */
  | { outcome: "not_confirmed"; words: string; to: string }
  /** As many as there may be in an hour (testsPerHour). */
  | { outcome: "too_many" }
  /** The path has no message of this id, or the shop not the order to fill it with. */
  | { outcome: "not_found" }
  | {
      outcome: "refused";
      /** A key under `reasons.`. */
      reason:
        | "no_number"
        | "number_disconnected"
        | "number_paused"
        | "account_needs_reconnect"
        | "account_restricted"
        | "account_payment_problem"
        | "shop_paused"
        | "contact_blocked"
        | "opted_out_of_everything"
        | "opted_out_of_orders"
        | "opted_out_of_marketing"
        | "template_mismatch"
        | `template_${Exclude<BuiltMessage["fact"]["state"], "approved" | "mismatch">}`;
      problems: BuiltMessage["problems"];
    };

type Input = {
  definition: AutomationDefinition;
  stepId: string;
  /** What to fill it with; without one, with a made-up purchase. */
  subject?: RunSubject;
  /** As the merchant wrote it. */
  phone: string;
  /** One press of the button: sent again under the same id, it is the same message. */
  requestId: string;
};

/** A test that arrives tomorrow would only surprise. */
const lifetimeMs = 3_600_000;

/**
 * Sends the message of one step to a phone of the merchant's. Asked for by the person themself, so consent, quiet hours and
 * the cap are not asked; a block, a STOP and the number's health are. It belongs to no run and counts nowhere, and its
 * buttons decide nothing: what they send back names no order. At most testsPerHour for a shop. Wakes the sender.
 */
export async function sendTestStep(ctx: Ctx, shopId: string, input: Input): Promise<TestStepSent> {
  const sent = await ctx.db.$transaction((tx) =>
    plan({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }, shopId, input),
  );
  if (sent.outcome === "planned") {
    ctx.wakes.wake("send");
    ctx.log.info("test_sent", { shopId, messageId: sent.messageId, real: input.subject !== undefined });
  }
  return sent;
}

async function plan(ctx: TxCtx, shopId: string, input: Input): Promise<TestStepSent> {
  const { tx } = ctx;
  const now = ctx.clock.now();
  const step = walkSteps(input.definition.steps).find((walked) => walked.step.id === input.stepId)?.step;
  if (step?.kind !== "send_template") return { outcome: "not_found" };
  const shop = await loadShopFacts(tx, shopId, step.category);
  if (!shop) return { outcome: "not_found" };
  const { country } = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { country: true } });
  const phone = normalizePhone(input.phone, country);
  if (!phone) return { outcome: "invalid_phone" };
  const unwell = objectionOfShop(shop);
  if (unwell || !shop.numberId) return { outcome: "refused", reason: unwell ?? "no_number", problems: [] };
  const dedupeKey = `test:${input.requestId}`;
  const allowance = await testAllowance(ctx, shopId, dedupeKey);
  if (allowance.outcome !== "allowed") return allowance;
  if (input.subject && !(await isConfirmed(tx, shopId, phone.canonical, now))) {
    const words = confirmingWords(shopId, phone.canonical);
    return { outcome: "not_confirmed", words, to: await displayPhone(tx, shopId, shop.numberId) };
  }

  const facts = await factsOf(tx, shopId, shop, input, now);
  if (!facts) return { outcome: "not_found" };
  const harmless = { ...step, quickReplyPayloads: step.quickReplyPayloads.map((_, index) => `test:${index + 1}`) };
  const built = await buildFromFacts(tx, shopId, harmless, shop, facts);
  if (built.fact.state !== "approved") {
    return { outcome: "refused", reason: `template_${built.fact.state}`, problems: built.problems };
  }

  const contact = await findOrMakeContact(ctx, shopId, { phones: [{ raw: input.phone, country }] });
  if (!contact) return { outcome: "invalid_phone" };
  const refusal = await objectionOfPerson(tx, shopId, contact.contactId, step);
  if (refusal) return { outcome: "refused", reason: refusal, problems: [] };
  const { messageId } = await planMessage(ctx, {
    shopId,
    numberId: shop.numberId,
    contactId: contact.contactId,
    category: step.category,
    content: built.content,
    dedupeKey,
    isTest: true,
    dueAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMs),
  });
  return { outcome: "planned", messageId };
}

async function displayPhone(tx: Tx, shopId: string, id: string): Promise<string> {
  const number = await tx.whatsAppNumber.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
  return number.displayPhone;
}

function objectionOfShop({ settings, numberStatus, pausedUntil, accountStatus }: ShopFacts) {
  if (settings.paused) return "shop_paused";
  if (!numberStatus || !accountStatus) return "no_number";
  if (numberStatus === "disconnected") return "number_disconnected";
  if (numberStatus === "paused" && pausedUntil === null) return "number_paused";
  return accountStatus === "connected" ? null : (`account_${accountStatus}` as const);
}

async function objectionOfPerson(tx: Tx, shopId: string, contactId: string, { category }: SendStep) {
  const { blockedAt } = await tx.contact.findUniqueOrThrow({ where: { shopId_id: { shopId, id: contactId } } });
  if (blockedAt) return "contact_blocked";
  const consent = await readConsent(tx, shopId, contactId);
  const isOut = consent.transactional === "revoked";
  if (consent.marketing === "granted") return isOut && category !== "marketing" ? "opted_out_of_orders" : null;
  if (isOut) return "opted_out_of_everything";
  return category === "marketing" && consent.marketing === "revoked" ? "opted_out_of_marketing" : null;
}

/** A real purchase as its messages would tell it, or the made-up one in the shop's own language. */
async function factsOf(
  tx: Tx,
  shopId: string,
  shop: ShopFacts,
  { definition, subject, stepId }: Input,
  now: Date,
): Promise<MessageFacts | null> {
  const discount = exampleDiscount(definition, stepId, shop.timeZone, now);
  if (!subject) {
    const sample = sampleFactsOf(shop, now);
    return { wanted: [shop.locale], facts: { ...sample, ...(discount && { discount }) }, orderId: null };
  }
  const about = await runSubjectOf(tx, shopId, definition, subject);
  const person = about && (await contactOf(tx, shopId, about));
  if (!about || !person) return null;
  const facts = await loadSubjectFacts(tx, shopId, about, person.id, new Set());
  const wanted = [person.locale, facts.order?.locale ?? facts.checkout?.locale];
  // It goes to a phone of the merchant's: the way to the customer's own page is not theirs to have.
  const known = variableFactsOf(shop, person, facts, discount, samplePreferencesUrl(shop));
  return { wanted, facts: known, orderId: facts.order?.id ?? null };
}

/** Looks like the code a run would get, and works nowhere. */
function exampleDiscount(
  { steps }: AutomationDefinition,
  stepId: string,
  timeZone: string,
  now: Date,
): GivenDiscount | null {
  const walked = walkSteps(steps).map(({ step }) => step);
  const before = walked.slice(
    0,
    walked.findIndex(({ id }) => id === stepId),
  );
  const step = before.filter((one): one is DiscountStep => one.kind === "discount_code").at(-1);
  if (!step) return null;
  const code = step.prefix ? `${step.prefix}-EXAMPLE` : "EXAMPLE";
  return { code, value: discountValue(readTerms(termsOf(step)).value), expiresAt: endOfValidity(now, step, timeZone) };
}
