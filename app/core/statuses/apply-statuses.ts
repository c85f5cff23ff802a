import { Prisma } from "#prisma/generated/client.ts";
import type { MessageState } from "#prisma/generated/enums.ts";
import type { Tx, TxCtx } from "../ports.ts";
import { applyConsequences, type Consequence } from "../outbox/apply-consequences.ts";
import { hadSecondChance, refusalDetails } from "../outbox/second-chance.ts";
import { foldStatuses } from "./fold-statuses.ts";
import type { StatusCallback } from "./status-callback.ts";
import { writeChanges, type MessageChange } from "./write-changes.ts";

export type AppliedStatuses = {
  /** Messages whose state moved. */
  moved: number;
  /** Statuses told for the first time. */
  recorded: number;
  /** Statuses of messages nobody here knows: sent by another tool, or long gone. */
  unmatched: number;
};

type Row = {
  id: string;
  contactId: string;
  accountId: string;
  state: MessageState;
  wamid: string | null;
  claimedAt: Date | null;
  attempts: number;
  expiresAt: Date | null;
  templateName: string | null;
  language: string | null;
  pairBackoffs: number;
  failedWamids: string[];
  /** Of somebody erased since: what became of it counts, Meta's id and words stay away (they hold the phone number). */
  erased: boolean;
};

/** Only to know that callbacks flow: no need to write it for each of them. */
const noteCallbackEveryMs = 3_000;

/**
 * Applies statuses of one or many callbacks, any number of them, in a handful of statements inside the caller's transaction.
 * Messages only move forward; told again, late or out of order changes nothing that was known better. A failure does what
 * the table of errors says, once: the second telling finds its row in MessageStatus.
 */
