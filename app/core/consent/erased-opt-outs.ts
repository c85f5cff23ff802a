import type { ConsentPurpose, IdentityKind } from "#prisma/generated/enums.ts";
import type { Ids, Tx, TxCtx } from "../ports.ts";

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

/** Which of these numbers belonged to an erased person who had said no, and to what. Index: ErasedOptOut's key. */
export async function erasedOptOutsAmong(
  { db, ids }: { db: Tx; ids: Ids },
  shopId: string,
  phones: readonly string[],
): Promise<Map<string, ConsentPurpose[]>> {
  const phoneOf = new Map(
    phones.flatMap((value) => fingerprintsOf({ ids }, shopId, { kind: "phone", value }).map((print) => [print, value])),
  );
  const rows = await db.erasedOptOut.findMany({
    where: { shopId, fingerprint: { in: [...phoneOf.keys()] } },
    select: { fingerprint: true, purpose: true },
  });
  const found = Map.groupBy(rows, ({ fingerprint }) => phoneOf.get(fingerprint) ?? "");
  return new Map([...found].map(([phone, own]) => [phone, own.map(({ purpose }) => purpose)]));
}

function fingerprintsOf({ ids }: { ids: Ids }, shopId: string, { kind, value }: Identity): string[] {
  return ids.fingerprints(`${shopId}|${kind}|${value}`);
}
