import { Prisma, type Contact } from "#prisma/generated/client.ts";
import type { RunState } from "#prisma/generated/enums.ts";
import type { Db, Tx } from "../ports.ts";

/** A due step that looked free; whether it still is, its claim tells. */
export type DueStep = { shopId: string; id: string; contactId: string };

/**
 * Due steps, one of each shop before the second of any: a shop with a hundred thousand waiting delays nobody else's receipt.
 * Takes no lock. Plan: shops are found by jumping through the index AutomationStep_due (shopId, dueAt) of waiting steps, one
 * probe per shop, and each share is read from its front.
 */
export function findDueSteps(db: Db, now: Date, limit: number): Promise<DueStep[]> {
  return db.$queryRaw<DueStep[]>`
    WITH RECURSIVE waiting AS (
      (SELECT "shopId", "dueAt" FROM "AutomationStep" WHERE "state" = 'waiting' ORDER BY "shopId", "dueAt" LIMIT 1)
      UNION ALL
      SELECT next.* FROM waiting CROSS JOIN LATERAL (
        SELECT s."shopId", s."dueAt" FROM "AutomationStep" s
        WHERE s."state" = 'waiting' AND s."shopId" > waiting."shopId"
        ORDER BY s."shopId", s."dueAt" LIMIT 1) next
    ),
    shops AS (
      SELECT "shopId" FROM waiting WHERE "dueAt" <= ${now} ORDER BY "dueAt", "shopId" LIMIT ${limit}
    )
    SELECT due."shopId", due."id", r."contactId"
    FROM (
      SELECT share.*, row_number() OVER (PARTITION BY share."shopId" ORDER BY share."dueAt", share."id") AS "turn"
      FROM shops CROSS JOIN LATERAL (
        SELECT s."shopId", s."id", s."runId", s."dueAt" FROM "AutomationStep" s
        WHERE s."state" = 'waiting' AND s."shopId" = shops."shopId" AND s."dueAt" <= ${now}
        ORDER BY s."dueAt", s."id"
        LIMIT ${limit}) share
    ) due
    JOIN "AutomationRun" r ON r."shopId" = due."shopId" AND r."id" = due."runId"
    ORDER BY due."turn", due."dueAt", due."id"
    LIMIT ${limit}`;
}

export type ClaimedStep = {
  shopId: string;
  id: string;
  runId: string;
  position: number;
  dueAt: Date;
  expiresAt: Date | null;
  awaitsReplySince: Date | null;
  contactId: string;
  automationId: string;
  storeEventId: string | null;
  definition: unknown;
  subjectKind: string;
  subjectId: string;
  runState: RunState;
  endReason: string | null;
  usageDays: number | null;
  enabled: boolean;
};

/** All of them, by the schema: a column that is left out here is silently unknown to every decision. */
const columnsOfContact = Prisma.raw(
  Object.values(Prisma.ContactScalarFieldEnum)
    .map((column) => `c."${column}"`)
    .join(", "),
);

/**
 * The person in force behind a contact, locked until commit: opt-outs, merges and other steps for the same person wait, so
 * that two decisions never count the same messages. Before the step's own lock, in the order intake locks them.
 */
export async function lockContact(tx: Tx, shopId: string, contactId: string): Promise<Contact | null> {
  const [contact] = await tx.$queryRaw<Contact[]>`
    SELECT ${columnsOfContact} FROM "Contact" asked
    JOIN "Contact" c ON c."shopId" = asked."shopId" AND c."id" = COALESCE(asked."mergedIntoId", asked."id")
    WHERE asked."shopId" = ${shopId}::uuid AND asked."id" = ${contactId}::uuid
    FOR NO KEY UPDATE OF c`;
  return contact ?? null;
}

/** Takes one due step for this transaction; null when another worker has it or had it, or it is due no more. */
export async function claimStep(tx: Tx, step: DueStep, now: Date): Promise<ClaimedStep | null> {
  const [claimed] = await tx.$queryRaw<ClaimedStep[]>`
    SELECT s."shopId", s."id", s."runId", s."position", s."dueAt", s."expiresAt", s."awaitsReplySince", r."contactId", r."automationId",
      r."storeEventId", r."definition", r."subjectKind", r."subjectId", r."state" AS "runState", r."endReason", r."usageDays", a."enabled"
    FROM "AutomationStep" s
    JOIN "AutomationRun" r ON r."shopId" = s."shopId" AND r."id" = s."runId"
    JOIN "Automation" a ON a."shopId" = r."shopId" AND a."id" = r."automationId"
    WHERE s."shopId" = ${step.shopId}::uuid AND s."id" = ${step.id}::uuid AND s."state" = 'waiting'
      AND s."dueAt" <= ${now} AND r."contactId" = ${step.contactId}::uuid
    FOR UPDATE OF s, r SKIP LOCKED`;
  return claimed ?? null;
}
