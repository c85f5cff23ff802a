import type { StoreEvent } from "../shared/store-event.ts";
import type { TxCtx } from "../ports.ts";
import { cancelRunsOfEvent } from "./cancel-runs.ts";
import { withdrawAnswersOfVariant } from "./withdraw-answers.ts";
import { conditionFacts } from "./condition-facts.ts";
import { fits } from "./conditions.ts";
import { ruleThatHolds } from "./cancel-rules.ts";
import type { AutomationDefinition } from "./definition.ts";
import { anyAsksForConsent, enabledAutomations, type EnabledAutomation } from "./enabled-automations.ts";
import { insertRuns, type NewRun } from "./insert-runs.ts";
import { postponeFirstSteps } from "./postpone-first-steps.ts";
import { readPerson } from "./read-person.ts";
import { startStockRuns } from "./start-stock-runs.ts";
import { loadSubjectFacts, type RunSubject, type SubjectFacts } from "./subject-facts.ts";
import { cancelKeyOf, subjectOf } from "./subjects.ts";

/**
 * What automations do about one event, in the transaction that applied it: stops the runs it makes pointless, starts those it
 * triggers (once per automation and subject, with the definition as it is now), and pushes back first steps that wait for the
 * subject to rest. The same event again changes nothing. Returns how many runs began; wake "steps" after commit.
 */
export async function startRuns(ctx: TxCtx, shopId: string, event: StoreEvent): Promise<{ started: number }> {
  await cancelRunsOfEvent(ctx, shopId, event);
  if (event.kind === "variant_out_of_stock") {
    await withdrawAnswersOfVariant(ctx, shopId, event.variantId ?? event.subjectId);
  }
  const automations = await enabledAutomations(ctx, shopId, event);
  if (automations.length === 0) return { started: 0 };
  // Counted from what happened, not from when it was told; a clock ahead of ours must not put it off.
  const now = ctx.clock.now();
  const from = event.occurredAt < now ? event.occurredAt : now;

  const perRequest = automations.filter(({ definition }) => definition.subject === "stock_request");
  const stockRuns = perRequest.length > 0 ? await startStockRuns(ctx, shopId, event, perRequest, from) : 0;
  const runs = await fittingRuns(ctx, shopId, event, automations);
  if (runs.length === 0) return { started: stockRuns };

  const started = await insertRuns(ctx, shopId, runs, from);
  const updated = runs.filter((run) => run.definition.restartOnUpdate && !started.includes(run));
  for (const run of updated) await postponeFirstSteps(ctx, shopId, run, from);
  return { started: started.length + stockRuns };
}

async function fittingRuns(
  ctx: TxCtx,
  shopId: string,
  event: StoreEvent,
  automations: EnabledAutomation[],
): Promise<NewRun[]> {
  const { contactId } = event;
  if (!contactId) return [];
  const person = await readPerson(ctx.tx, shopId, contactId, anyAsksForConsent(automations));
  if (!person) return [];

  const rules = new Set(automations.flatMap(({ definition }) => definition.cancelOn));
  const known = new Map<string, SubjectFacts>();
  const runs: NewRun[] = [];
  for (const { id, definition } of automations) {
    const subject = subjectOf(event, definition);
    if (!subject) continue;
    const facts = known.get(subject.kind) ?? (await loadSubjectFacts(ctx.tx, shopId, subject, contactId, rules));
    known.set(subject.kind, facts);
    if (ruleThatHolds(definition.cancelOn, facts)) continue;
    if (!fits(definition.conditions, conditionFacts(facts, person, person.marketing))) continue;
    runs.push(newRun(event, contactId, id, definition, subject));
  }
  return runs;
}

function newRun(
  event: StoreEvent,
  contactId: string,
  automationId: string,
  definition: AutomationDefinition,
  subject: RunSubject,
): NewRun {
  const cancelKey = cancelKeyOf(event, subject);
  return { automationId, contactId, storeEventId: event.id, definition, subject, cancelKey };
}
