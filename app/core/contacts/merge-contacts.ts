import { Prisma } from "#prisma/generated/client.ts";
import type { ConsentPurpose, TemplateCategory } from "#prisma/generated/enums.ts";
import type { Tx, TxCtx } from "../ports.ts";
import { AppError } from "../shared/app-error.ts";
import { confirmOptInTemplate } from "../shared/opt-in-question.ts";
import { mergeDecisions, standingDecision, wordColumns, type StandingDecision } from "../shared/consent-state.ts";

/**
 * Makes two contacts one: `dropId` stays as a tombstone that points to `keepId`, everything else of it moves over, and of
 * their consents the stricter stands. Merging twice, or what somebody else has merged meanwhile, changes nothing.
 */
export async function mergeContacts(ctx: TxCtx, shopId: string, keepId: string, dropId: string): Promise<void> {
  const pair = await lockPair(ctx.tx, shopId, keepId, dropId);
  if (!pair) return;
  await mergeConsent(ctx, shopId, keepId, dropId);
  await moveConversations(ctx.tx, shopId, keepId, dropId);
  await moveProductRequests(ctx.tx, shopId, keepId, dropId);
  await moveSendLimits(ctx.tx, shopId, keepId, dropId);
  await moveMessages(ctx.tx, shopId, keepId, dropId);
  for (const table of simplyMoved) {
    await ctx.tx.$executeRaw`
      UPDATE ${Prisma.raw(`"${table}"`)} SET "contactId" = ${keepId}::uuid
      WHERE "shopId" = ${shopId}::uuid AND "contactId" = ${dropId}::uuid`;
  }
  await joinProfiles(ctx.tx, shopId, keepId, dropId);
  ctx.log.info("contacts_merged", { shopId, keepId, dropId });
}

/** Rows with a contact that no unique key binds to it. The consent ledger is append-only and stays where it is. */
const simplyMoved = [
  "ContactIdentity",
  "StoreEvent",
  "AutomationRun",
  "Cart",
  "Checkout",
  "Order",
  "OrderUpdates",
  "LinkArrival",
  "PageArrival",
] as const;

/**
 * What was sent cost what the number it went to costs. Messages of before that was kept with them are priced by their
 * person's number: it is noted while that is still the old person's.
 */
