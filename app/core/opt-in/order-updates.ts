import type { Tx, TxCtx } from "../ports.ts";
import { isStandingNo } from "../shared/consent-sql.ts";

/**
 * Whom the updates of an order go to in place of whoever ordered: the person of the number that was named on the order's page,
 * once that number has agreed since, and for as long as it does. Null: they go where they always go. Indexes: OrderUpdates'
 * key, ConsentEntry (shopId, contactId, purpose, occurredAt).
 */
export async function updatesRecipient(tx: Tx, shopId: string, checkoutToken: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ contactId: string }[]>`
    SELECT u."contactId" FROM "OrderUpdates" u
    WHERE u."shopId" = ${shopId}::uuid AND u."checkoutToken" = ${checkoutToken}
      AND EXISTS (
        SELECT 1 FROM "ConsentEntry" e
        JOIN "Contact" c ON c."shopId" = e."shopId" AND c."id" = e."contactId"
        WHERE e."shopId" = u."shopId" AND e."purpose" = 'transactional' AND e."state" = 'granted'
          AND (c."id" = u."contactId" OR c."mergedIntoId" = u."contactId") AND e."occurredAt" >= u."askedAt")
      AND NOT EXISTS (
        SELECT 1 FROM "ConsentEntry" e
        WHERE e."shopId" = u."shopId" AND e."contactId" = u."contactId" AND e."purpose" = 'transactional'
          AND ${isStandingNo("e")})`;
  return row?.contactId ?? null;
}

/**
 * Notes whom the updates of an order are to go to; the last one named counts. Named again within a day, they were named
 * when they first were, so that an answer given in between still counts.
 */
export async function nameRecipient(
  { tx, clock }: TxCtx,
  shopId: string,
  checkoutToken: string,
  contactId: string,
  askedAt: Date,
): Promise<void> {
  const at = askedAt > clock.now() ? clock.now() : askedAt;
  await tx.$executeRaw`
    INSERT INTO "OrderUpdates" AS u ("shopId", "checkoutToken", "contactId", "askedAt")
    VALUES (${shopId}::uuid, ${checkoutToken}, ${contactId}::uuid, ${at})
    ON CONFLICT ("shopId", "checkoutToken") DO UPDATE SET "contactId" = EXCLUDED."contactId",
      "askedAt" = CASE WHEN u."contactId" = EXCLUDED."contactId" AND u."askedAt" > ${new Date(at.getTime() - dayMs)}
        THEN LEAST(u."askedAt", EXCLUDED."askedAt") ELSE EXCLUDED."askedAt" END`;
}

const dayMs = 24 * 3_600_000;