export async function applyStatuses(
  ctx: TxCtx,
  where: { shopId: string; numberId: string; lastCallbackAt?: Date | null },
  statuses: readonly StatusCallback[],
): Promise<AppliedStatuses> {
  const { tx } = ctx;
  const now = ctx.clock.now();
  const rows = await lockMessages(tx, where.shopId, statuses);
  const byMessage = assign(rows, statuses);
  const spentChances = await hadSecondChance(
    tx,
    [...byMessage].filter(([, told]) => told.some(isFailure)).map(([{ id }]) => ({ shopId: where.shopId, id })),
  );
  const fresh = await record(tx, where.shopId, byMessage, now);

  const changes: MessageChange[] = [];
  const consequences: Consequence[] = [];
  for (const [row, told] of byMessage) {
    const known = { ...row, hadItsSecondChance: spentChances(row.id) };
    // A failure told before was acted on then; the rest may be folded again and again.
    const news = told.filter((status) => !isFailure(status) || fresh.has(statusKey(row.id, status)));
    const change = foldStatuses(known, news, now);
    changes.push({ id: row.id, erased: row.erased, ...change });
    if (change.failure) consequences.push({ at: refusedAt(where, row), ...change.failure });
  }
  await writeChanges(tx, where.shopId, changes);
  await applyConsequences(ctx, consequences);
  await noteCallback(tx, where, now);

  const matched = [...byMessage.values()].reduce((sum, told) => sum + told.length, 0);
  return {
    moved: changes.filter((change) => change.state !== null).length,
    recorded: fresh.size,
    unmatched: statuses.length - matched,
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** By the id that came back, else by wamid; locked in the order of the key, as everybody locks messages. */
async function lockMessages(tx: Tx, shopId: string, statuses: readonly StatusCallback[]): Promise<Row[]> {
  const keys = statuses.map(({ callbackData, wamid }) => ({
    id: callbackData && uuid.test(callbackData) ? callbackData.toLowerCase() : null,
    wamid,
  }));
  return tx.$queryRaw<Row[]>`
    WITH told AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${JSON.stringify(keys)}::json) AS k("id" uuid, "wamid" text)
    ), meant AS MATERIALIZED (
      SELECT told."id" FROM told WHERE told."id" IS NOT NULL
      UNION
      SELECT m."id" FROM told JOIN "Message" m ON m."shopId" = ${shopId}::uuid AND m."wamid" = told."wamid"
      WHERE told."id" IS NULL
    )
    SELECT m."id", m."contactId", n."accountId", m."state"::text AS "state", m."wamid", m."claimedAt", m."attempts",
      m."expiresAt", m."templateName", m."language", COALESCE((
        SELECT r."backoffs" FROM "RecipientLane" r
        WHERE r."shopId" = m."shopId" AND r."numberId" = m."numberId" AND r."contactId" = m."contactId"
      ), 0) AS "pairBackoffs",
      CASE WHEN m."wamid" IS NULL THEN ARRAY(
        SELECT s."details" ->> 'wamid' FROM "MessageStatus" s
        WHERE s."shopId" = m."shopId" AND s."messageId" = m."id" AND s."status" = 'failed'
      ) ELSE '{}' END AS "failedWamids",
      COALESCE(m."content" ->> 'kind' = 'erased', FALSE) AS "erased"
    FROM meant
    JOIN "Message" m ON m."shopId" = ${shopId}::uuid AND m."id" = meant."id"
    JOIN "WhatsAppNumber" n ON n."shopId" = m."shopId" AND n."id" = m."numberId"
    ORDER BY m."id" FOR NO KEY UPDATE OF m`;
}

function assign(rows: readonly Row[], statuses: readonly StatusCallback[]): Map<Row, StatusCallback[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byWamid = new Map(rows.map((row) => [row.wamid, row]));
  const assigned = new Map<Row, StatusCallback[]>();
  for (const status of statuses) {
    const row = byId.get(status.callbackData?.toLowerCase() ?? "") ?? byWamid.get(status.wamid);
    if (row) assigned.set(row, [...(assigned.get(row) ?? []), status]);
  }
  return assigned;
}

function isFailure({ status }: StatusCallback): boolean {
  return status === "failed";
}

function statusKey(messageId: string, status: StatusCallback): string {
  return `${messageId}/${status.status}/${status.occurredAt.getTime()}`;
}

/** Keeps every status as it came, and when it reached us; the keys of those told for the first time. */
async function record(tx: Tx, shopId: string, byMessage: Map<Row, StatusCallback[]>, now: Date): Promise<Set<string>> {
  const rows = [...byMessage].flatMap(([row, told]) =>
    told.map((status) => ({
      shopId,
      messageId: row.id,
      status: status.status,
      occurredAt: status.occurredAt,
      recordedAt: status.receivedAt ?? now,
      errorCode: status.refusal?.code ?? null,
      details: row.erased ? Prisma.DbNull : detailsOf(status),
    })),
  );
  if (rows.length === 0) return new Set();
  const fresh = await tx.messageStatus.createManyAndReturn({
    data: rows,
    skipDuplicates: true,
    select: { messageId: true, status: true, occurredAt: true },
  });
  return new Set(fresh.map(({ messageId, status, occurredAt }) => `${messageId}/${status}/${occurredAt.getTime()}`));
}

function detailsOf({ wamid, pricing, refusal }: StatusCallback) {
  return { wamid, ...(pricing ? { pricing } : {}), ...(refusal ? refusalDetails(refusal) : {}) };
}

function refusedAt({ shopId, numberId }: { shopId: string; numberId: string }, row: Row): Consequence["at"] {
  return {
    shopId,
    numberId,
    accountId: row.accountId,
    contactId: row.contactId,
    messageId: row.id,
    templateName: row.templateName,
    language: row.language,
    laneBackoffs: null,
  };
}

/** settleUnknown asks whether callbacks of the number flow. */
async function noteCallback(
  tx: Tx,
  { shopId, numberId, lastCallbackAt }: { shopId: string; numberId: string; lastCallbackAt?: Date | null },
  now: Date,
): Promise<void> {
  if (lastCallbackAt && now.getTime() - lastCallbackAt.getTime() <= noteCallbackEveryMs) return;
  await tx.whatsAppNumber.updateMany({
    where: {
      shopId,
      id: numberId,
      OR: [{ lastCallbackAt: null }, { lastCallbackAt: { lt: new Date(now.getTime() - noteCallbackEveryMs) } }],
    },
    data: { lastCallbackAt: now },
  });
}