async function moveMessages(tx: Tx, shopId: string, keepId: string, dropId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Message" SET "contactId" = ${keepId}::uuid, "dialPrefix" = CASE WHEN "state" IN ('planned', 'queued')
      THEN "dialPrefix" ELSE NULLIF(bill_prefix("dialPrefix", "shopId", "contactId"), '') END
    WHERE "shopId" = ${shopId}::uuid AND "contactId" = ${dropId}::uuid`;
}

/**
 * Waits for whoever is writing rows of these contacts (their foreign keys hold a share lock), in one order for everybody,
 * and keeps them until commit. Who merges more than two locks them all first.
 */
export function lockContacts(
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<{ id: string; mergedIntoId: string | null }[]> {
  return tx.$queryRaw`
    SELECT "id", "mergedIntoId" FROM "Contact"
    WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR UPDATE`;
}

/** Null when there is nothing to merge (any more). */
async function lockPair(tx: Tx, shopId: string, keepId: string, dropId: string) {
  if (keepId === dropId) return null;
  const rows = await lockContacts(tx, shopId, [keepId, dropId]);
  if (rows.length < 2) throw new AppError("contact_missing", `No contact ${keepId} or ${dropId} in shop ${shopId}`);
  return rows.every((row) => row.mergedIntoId === null) ? { keepId, dropId } : null;
}

/** Appends to the kept contact what both have decided together, where that is news to either of them, with what it came by. */
async function mergeConsent(ctx: TxCtx, shopId: string, keepId: string, dropId: string): Promise<void> {
  const entries = await ctx.tx.consentEntry.findMany({
    where: { shopId, contactId: { in: [keepId, dropId] } },
    select: { contactId: true, purpose: true, ...wordColumns },
  });
  for (const purpose of ["marketing", "transactional"] as const satisfies ConsentPurpose[]) {
    const decidedBy = (contactId: string) =>
      standingDecision(entries.filter((entry) => entry.contactId === contactId && entry.purpose === purpose));
    const kept = decidedBy(keepId);
    const together = mergeDecisions(kept, decidedBy(dropId));
    const unaware =
      together?.state === "revoked"
        ? [keepId, dropId].filter((contactId) => decidedBy(contactId)?.state !== "revoked")
        : [];
    await cancelWaiting(ctx, shopId, unaware, purpose);
    // Written anew also when the one that is kept says it already: what is being sent to the other at this moment, and will be
    // tried again, is older than this entry, and the claim looks only for opt-outs newer than the message.
    if (!together || (unaware.length === 0 && sameDecision(kept, together))) continue;
    await ctx.tx.consentEntry.createMany({
      data: [
        {
          shopId,
          id: ctx.ids.next(),
          contactId: keepId,
          purpose,
          state: together.state,
          source: "merge",
          origin: together.source,
          evidence: { mergedContactId: dropId },
          occurredAt: together.occurredAt,
          recordedAt: ctx.clock.now(),
          dedupeKey: `merge:${dropId}:${purpose}`,
        },
      ],
      skipDuplicates: true,
    });
  }
}

const categoriesOf: Record<ConsentPurpose, TemplateCategory[]> = {
  marketing: ["marketing"],
  transactional: ["utility", "authentication"],
};

/**
 * What was planned for the one who had not said no, before it came out that they are the one who had. The claim looks only
 * for opt-outs newer than the message.
 */
async function cancelWaiting(ctx: TxCtx, shopId: string, contactIds: string[], purpose: ConsentPurpose): Promise<void> {
  if (contactIds.length === 0) return;
  await ctx.tx.message.updateMany({
    where: {
      shopId,
      contactId: { in: contactIds },
      state: { in: ["planned", "queued"] },
      OR: [{ category: { in: categoriesOf[purpose] } }, { templateName: confirmOptInTemplate }],
      content: { path: ["kind"], equals: "template" },
    },
    data: { state: "cancelled", reason: "opted_out", endedAt: ctx.clock.now() },
  });
}

function sameDecision(a: StandingDecision | null, b: StandingDecision): boolean {
  return a?.state === b.state && a.source === b.source && a.occurredAt.getTime() === b.occurredAt.getTime();
}

/** One conversation per number and contact: where both have one, the dropped one's messages join the kept one's. */
async function moveConversations(tx: Tx, shopId: string, keepId: string, dropId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Conversation" k SET
      "windowExpiresAt" = GREATEST(k."windowExpiresAt", d."windowExpiresAt"),
      "lastInboundAt" = GREATEST(k."lastInboundAt", d."lastInboundAt"),
      "state" = LEAST(k."state", d."state"),
      "origin" = COALESCE(k."origin", d."origin"),
      "createdAt" = LEAST(k."createdAt", d."createdAt")
    FROM "Conversation" d
    WHERE k."shopId" = ${shopId}::uuid AND k."contactId" = ${keepId}::uuid
      AND d."shopId" = k."shopId" AND d."contactId" = ${dropId}::uuid AND d."numberId" = k."numberId"`;
  await tx.$executeRaw`
    UPDATE "InboundMessage" m SET "contactId" = ${keepId}::uuid, "conversationId" = COALESCE(k."id", d."id")
    FROM "Conversation" d
    LEFT JOIN "Conversation" k
      ON k."shopId" = d."shopId" AND k."numberId" = d."numberId" AND k."contactId" = ${keepId}::uuid
    WHERE d."shopId" = ${shopId}::uuid AND d."contactId" = ${dropId}::uuid
      AND m."shopId" = d."shopId" AND m."conversationId" = d."id"`;
  await moveArrivals(tx, shopId, keepId, dropId);
  await tx.$executeRaw`
    DELETE FROM "Conversation" d USING "Conversation" k
    WHERE d."shopId" = ${shopId}::uuid AND d."contactId" = ${dropId}::uuid
      AND k."shopId" = d."shopId" AND k."numberId" = d."numberId" AND k."contactId" = ${keepId}::uuid`;
  for (const table of ["Conversation", "InboundMessage"]) {
    await tx.$executeRaw`
      UPDATE ${Prisma.raw(`"${table}"`)} SET "contactId" = ${keepId}::uuid
      WHERE "shopId" = ${shopId}::uuid AND "contactId" = ${dropId}::uuid`;
  }
}

/** Two conversations that become one came by a link once. Index: LinkArrival and PageArrival (shopId, contactId). */
async function moveArrivals(tx: Tx, shopId: string, keepId: string, dropId: string): Promise<void> {
  for (const [table, way] of [
    ["LinkArrival", ["linkId"]],
    ["PageArrival", ["reference", "campaign", "page", "handle"]],
  ] as const) {
    const columns = quoted(way);
    // What tells one way into a conversation from another is the first two of them.
    const key = quoted(way.slice(0, 2));
    await tx.$executeRaw`
      WITH joined AS (
        DELETE FROM ${Prisma.raw(`"${table}"`)} a USING "Conversation" d, "Conversation" k
        WHERE a."shopId" = ${shopId}::uuid AND a."contactId" = ${dropId}::uuid
          AND d."shopId" = a."shopId" AND d."id" = a."conversationId" AND d."contactId" = a."contactId"
          AND k."shopId" = d."shopId" AND k."numberId" = d."numberId" AND k."contactId" = ${keepId}::uuid
        RETURNING a.*, k."id" AS "keptId")
      INSERT INTO ${Prisma.raw(`"${table}"`)} AS a
        ("shopId", "conversationId", "contactId", "firstAt", "lastAt", ${columns})
      SELECT "shopId", "keptId", ${keepId}::uuid, "firstAt", "lastAt", ${columns} FROM joined
      ON CONFLICT ("shopId", "conversationId", ${key}) DO UPDATE SET
        "firstAt" = LEAST(a."firstAt", EXCLUDED."firstAt"), "lastAt" = GREATEST(a."lastAt", EXCLUDED."lastAt")`;
  }
}

