import type { CustomerFilters } from "../core/analytics/customer-filters.ts";
import { listCustomers } from "../core/analytics/list-customers.ts";
import { readCustomer } from "../core/analytics/read-customer.ts";
import { readMerge } from "../core/analytics/read-merge.ts";
import { blockCustomer, unblockCustomer } from "../core/customers/block-customer.ts";
import { eraseCustomer } from "../core/customers/erase-customer.ts";
import { mergeCustomers } from "../core/customers/merge-customers.ts";
import { noteConsent, type ConsentNote } from "../core/customers/note-consent.ts";
import { stopRun } from "../core/customers/stop-run.ts";
import type { PageDeps } from "./page-deps.ts";

export function createCustomerPages({ ctx }: PageDeps) {
  return {
    list: (shopId: string, filters: CustomerFilters) => listCustomers(ctx, shopId, filters),
    read: (shopId: string, contactId: string) => readCustomer(ctx, shopId, contactId),
    readMerge: (shopId: string, keepId: string, dropId: string) => readMerge(ctx, shopId, keepId, dropId),
    noteConsent: (shopId: string, contactId: string, note: ConsentNote) => noteConsent(ctx, shopId, contactId, note),
    block: (shopId: string, contactId: string) => blockCustomer(ctx, shopId, contactId),
    unblock: (shopId: string, contactId: string) => unblockCustomer(ctx, shopId, contactId),
    erase: (shopId: string, contactId: string) => eraseCustomer(ctx, shopId, contactId),
    merge: (shopId: string, keepId: string, dropId: string) => mergeCustomers(ctx, shopId, keepId, dropId),
    stopRun: (shopId: string, contactId: string, runId: string) => stopRun(ctx, shopId, { contactId, runId }),
  };
}
