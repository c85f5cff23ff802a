import { identitiesAmong, type Name } from "../contacts/erased-identities.ts";
import { keepErasedOptOuts } from "../consent/erased-opt-outs.ts";
import { readConsent } from "../consent/read-consent.ts";
import type { CustomerConsent } from "../ports-shopify.ts";
import { adoptDecision } from "../shopify-consent/adopt-decision.ts";
import { recheckPhone, tellAgain } from "../shopify-consent/tell-again.ts";
import type { IntakeResult } from "./outcomes.ts";
import { findOrMakeContact } from "../contacts/find-or-make-contact.ts";
import { findPerson } from "./find-person.ts";
import { toldAt, type IntakeCtx } from "./intake-ctx.ts";
import type { CustomerPayload, TagsPayload } from "./payloads/customer.ts";
import { at, recordEvent } from "./record-event.ts";

/** `customers/create` and `update`: the person behind the customer, with the newest details. */
export async function applyCustomer(
  ctx: IntakeCtx,
  customer: CustomerPayload,
  kind: "customer_created" | "customer_updated",
): Promise<IntakeResult> {
  const contactId = await findPerson(ctx, customer.person);
  await recheckPhone(ctx.tx, ctx.shop.id, customer.id, ctx.clock.now());
  const versionAt = customer.updatedAt ?? toldAt(ctx);
  return recordEvent(ctx, {
    kind,
    subjectKind: "customer",
    subjectId: customer.id,
    occurrence: kind === "customer_created" ? "" : at(versionAt),
    contactId,
    occurredAt: kind === "customer_created" ? (customer.createdAt ?? versionAt) : versionAt,
  });
}

/**
 * `customer.tags_added`: one event for each tag, once per customer and tag: told again, or added again after it was taken
 * away, it is the event that was. To Shopify "VIP" and "vip" are one tag.
 */
export async function applyTagsAdded(ctx: IntakeCtx, added: TagsPayload): Promise<IntakeResult> {
  const contactId = await findPerson(ctx, { customerId: added.customerId });
  const outcomes: Awaited<ReturnType<typeof recordEvent>>[] = [];
  for (const name of added.tags) {
    const event = {
      kind: "customer_tag_added" as const,
      subjectKind: "customer_tag" as const,
      subjectId: `${added.customerId}:${name.toLowerCase()}`,
      occurrence: "",
      contactId,
      occurredAt: added.occurredAt ?? toldAt(ctx),
      details: { name },
    };
    outcomes.push(await recordEvent(ctx, event));
  }
  return outcomes.find((outcome) => outcome !== "duplicate") ?? "duplicate";
}

/** `customers/delete`: noted. The person stays, with their opt-outs; erasing is what `customers/redact` asks for. */
export async function deleteCustomer(ctx: IntakeCtx, { id }: { id: string }): Promise<IntakeResult> {
  const identity = await ctx.tx.contactIdentity.findUnique({
    where: { shopId_kind_value: { shopId: ctx.shop.id, kind: "shopify_customer", value: id } },
    select: { contactId: true },
  });
  await ctx.tx.consentSync.deleteMany({ where: { shopId: ctx.shop.id, customerId: id } });
  return recordEvent(ctx, {
    kind: "customer_deleted",
    subjectKind: "customer",
    subjectId: id,
    occurrence: "",
    contactId: identity?.contactId ?? null,
    occurredAt: toldAt(ctx),
  });
}

/** Told after the person was erased: a no holds on whatever day they come back. */
export async function keepNoOfErased(ctx: IntakeCtx, consent: CustomerConsent, names: Name[]): Promise<void> {
  if (consent.state !== "revoked") return;
  const revokedAt = consent.updatedAt ?? toldAt(ctx);
  await keepErasedOptOuts(ctx, ctx.shop.id, identitiesAmong(names), [{ purpose: "marketing", revokedAt }]);
}

/**
 * `customers_whats_app_marketing_consent/update`: Shopify's word on marketing over WhatsApp, into the ledger. The later
 * decision wins, whoever it was told by; a revocation also cancels what was waiting. Where what stands here is another one,
 * Shopify is told; what it was told from here and says back adds nothing.
 */
export async function applyWhatsAppConsent(ctx: IntakeCtx, consent: CustomerConsent): Promise<IntakeResult> {
  if (consent.state === null) return "ignored:no_decision";
  // No country comes with it, and a guessed one would be somebody else's number: it counts with its country code only.
  const raw = /^\s*\+/.test(consent.phone ?? "") ? consent.phone : null;
  const found = await findOrMakeContact(ctx, ctx.shop.id, { customerId: consent.customerId, phones: [{ raw }] });
  if (!found) return "no_contact";
  const { contactId } = found;
  const occurredAt = consent.updatedAt ?? toldAt(ctx);
  const { customerId, state, shopifyState } = consent;
  const shopId = ctx.shop.id;
  const { outcome } = await adoptDecision(ctx, {
    ...consent,
    shopId,
    contactId,
    state,
    occurredAt,
    toldBy: { deliveryId: ctx.delivery.id },
  });
  const standing = await readConsent(ctx.tx, shopId, contactId);
  if (standing.marketing !== state) await tellAgain(ctx.tx, shopId, customerId, ctx.clock.now());
  if (outcome === "duplicate") return "duplicate";
  return recordEvent(ctx, {
    kind: "whatsapp_consent_updated",
    subjectKind: "customer",
    subjectId: customerId,
    occurrence: `${at(occurredAt)}:${shopifyState}`,
    contactId,
    occurredAt,
    details: { state: shopifyState },
  });
}