function quoted(names: readonly string[]): Prisma.Sql {
  return Prisma.raw(names.map((name) => `"${name}"`).join(", "));
}

/** Who asked twice for the same of a variant is told once. */
async function moveProductRequests(tx: Tx, shopId: string, keepId: string, dropId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "ProductRequest" d USING "ProductRequest" k
    WHERE d."shopId" = ${shopId}::uuid AND d."contactId" = ${dropId}::uuid AND d."notifiedAt" IS NULL
      AND k."shopId" = d."shopId" AND k."contactId" = ${keepId}::uuid AND k."variantId" = d."variantId"
      AND k."kind" = d."kind" AND k."notifiedAt" IS NULL`;
  await tx.productRequest.updateMany({ where: { shopId, contactId: dropId }, data: { contactId: keepId } });
}

/** The pair gap and the tier count people, and these are one: the later moment of both holds. */
async function moveSendLimits(tx: Tx, shopId: string, keepId: string, dropId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "RecipientLane" ("shopId", "numberId", "contactId", "nextAt", "backoffs")
    SELECT "shopId", "numberId", ${keepId}::uuid, "nextAt", "backoffs" FROM "RecipientLane"
    WHERE "shopId" = ${shopId}::uuid AND "contactId" = ${dropId}::uuid
    ON CONFLICT ("shopId", "numberId", "contactId") DO UPDATE SET
      "nextAt" = GREATEST("RecipientLane"."nextAt", EXCLUDED."nextAt"),
      "backoffs" = GREATEST("RecipientLane"."backoffs", EXCLUDED."backoffs")`;
  await tx.$executeRaw`
    INSERT INTO "TierReach" ("shopId", "accountId", "contactId", "reachedAt")
    SELECT "shopId", "accountId", ${keepId}::uuid, "reachedAt" FROM "TierReach"
    WHERE "shopId" = ${shopId}::uuid AND "contactId" = ${dropId}::uuid
    ON CONFLICT ("shopId", "accountId", "contactId") DO UPDATE SET
      "reachedAt" = GREATEST("TierReach"."reachedAt", EXCLUDED."reachedAt")`;
  await tx.recipientLane.deleteMany({ where: { shopId, contactId: dropId } });
  await tx.tierReach.deleteMany({ where: { shopId, contactId: dropId } });
}

/** Fills what the kept one lacks, keeps a merchant's block of either, and points all tombstones to the one in force. */
async function joinProfiles(tx: Tx, shopId: string, keepId: string, dropId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Contact" k SET
      "firstName" = COALESCE(k."firstName", d."firstName"),
      "lastName" = COALESCE(k."lastName", d."lastName"),
      "locale" = CASE WHEN k."localeChosenAt" IS NULL AND d."localeChosenAt" IS NOT NULL THEN d."locale"
        ELSE COALESCE(k."locale", d."locale") END,
      "localeChosenAt" = COALESCE(k."localeChosenAt", d."localeChosenAt"),
      "marketingGapDays" = GREATEST(k."marketingGapDays", d."marketingGapDays"),
      "country" = COALESCE(k."country", d."country"),
      "province" = COALESCE(k."province", d."province"),
      "timeZone" = COALESCE(k."timeZone", d."timeZone"),
      "birthday" = COALESCE(k."birthday", d."birthday"),
      "blockedAt" = LEAST(k."blockedAt", d."blockedAt"),
      "customerUpdatedAt" = GREATEST(k."customerUpdatedAt", d."customerUpdatedAt")
    FROM "Contact" d
    WHERE k."shopId" = ${shopId}::uuid AND k."id" = ${keepId}::uuid AND d."shopId" = k."shopId" AND d."id" = ${dropId}::uuid`;
  await tx.contact.updateMany({
    where: { shopId, OR: [{ id: dropId }, { mergedIntoId: dropId }] },
    data: { mergedIntoId: keepId },
  });
}
