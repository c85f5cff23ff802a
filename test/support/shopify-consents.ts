import { findOrMakeContact } from "#app/core/contacts/find-or-make-contact.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import type { ConsentSource } from "#app/core/shared/consent-sources.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { givenShop } from "#test/support/given.ts";
import { expect } from "vitest";
import type { Db } from "#app/core/ports.ts";
import type { usePretendShopify } from "#test/support/pretend-shopify.ts";

type Pretend = ReturnType<typeof usePretendShopify>;

/** A shop that lets the app write customers, and somebody whom Shopify knows by the key. */
export async function givenShopifyPerson(
  db: Db,
  pretend: Pretend,
  key = "mara",
  scopes = "read_customers,write_customers",
) {
  const test = makeCtx(db, { now: new Date(pretend.shopify().clock.now()).toISOString() });
  const { ctx, clock } = test;
  const { shop } = await givenShop(ctx, { shop: { domain: pretend.domain(), scopes } });
  const customer = pretend.customer(key);
  const country = customer.address?.countryCode;
  const person = { customerId: customer.id, phones: [{ raw: customer.phone, country }], country };
  const contact = await inTransaction(ctx, (tx) => findOrMakeContact(tx, shop.id, person));
  const contactId = contact?.contactId ?? expect.fail("no contact");
  const pass = (ms: number) => {
    clock.advance(ms);
    pretend.shopify().clock.advance(ms);
  };
  pass(60_000);
  return { ...test, shopId: shop.id, contactId, customer, pass };
}

export type Given = Pick<Awaited<ReturnType<typeof givenShopifyPerson>>, "ctx" | "shopId" | "contactId">;
let decisions = 0;

export function decide(
  { ctx, shopId, contactId }: Given,
  state: "granted" | "pending" | "revoked",
  { source = state === "pending" ? "form" : "keyword" }: { source?: ConsentSource } = {},
) {
  return inTransaction(ctx, (tx) =>
    recordConsent(tx, {
      shopId,
      contactId,
      purpose: "marketing",
      state,
      source,
      evidence: {},
      occurredAt: ctx.clock.now(),
      dedupeKey: `test:${(decisions += 1)}`,
    }),
  );
}

export const rowOf = ({ ctx, shopId }: Given, customerId: string) =>
  ctx.db.consentSync.findUnique({ where: { shopId_customerId: { shopId, customerId } } });
export const marketingOf = ({ ctx, shopId, contactId }: Given) =>
  inTransaction(ctx, async ({ tx }) => (await readConsent(tx, shopId, contactId)).marketing);
