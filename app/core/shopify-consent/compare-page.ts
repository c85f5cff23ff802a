import { erasedAmong } from "../contacts/erased-identities.ts";
import { findOrMakeContact, type Person } from "../contacts/find-or-make-contact.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import type { Ctx } from "../ports.ts";
import type { CustomerConsent, ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import type { ComparedShop } from "./compared-shop.ts";
import { noCounts, type ComparisonCounts } from "./comparison-progress.ts";
import { decisionsHere, type DecisionHere } from "./decision-here.ts";
import { concernsShop } from "./pass-by-shop.ts";
import { isInStep, mend, type Told } from "./tell-customer.ts";
import { tellAgain } from "./tell-again.ts";

/**
 * Compares one page of Shopify's customers. A shop that Shopify asks to wait, or lets nobody into, ends it; what fails of one
 * customer waits for that one's next turn, and those behind go on.
 */
export async function comparePage(
  ctx: Ctx,
  admin: Pick<ShopifyAdmin, "updateCustomerConsent">,
  shop: ComparedShop,
  customers: readonly CustomerConsent[],
): Promise<{ outcome: "ok"; counts: ComparisonCounts } | ShopifyFailure> {
  const known = await contactsOf(ctx, shop, customers);
  const heres = await decisionsHere(ctx.db, shop.id, [...new Set(known.contacts.values())]);
  const counts = { ...noCounts };
  for (const there of customers) {
    counts.compared += 1;
    const contactId = known.contacts.get(there.customerId);
    const here = (contactId === undefined ? undefined : heres.get(contactId)) ?? null;
    const told = await mendOne(ctx, admin, shop, { here, there, stranger: known.strangers.get(there.customerId) });
    // What the merchant has not allowed keeps nobody from being taken over from Shopify.
    if (concernsShop(told) && told.outcome !== "access_denied") return told;
    switch (told.outcome) {
      case "equal":
      case "gone":
        counts.equal += 1;
        break;
      case "mended_here":
        counts.mendedHere += 1;
        break;
      case "mended_there":
        counts.mendedThere += 1;
        break;
      default:
        // Its row is told, tried again and shown like any other decision.
        await ctx.db.$transaction((tx) => tellAgain(tx, shop.id, there.customerId, ctx.clock.now()));
        counts.failed += 1;
    }
  }
  return { outcome: "ok", counts };
}

type Sides = {
  here: DecisionHere | null;
  there: CustomerConsent;
  /** Whom this customer is to become here first. */
  stranger: Person | undefined;
};

/** What nobody expected of one customer is theirs alone: those behind them are compared all the same. */
async function mendOne(
  ctx: Ctx,
  admin: Pick<ShopifyAdmin, "updateCustomerConsent">,
  shop: ComparedShop,
  { here, there, stranger }: Sides,
): Promise<Told> {
  const { clock, ids, log } = ctx;
  if (!stranger && isInStep(here, there, clock.now())) return { outcome: "equal", decision: here };
  try {
    if (stranger) await ctx.db.$transaction((tx) => findOrMakeContact({ tx, clock, ids, log }, shop.id, stranger));
    const teller = shop.mayTell ? admin : mayNotTell;
    return await mend(ctx, teller, { shopId: shop.id, shopDomain: shop.domain, customerId: there.customerId }, there);
  } catch (error) {
    log.error("consent_not_compared", { shopId: shop.id, error });
    return { outcome: "refused", messages: [error instanceof Error ? error.name : "unknown"] };
  }
}

const mayNotTell: Pick<ShopifyAdmin, "updateCustomerConsent"> = {
  updateCustomerConsent: () => Promise.resolve({ outcome: "access_denied", why: "scope" }),
};

/**
 * Who these customers are here, by Shopify's id; and who is to become one of those known, by the phone number of somebody known
 * or because Shopify holds a decision of theirs. Index: ContactIdentity (shopId, kind, value).
 */
async function contactsOf(
  ctx: Ctx,
  shop: ComparedShop,
  customers: readonly CustomerConsent[],
): Promise<{ contacts: Map<string, string>; strangers: Map<string, Person> }> {
  const customerIds = customers.map(({ customerId }) => customerId);
  const contacts = await ownersOf(ctx, shop.id, "shopify_customer", customerIds);
  const unknown = customers
    .filter(({ customerId }) => !contacts.has(customerId))
    .map((customer) => ({ ...customer, canonical: normalizePhone(customer.phone, shop.country)?.canonical }));
  const phones = unknown.flatMap(({ canonical }) => canonical ?? []);
  const byPhone = await ownersOf(ctx, shop.id, "phone", phones);
  const erased = await erasedOf(ctx, shop.id, unknown);
  const strangers = unknown.filter(({ customerId, canonical = "", state }) => {
    if (byPhone.has(canonical)) return true;
    return state !== null && !erased.has(customerId) && !erased.has(canonical);
  });
  const person = ({ customerId, phone }: CustomerConsent) => ({
    customerId,
    phones: [{ raw: phone, country: shop.country }],
  });
  return { contacts, strangers: new Map(strangers.map((stranger) => [stranger.customerId, person(stranger)])) };
}

/** Those whom Shopify still has, but who were erased here, are not made anew by a comparison. */
async function erasedOf(
  { db, ids }: Ctx,
  shopId: string,
  unknown: readonly { customerId: string; canonical?: string }[],
): Promise<Set<string>> {
  const names = unknown.flatMap(({ customerId, canonical }) => [
    { kind: "shopify_customer" as const, value: customerId },
    ...(canonical === undefined ? [] : [{ kind: "phone" as const, value: canonical }]),
  ]);
  return new Set((await erasedAmong({ db, ids }, shopId, names)).map(({ name }) => name.value));
}

async function ownersOf(
  { db }: Ctx,
  shopId: string,
  kind: "shopify_customer" | "phone",
  values: string[],
): Promise<Map<string, string>> {
  const rows = await db.contactIdentity.findMany({
    where: { shopId, kind, value: { in: values } },
    select: { value: true, contactId: true },
  });
  return new Map(rows.map(({ value, contactId }) => [value, contactId]));
}
