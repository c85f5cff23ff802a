import type { StoreEvent } from "../shared/store-event.ts";
import type { TxCtx } from "../ports.ts";
import { conditionFacts } from "./condition-facts.ts";
import { fits } from "./conditions.ts";
import { anyAsksForConsent, type EnabledAutomation } from "./enabled-automations.ts";
import { insertRuns, type NewRun } from "./insert-runs.ts";
import { readPerson } from "./read-person.ts";
import { noSubjectFacts } from "./subject-facts.ts";

/** Shopify's times are whole seconds and its clock is not ours: a request this much "after" the restock was before it. */
const clockToleranceMs = 60_000;

/**
 * It is back, or costs less: one run for each open request of the variant that this answers, which is closed with it. A restock told late does not answer a
 * request made since: that one was made because it had sold out again. Returns how many runs began.
 */
export async function startStockRuns(
  ctx: TxCtx,
  shopId: string,
  event: StoreEvent,
  automations: EnabledAutomation[],
  from: Date,
): Promise<number> {
  const variantId = event.variantId ?? event.subjectId;
  const madeBefore = new Date(event.occurredAt.getTime() + clockToleranceMs);
  const kind = event.kind === "variant_price_dropped" ? "price_drop" : "back_in_stock";
  // Index: ProductRequest (shopId, variantId, kind). Locked: two restocks at once must not answer one request twice.
  const requests = await ctx.tx.$queryRaw<{ id: string; contactId: string }[]>`
    SELECT "id", "contactId" FROM "ProductRequest"
    WHERE "shopId" = ${shopId}::uuid AND "variantId" = ${variantId} AND "kind" = ${kind}::"RequestKind"
      AND "notifiedAt" IS NULL AND (${kind} = 'back_in_stock' OR "seenPriceMinor" < "askedPriceMinor")
      AND "requestedAt" <= ${madeBefore}
    ORDER BY "id" FOR UPDATE`;

  const runs: NewRun[] = [];
  for (const request of requests) {
    for (const { id, definition } of await fitting(ctx, shopId, request.contactId, automations)) {
      const subject = { kind: "stock_request", id: request.id };
      const { contactId } = request;
      runs.push({
        automationId: id,
        contactId,
        storeEventId: event.id,
        definition,
        subject,
        cancelKey: `variant:${variantId}`,
      });
    }
  }
  if (runs.length === 0) return 0;
  const started = await insertRuns(ctx, shopId, runs, from);
  // One parameter, however many waited.
  const answered = [...new Set(runs.map((run) => run.subject.id))];
  await ctx.tx.$executeRaw`
    UPDATE "ProductRequest" SET "notifiedAt" = ${ctx.clock.now()}
    WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${answered}::uuid[])`;
  return started.length;
}

async function fitting(ctx: TxCtx, shopId: string, contactId: string, automations: EnabledAutomation[]) {
  // Thousands may wait for one variant; who asks nothing about them is not made to read each.
  if (automations.every(({ definition }) => isUnconditional(definition.conditions))) return automations;
  const person = await readPerson(ctx.tx, shopId, contactId, anyAsksForConsent(automations));
  if (!person) return [];
  const facts = conditionFacts(noSubjectFacts, person, person.marketing);
  return automations.filter(({ definition }) => fits(definition.conditions, facts));
}

function isUnconditional(conditions: object): boolean {
  return "all" in conditions && Array.isArray(conditions.all) && conditions.all.length === 0;
}
