import { normalizePhone } from "../contacts/normalize-phone.ts";
import { recipientCountry } from "../policy/recipient-country.ts";
import type { Ctx } from "../ports.ts";
import type { ConsentToTell, CustomerConsent, ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import type { ConsentDecision } from "../shared/consent-state.ts";
import { adoptDecision, keepNo } from "./adopt-decision.ts";
import { compareDecisions } from "./compare-decisions.ts";
import { decisionsHere, type DecisionHere } from "./decision-here.ts";
import { decisionThere } from "./decision-there.ts";

export type ConsentAdmin = Pick<ShopifyAdmin, "customerConsent" | "updateCustomerConsent">;

export type CustomerToTell = { shopId: string; shopDomain: string; customerId: string };

export type Told =
  /** Both sides say this now; null: nobody decided. */
  | { outcome: "equal" | "mended_here" | "mended_there"; decision: ConsentDecision | null }
  /** Shopify has no such customer any more, or nobody here is that customer. */
  | { outcome: "gone" }
  /** Shopify keeps consent with a phone number: the customer has none there, or not the one the person said yes with. */
  | { outcome: "no_phone" | "other_phone" }
  | ShopifyFailure;

/**
 * Brings one customer's consent in step, by the rule of compareDecisions. What Shopify holds is read just before, so that a newer
 * decision there is adopted instead of written over, and after a crash nothing, or the very same, is written again.
 */
export async function tellCustomer(ctx: Ctx, admin: ConsentAdmin, customer: CustomerToTell): Promise<Told> {
  const { shopId, shopDomain, customerId } = customer;
  if ((await contactOf(ctx, shopId, customerId)) === null) return { outcome: "gone" };
  const read = await admin.customerConsent(shopDomain, customerId);
  if (read.outcome !== "ok") return read;
  return read.customer === null ? { outcome: "gone" } : mend(ctx, admin, customer, read.customer);
}

/** As tellCustomer, with what Shopify holds known already. What is known here is read now: it may be another than a page ago. */
export async function mend(
  ctx: Ctx,
  admin: Pick<ConsentAdmin, "updateCustomerConsent">,
  { shopId, shopDomain, customerId }: CustomerToTell,
  there: CustomerConsent,
): Promise<Told> {
  const now = ctx.clock.now();
  const decided = decisionThere(there, now);
  const { clock, ids, log } = ctx;
  const contactId = await contactOf(ctx, shopId, customerId);
  if (contactId === null) {
    if (decided) await ctx.db.$transaction((tx) => keepNo({ tx, clock, ids, log }, { ...there, ...decided, shopId }));
    return { outcome: "gone" };
  }
  const here = (await decisionsHere(ctx.db, shopId, [contactId])).get(contactId) ?? null;
  const comparison = compareDecisions(here, decided);
  // A later yes there that is held back: it is kept in sight before Shopify is told what stands.
  const isLaterYes = here?.state === "revoked" && decided?.state === "granted" && decided.occurredAt > here.occurredAt;
  const isHeldBack = isLaterYes && comparison === "mend_there";
  if (decided && (comparison === "mend_here" || isHeldBack)) {
    const adopted = await ctx.db.$transaction((tx) =>
      adoptDecision(
        { tx, clock, ids, log },
        { ...there, ...decided, shopId, contactId, toldBy: { comparedAt: now.toISOString() } },
      ),
    );
    if (adopted.outcome === "erased") return { outcome: "gone" };
    if (!isHeldBack) return { outcome: "mended_here", decision: decided };
  }
  if (here === null || isInStep(here, there, now)) return { outcome: "equal", decision: here };
  // Whom Shopify has redacted is not brought back by what is known here.
  if (there.shopifyState === "redacted") return { outcome: "equal", decision: decided };
  if (there.phone === null) return { outcome: "no_phone" };
  if (here.state !== "revoked" && !(await isTheirs(ctx, shopId, contactId, there.phone)))
    return { outcome: "other_phone" };
  const told = await admin.updateCustomerConsent(shopDomain, toTell(customerId, here, decided));
  if (told.outcome !== "ok") return told;
  if (told.state !== here.state) return { outcome: "refused", messages: ["Shopify holds another decision"] };
  return { outcome: "mended_there", decision: here };
}

/** Neither side has to learn anything of the other. */
export function isInStep(here: DecisionHere | null, there: CustomerConsent, now: Date): boolean {
  const decided = decisionThere(there, now);
  return compareDecisions(here, decided) === "equal" && !(here && isNewProof(here, there, decided));
}

/** Shopify keeps whole seconds, and may leave what is not younger than what it holds: what outweighs that is dated a second later. */
function toTell(
  customerId: string,
  { state, optIn, occurredAt }: DecisionHere,
  there: ConsentDecision | null,
): ConsentToTell {
  const secondAfter = there ? Math.floor(there.occurredAt.getTime() / 1000) * 1000 + 1000 : 0;
  return { customerId, state, optIn, decidedAt: new Date(Math.max(occurredAt.getTime(), secondAfter)) };
}

/** Both say yes, but the one here is younger and was given in another way. */
function isNewProof(here: DecisionHere, there: CustomerConsent, since: ConsentDecision | null): boolean {
  if (here.state !== "granted" || here.optIn === null || since === null) return false;
  const isYounger = here.occurredAt.getTime() - since.occurredAt.getTime() >= 1000;
  return isYounger && there.optInLevel !== `${here.optIn}_opt_in`;
}

async function contactOf({ db }: Ctx, shopId: string, customerId: string): Promise<string | null> {
  const identity = await db.contactIdentity.findUnique({
    where: { shopId_kind_value: { shopId, kind: "shopify_customer", value: customerId } },
    select: { contactId: true },
  });
  return identity?.contactId ?? null;
}

/** Shopify keeps some numbers as they were typed: such a one is read as one of the countries of the person, their numbers and the shop. */
async function isTheirs({ db }: Ctx, shopId: string, contactId: string, phone: string): Promise<boolean> {
  const contact = await db.contact.findUniqueOrThrow({
    where: { shopId_id: { shopId, id: contactId } },
    select: {
      country: true,
      shop: { select: { country: true } },
      identities: { where: { kind: "phone" }, select: { value: true } },
    },
  });
  const ofNumbers = contact.identities.map(({ value }) => recipientCountry({ phone: value }));
  const readings = [contact.country, contact.shop.country, ...ofNumbers].flatMap(
    (country) => normalizePhone(phone, country) ?? [],
  );
  return readings.some(({ canonical }) => contact.identities.some(({ value }) => value === canonical));
}
