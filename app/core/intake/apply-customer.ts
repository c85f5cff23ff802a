import { optOut } from "../consent/opt-out.ts";
import { recordConsent } from "../consent/record-consent.ts";
import type { IntakeResult } from "./outcomes.ts";
import { findOrMakeContact } from "../contacts/find-or-make-contact.ts";
import { findPerson } from "./find-person.ts";
import { toldAt, type IntakeCtx } from "./intake-ctx.ts";
import type { ConsentPayload, CustomerPayload, TagsPayload } from "./payloads/customer.ts";
import { at, recordEvent } from "./record-event.ts";

/** `customers/create` and `update`: the person behind the customer, with the newest details. */
export async function applyCustomer(
  ctx: IntakeCtx,
  customer: CustomerPayload,
  kind: "customer_created" | "customer_updated",
): Promise<IntakeResult> {
  const contactId = await findPerson(ctx, customer.person);
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
  return recordEvent(ctx, {
    kind: "customer_deleted",
    subjectKind: "customer",
    subjectId: id,
    occurrence: "",
    contactId: identity?.contactId ?? null,
    occurredAt: toldAt(ctx),
  });
}

/**
 * `customers_whats_app_marketing_consent/update`: Shopify's word on marketing over WhatsApp, into the ledger. The later
 * decision wins, whoever it was told by; a revocation also cancels what was waiting.
 */
export async function applyWhatsAppConsent(ctx: IntakeCtx, consent: ConsentPayload): Promise<IntakeResult> {
  if (consent.state === null) return "ignored:no_decision";
  // No country comes with it, and a guessed one would be somebody else's number: it counts with its country code only.
  const raw = /^\s*\+/.test(consent.phone ?? "") ? consent.phone : null;
  const found = await findOrMakeContact(ctx, ctx.shop.id, { customerId: consent.customerId, phones: [{ raw }] });
  if (!found) return "no_contact";
  const { contactId } = found;
  const occurredAt = consent.updatedAt ?? toldAt(ctx);
  const { customerId, shopifyState, optInLevel, collectedFrom, state } = consent;
  const entry = {
    shopId: ctx.shop.id,
    contactId,
    source: "shopify" as const,
    evidence: { customerId, state: shopifyState, optInLevel, collectedFrom, deliveryId: ctx.delivery.id },
    occurredAt,
    dedupeKey: `shopify:${customerId}:${at(occurredAt)}:${shopifyState}`,
  };
  if (state === "revoked") await optOut(ctx, { ...entry, purposes: ["marketing"] });
  else await recordConsent(ctx, { ...entry, purpose: "marketing", state });
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
