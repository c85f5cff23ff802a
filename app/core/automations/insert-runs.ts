import type { TxCtx } from "../ports.ts";
import { durationMs, waitsForUsage, type AutomationDefinition } from "./definition.ts";
import { pathOf, type ActingStep, type Way } from "./path.ts";
import type { RunSubject } from "./subject-facts.ts";

export type NewRun = {
  automationId: string;
  contactId: string;
  storeEventId: string;
  definition: AutomationDefinition;
  subject: RunSubject;
  cancelKey: string | null;
};

/**
 * Creates runs with their first waiting step, once per automation and subject: what is there already stays as it is and is
 * left out of the answer. One exception: a run that ended because the thing sold out begins again when it is back.
 * `from`: the moment the first delay counts from.
 */
export async function insertRuns(ctx: TxCtx, shopId: string, runs: NewRun[], from: Date): Promise<NewRun[]> {
  const now = ctx.clock.now();
  const rows = runs.map((run) => ({
    id: ctx.ids.next(),
    automationId: run.automationId,
    contactId: run.contactId,
    storeEventId: run.storeEventId,
    definition: run.definition,
    subjectKind: run.subject.kind,
    subjectId: run.subject.id,
    cancelKey: run.cancelKey,
    usageDueAt: waitsForUsage(run.definition) ? now : null,
  }));
  const inserted = await ctx.tx.$queryRaw<{ id: string; automationId: string; subjectId: string }[]>`
    INSERT INTO "AutomationRun" AS r ("shopId", "id", "automationId", "contactId", "storeEventId", "definition",
      "subjectKind", "subjectId", "cancelKey", "usageDueAt", "state", "startedAt")
    SELECT ${shopId}::uuid, x."id", x."automationId", x."contactId", x."storeEventId", x."definition",
      x."subjectKind", x."subjectId", x."cancelKey", x."usageDueAt", 'active', ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("id" uuid, "automationId" uuid, "contactId" uuid,
      "storeEventId" uuid, "definition" jsonb, "subjectKind" text, "subjectId" text, "cancelKey" text, "usageDueAt" timestamptz)
    ON CONFLICT ("shopId", "automationId", "subjectKind", "subjectId") DO UPDATE
      SET "state" = 'active', "startedAt" = EXCLUDED."startedAt", "endedAt" = NULL, "endReason" = NULL,
        "definition" = EXCLUDED."definition", "storeEventId" = EXCLUDED."storeEventId", "contactId" = EXCLUDED."contactId"
      WHERE r."state" = 'cancelled' AND r."endReason" IN ('out_of_stock', 'price_rose')
    RETURNING r."id", r."automationId", r."subjectId"`;
  if (inserted.length === 0) return [];

  const byKey = new Map(runs.map((run) => [`${run.automationId} ${run.subject.id}`, run]));
  const started = inserted.flatMap(({ id, automationId, subjectId }) => {
    const run = byKey.get(`${automationId} ${subjectId}`);
    return run ? [{ id, run }] : [];
  });
  await forgetEarlierTry(
    ctx,
    shopId,
    started.map(({ id }) => id),
  );
  const steps = started.map(({ id, run }) => ({
    id: ctx.ids.next(),
    runId: id,
    ...firstStepTimes(run.definition, from),
  }));
  await ctx.tx.$executeRaw`
    INSERT INTO "AutomationStep" ("shopId", "id", "runId", "position", "dueAt", "expiresAt", "awaitsReplySince",
      "state")
    SELECT ${shopId}::uuid, x."id", x."runId", 0, x."dueAt", x."expiresAt", x."awaitsReplySince", 'waiting'
    FROM jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) AS x("id" uuid, "runId" uuid, "dueAt" timestamptz,
      "expiresAt" timestamptz, "awaitsReplySince" timestamptz)`;
  return started.map(({ run }) => run);
}

/**
 * A run that begins again goes its whole way again: steps left from the first time would stand where it comes to, and what was
 * withdrawn then would count as planned. Whoever was told was told. Index: Message (shopId, runId).
 */
async function forgetEarlierTry({ tx }: TxCtx, shopId: string, runIds: string[]): Promise<void> {
  const deleted = await tx.$executeRaw`
    DELETE FROM "AutomationStep" WHERE "shopId" = ${shopId}::uuid AND "runId" = ANY(${runIds}::uuid[])`;
  if (deleted === 0) return;
  await tx.$executeRaw`
    UPDATE "Message" SET "dedupeKey" = 'withdrawn:' || "id"
    WHERE "shopId" = ${shopId}::uuid AND "runId" = ANY(${runIds}::uuid[]) AND "state" = 'cancelled'
      AND "reason" IN ('out_of_stock', 'price_rose')`;
}

export type StepTimes = { dueAt: Date; expiresAt: Date; awaitsReplySince: Date | null };

/** Of the step at position 0, which every path begins with. A definition without one is ended visibly when it is run. */
export function firstStepTimes(
  definition: AutomationDefinition,
  from: Date,
  usageDays: number | null = null,
): StepTimes {
  const way = pathOf(definition, usageDays).first;
  return stepTimes(definition, way, from) ?? { dueAt: from, expiresAt: from, awaitsReplySince: null };
}

/** What is no message is still worth doing days late, when everything stood still; and then no more. */
const actionLifetimeMs = 3 * 24 * 3_600_000;
/** How long a run waits for a discount code when Shopify makes none; then it goes on without. */
const discountLifetimeMs = 6 * 3_600_000;

/** When the step at the end of a way is due and when it is out of date, counted from `from`; null when the path ends. */
export function stepTimes(definition: AutomationDefinition, way: Way, from: Date): StepTimes | null {
  const step = way && pathOf(definition).at(way.position)?.step;
  if (!step) return null;
  const reachedMs = from.getTime() + way.waitMs;
  const dueMs = step.kind === "wait_for_reply" ? reachedMs + durationMs(step.timeout) : reachedMs;
  return {
    dueAt: new Date(dueMs),
    expiresAt: new Date(dueMs + lifetimeMs(step)),
    // What they write during the wait before it is an answer too.
    awaitsReplySince: step.kind === "wait_for_reply" ? from : null,
  };
}

/** The end of a wait for a reply; its step's dueAt comes forward when somebody writes, its expiresAt never moves. */
export function replyAwaitedUntil({ dueAt, expiresAt }: { dueAt: Date; expiresAt: Date | null }): Date {
  return expiresAt ? new Date(expiresAt.getTime() - actionLifetimeMs) : dueAt;
}

function lifetimeMs(step: ActingStep): number {
  if (step.kind === "send_template") return durationMs(step.expiresAfter);
  return step.kind === "discount_code" ? discountLifetimeMs : actionLifetimeMs;
}
