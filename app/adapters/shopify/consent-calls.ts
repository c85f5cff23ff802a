import { z } from "zod";
import type { ConsentState } from "#prisma/generated/enums.ts";
import type { CustomerConsent, ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { consentStateOf } from "#app/core/shared/shopify-consent-state.ts";
import type { AdminAnswer, AdminGraphql } from "./admin-graphql.ts";
import { digitsSchema, gidOf } from "./gids.ts";
import { nextCursor, pageInfoSchema, updatedSince } from "./paging.ts";
import { userErrors } from "./user-errors.ts";

const customerSchema = z.object({
  id: digitsSchema,
  defaultPhoneNumber: z
    .object({
      phoneNumber: z.string(),
      whatsAppMarketingConsent: z.object({
        state: z.string(),
        optInLevel: z.string().nullish(),
        collectedFrom: z.string().nullish(),
        updatedAt: z.coerce.date().nullish(),
      }),
    })
    .nullish(),
});
const oneSchema = z.object({ customer: customerSchema.nullable() });
const pageOf = <T extends z.ZodType>(node: T) =>
  z.object({
    customers: z.object({
      pageInfo: pageInfoSchema,
      nodes: z.array(node),
    }),
  });
const pageSchema = pageOf(customerSchema);
const updatedPageSchema = pageOf(customerSchema.extend({ updatedAt: z.coerce.date() }));
const updateSchema = z.object({
  customerWhatsAppMarketingConsentUpdate: z.object({
    customerPhoneNumber: z.object({ whatsAppMarketingConsent: z.object({ state: z.string() }) }).nullish(),
    userErrors: z.array(z.object({ message: z.string() })),
  }),
});

const states: Record<ConsentState, string> = { granted: "SUBSCRIBED", pending: "PENDING", revoked: "UNSUBSCRIBED" };
const levels = { single: "SINGLE_OPT_IN", confirmed: "CONFIRMED_OPT_IN" } as const;

type ConsentCalls = Pick<
  ShopifyAdmin,
  "customerConsent" | "customerByPhone" | "customerConsents" | "customerConsentsSince" | "updateCustomerConsent"
>;

/** Customers' consent to marketing over WhatsApp, as Shopify keeps it. */
export function createConsentCalls(graphql: AdminGraphql): ConsentCalls {
  return {
    customerConsent: async (shopDomain, customerId) =>
      oneOf(await graphql.run(shopDomain, "customerConsent", { id: gidOf("Customer", customerId) }, oneSchema)),
    customerByPhone: async (shopDomain, phone) =>
      oneOf(await graphql.run(shopDomain, "customerByPhone", { phone }, oneSchema)),
    customerConsents: async (shopDomain, after) => {
      const answer = readable(await graphql.run(shopDomain, "customerConsents", { after: after ?? null }, pageSchema));
      if (answer.outcome !== "ok") return answer;
      const { nodes, pageInfo } = answer.data.customers;
      return { outcome: "ok", customers: nodes.map(consentOf), endCursor: nextCursor(pageInfo) };
    },
    customerConsentsSince: async (shopDomain, since, after) => {
      const variables = { query: updatedSince(since), after: after ?? null };
      const answer = readable(await graphql.run(shopDomain, "customerConsentsSince", variables, updatedPageSchema));
      if (answer.outcome !== "ok") return answer;
      const { nodes, pageInfo } = answer.data.customers;
      const seenUntil = nodes.at(-1)?.updatedAt;
      return { outcome: "ok", customers: nodes.map(consentOf), seenUntil, endCursor: nextCursor(pageInfo) };
    },
    updateCustomerConsent: async (shopDomain, { customerId, state, optIn, decidedAt }) => {
      const whatsAppMarketingConsent = {
        state: states[state],
        ...(optIn && { optInLevel: levels[optIn] }),
        updatedAt: decidedAt.toISOString(),
      };
      const input = { customerId: gidOf("Customer", customerId), whatsAppMarketingConsent };
      const answer = await graphql.run(shopDomain, "updateCustomerConsent", { input }, updateSchema);
      if (answer.outcome !== "ok") return answer;
      const refused = userErrors(answer, (data) => data.customerWhatsAppMarketingConsentUpdate.userErrors);
      if (refused.outcome !== "ok") return refused;
      const held = answer.data.customerWhatsAppMarketingConsentUpdate.customerPhoneNumber?.whatsAppMarketingConsent;
      return { outcome: "ok", state: held ? consentStateOf(held.state) : null };
    },
  };
}

function oneOf(answer: AdminAnswer<z.infer<typeof oneSchema>>) {
  const read = readable(answer);
  if (read.outcome !== "ok") return read;
  const { customer } = read.data;
  return { outcome: "ok" as const, customer: customer && consentOf(customer) };
}

/** Half of an answer is none: a phone that Shopify leaves out would look like a customer without one. */
function readable<T>(answer: AdminAnswer<T>): AdminAnswer<T> {
  if (answer.outcome !== "ok" || !answer.customerDataRefused) return answer;
  return { outcome: "access_denied", why: "customer_data" };
}

function consentOf({ id, defaultPhoneNumber }: z.infer<typeof customerSchema>): CustomerConsent {
  const consent = defaultPhoneNumber?.whatsAppMarketingConsent;
  const state = consent?.state ?? "never_subscribed";
  return {
    customerId: id,
    phone: defaultPhoneNumber?.phoneNumber ?? null,
    state: consentStateOf(state),
    shopifyState: state.toLowerCase(),
    optInLevel: consent?.optInLevel?.toLowerCase() ?? null,
    collectedFrom: consent?.collectedFrom?.toLowerCase() ?? null,
    updatedAt: consent?.updatedAt ?? null,
  };
}
