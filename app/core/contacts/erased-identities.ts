import type { Ids, Tx } from "../ports.ts";
import type { PrivacySubject } from "../shared/privacy-subject.ts";

/** What a person, or something only theirs, is named by in what the platforms send. */
export type Name = {
  kind: "phone" | "email" | "shopify_customer" | "business_scoped_id" | "order" | "token";
  /** phone: canonical E.164; email: in small letters; else the platform's id. */
  value: string;
};

/** As what is told late of them is recognised by, once nobody knows them any more. */
export function namesOfSubject(person: PrivacySubject): Name[] {
  const of = (kind: Name["kind"], values: readonly string[]) => values.map((value) => ({ kind, value }));
  return [
    ...of("phone", person.phones),
    ...of(
      "email",
      person.emails.map((email) => email.toLowerCase()),
    ),
    ...of("shopify_customer", person.customerIds),
    ...of("business_scoped_id", person.userIds),
    ...of("order", person.orderIds),
    ...of("token", person.tokens),
  ];
}

const perStatement = 500;

/**
 * Keeps that whoever, and whatever, is named so was erased, as keyed hashes: what is told late of the time before must not
 * bring it back. Again, it is the later time that counts.
 */
export async function rememberErased(
  { db, ids }: { db: Tx; ids: Ids },
  shopId: string,
  names: readonly Name[],
  erasedAt: Date,
): Promise<void> {
  const fingerprints = [...new Set(names.flatMap((name) => fingerprintsOf(ids, shopId, name).slice(0, 1)))].sort();
  for (let from = 0; from < fingerprints.length; from += perStatement) {
    await db.$executeRaw`
      INSERT INTO "ErasedIdentity" ("shopId", "fingerprint", "erasedAt")
      SELECT ${shopId}::uuid, f, ${erasedAt}::timestamptz FROM unnest(${fingerprints.slice(from, from + perStatement)}::text[]) f
      ON CONFLICT ("shopId", "fingerprint")
        DO UPDATE SET "erasedAt" = GREATEST("ErasedIdentity"."erasedAt", EXCLUDED."erasedAt")`;
  }
}

/** When what is named so was erased; what never was is left out. Index: ErasedIdentity's key. */
export async function erasedAmong<T extends Name>(
  { db, ids }: { db: Tx; ids: Ids },
  shopId: string,
  names: readonly T[],
): Promise<{ name: T; erasedAt: Date }[]> {
  const nameOf = new Map(names.flatMap((name) => fingerprintsOf(ids, shopId, name).map((print) => [print, name])));
  if (nameOf.size === 0) return [];
  const rows = await db.erasedIdentity.findMany({
    where: { shopId, fingerprint: { in: [...nameOf.keys()] } },
    select: { fingerprint: true, erasedAt: true },
  });
  return rows.flatMap(({ fingerprint, erasedAt }) => {
    const name = nameOf.get(fingerprint);
    return name ? [{ name, erasedAt }] : [];
  });
}

/** Is somebody known by one of these now? Whoever came back since is. Index: ContactIdentity's key. */
export async function someoneKnown(tx: Tx, shopId: string, names: readonly Name[]): Promise<boolean> {
  const identities = identitiesAmong(names);
  if (identities.length === 0) return false;
  return (await tx.contactIdentity.findFirst({ where: { shopId, OR: identities }, select: { value: true } })) !== null;
}

/** Those a contact is known by. */
export function identitiesAmong(names: readonly Name[]) {
  return names.flatMap(({ kind, value }) =>
    kind === "phone" || kind === "shopify_customer" || kind === "business_scoped_id" ? [{ kind, value }] : [],
  );
}

function fingerprintsOf(ids: Ids, shopId: string, { kind, value }: Name): string[] {
  return ids.fingerprints(`${shopId}|erased|${kind}|${value}`);
}
