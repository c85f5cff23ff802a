import type { CustomerFilters } from "../core/analytics/customer-filters.ts";
import { listCustomers } from "../core/analytics/list-customers.ts";
import { readCustomer } from "../core/analytics/read-customer.ts";
import { readMerge } from "../core/analytics/read-merge.ts";
import { blockCustomer, unblockCustomer } from "../core/customers/block-customer.ts";
import { mergeCustomers } from "../core/customers/merge-customers.ts";
import { noteConsent, type ConsentNote } from "../core/customers/note-consent.ts";
import { retryTellingOf } from "../core/shopify-consent/tell-again.ts";
import { stopRun } from "../core/customers/stop-run.ts";
import type { PageDeps } from "./page-deps.ts";

export function createCustomerPages({ ctx }: PageDeps) {
  return {
    list: (shopId: string, filters: CustomerFilters) => listCustomers(ctx, shopId, filters),
    read: (shopId: string, contactId: string) => readCustomer(ctx, shopId, contactId),
    readMerge: (shopId: string, keepId: string, dropId: string) => readMerge(ctx, shopId, keepId, dropId),
    noteConsent: (shopId: string, contactId: string, note: ConsentNote) => noteConsent(ctx, shopId, contactId, note),
    /** What could not be told to Shopify of this person is tried again. */
    tellAgain: (shopId: string, contactId: string) => retryTellingOf(ctx, shopId, contactId),
    block: (shopId: string, contactId: string) => blockCustomer(ctx, shopId, contactId),
    unblock: (shopId: string, contactId: string) => unblockCustomer(ctx, shopId, contactId),
    merge: (shopId: string, keepId: string, dropId: string) => mergeCustomers(ctx, shopId, keepId, dropId),
    stopRun: (shopId: string, contactId: string, runId: string) => stopRun(ctx, shopId, { contactId, runId }),
  };
}
