import type { Tx } from "../ports.ts";

/** Why a number is disconnected whose shop uninstalled the app, and, once it is back, why it could not have it again. */
const released = "app_uninstalled";
const takenOver = "taken_over";

/**
 * The accounts and numbers of a shop that uninstalled the app are free for another shop, and nothing is sent from them. Tokens
 * and PINs stay until the shop's data is asked to be erased, for the shop that comes back.
 */
export async function releaseNumbers(tx: Tx, shopId: string, now: Date): Promise<void> {
  // As in closeLane: a claim that began before takes nothing.
  await tx.$executeRaw`
    UPDATE "SendLane" SET "tokens" = 0,
      "refilledAt" = GREATEST("refilledAt", ${now.toISOString()}::timestamptz) + interval '1 millisecond'
    WHERE "shopId" = ${shopId}::uuid`;
  await tx.whatsAppNumber.updateMany({
    where: { shopId, status: { not: "disconnected" } },
    data: { status: "disconnected", statusReason: released },
  });
  await tx.whatsAppAccount.updateMany({
    where: { shopId, disconnectedAt: null },
    data: { disconnectedAt: now, status: "needs_reconnect", statusNote: released },
  });
}

/**
 * A shop that comes back finds its numbers as they were, but for those another shop connected meanwhile: they stay that shop's,
 * and say so. Not checked with Meta since, so that the next look asks how they stand and subscribes to their callbacks.
 */
export async function takeBackNumbers(tx: Tx, shopId: string, now: Date): Promise<void> {
  const at = now.toISOString();
  await tx.$executeRaw`
    UPDATE "WhatsAppAccount" a
    SET "status" = 'connected', "statusNote" = NULL, "disconnectedAt" = NULL, "checkedAt" = NULL
    WHERE a."shopId" = ${shopId}::uuid AND a."statusNote" = ${released} AND a."disconnectedAt" IS NOT NULL
      AND a."accessToken" <> '' AND NOT EXISTS (
        SELECT 1 FROM "WhatsAppAccount" o WHERE o."wabaId" = a."wabaId" AND o."disconnectedAt" IS NULL)`;
  await tx.$executeRaw`
    UPDATE "WhatsAppNumber" n
    SET "status" = (CASE WHEN n."pausedUntil" > ${at}::timestamptz THEN 'paused' ELSE 'connected' END)::"NumberStatus",
      "pausedUntil" = CASE WHEN n."pausedUntil" > ${at}::timestamptz THEN n."pausedUntil" END, "statusReason" = NULL
    FROM "WhatsAppAccount" a
    WHERE n."shopId" = ${shopId}::uuid AND n."status" = 'disconnected' AND n."statusReason" = ${released}
      AND a."shopId" = n."shopId" AND a."id" = n."accountId" AND a."disconnectedAt" IS NULL AND NOT EXISTS (
        SELECT 1 FROM "WhatsAppNumber" o WHERE o."phoneNumberId" = n."phoneNumberId" AND o."status" <> 'disconnected')`;
  await tx.whatsAppNumber.updateMany({
    where: { shopId, status: "disconnected", statusReason: released },
    data: { statusReason: takenOver },
  });
  await tx.whatsAppAccount.updateMany({
    where: { shopId, disconnectedAt: { not: null }, statusNote: released },
    data: { statusNote: null },
  });
}
