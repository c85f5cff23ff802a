import type { ConsentPurpose, IdentityKind } from "#prisma/generated/enums.ts";
import type { TxCtx } from "../ports.ts";

type Identity = { kind: IdentityKind; value: string };

/** Keeps what a person had said no to, under the fingerprints of who they were; the later no stands. */
export async function keepErasedOptOuts(
  ctx: TxCtx,
  shopId: string,
  identities: readonly Identity[],
  revoked: readonly { purpose: ConsentPurpose; revokedAt: Date }[],
): Promise<void> {
  for (const identity of identities) {
    const [fingerprint] = fingerprintsOf(ctx, shopId, identity);
    if (fingerprint === undefined) continue;
    for (const { purpose, revokedAt } of revoked) {
      await ctx.tx.$executeRaw`
        INSERT INTO "ErasedOptOut" ("shopId", "fingerprint", "purpose", "revokedAt", "keptAt")
        VALUES (${shopId}::uuid, ${fingerprint}, ${purpose}::"ConsentPurpose", ${revokedAt}, ${ctx.clock.now()})
        ON CONFLICT ("shopId", "fingerprint", "purpose")
          DO UPDATE SET "revokedAt" = GREATEST("ErasedOptOut"."revokedAt", EXCLUDED."revokedAt")`;
    }
  }
}

/**
 * Whoever gets an identity that an erased person had has said no when that person did: a yes given since stands above it.
 * Index: ErasedOptOut's key. One statement, as it runs for every new contact.
 */
export async function recallErasedOptOuts(
  ctx: TxCtx,
  shopId: string,
  contactId: string,
  identities: readonly Identity[],
): Promise<void> {
  const fingerprints = identities.flatMap((identity) => fingerprintsOf(ctx, shopId, identity));
  const ids: Record<ConsentPurpose, string> = { marketing: ctx.ids.next(), transactional: ctx.ids.next() };
  await ctx.tx.$executeRaw`
    INSERT INTO "ConsentEntry" ("shopId", "id", "contactId", "purpose", "state", "source", "evidence", "occurredAt",
      "recordedAt", "dedupeKey")
    SELECT e."shopId", CASE e."purpose" WHEN 'marketing' THEN ${ids.marketing}::uuid ELSE ${ids.transactional}::uuid END,
      ${contactId}::uuid, e."purpose", 'revoked', 'erasure', '{}', max(e."revokedAt"), ${ctx.clock.now()}::timestamptz,
      'erasure:' || ${contactId} || ':' || e."purpose" || ':' || floor(extract(epoch FROM max(e."revokedAt")) * 1000)
    FROM "ErasedOptOut" e
    WHERE e."shopId" = ${shopId}::uuid AND e."fingerprint" = ANY(${fingerprints})
    GROUP BY e."shopId", e."purpose"
    ON CONFLICT ("shopId", "dedupeKey") DO NOTHING`;
}

function fingerprintsOf(ctx: TxCtx, shopId: string, { kind, value }: Identity): string[] {
  return ctx.ids.fingerprints(`${shopId}|${kind}|${value}`);
}
