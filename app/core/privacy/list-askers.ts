import { contactLabel, contactLabelSelect } from "../analytics/contact-label.ts";
import type { Db } from "../ports.ts";
import { answeredByMerchant } from "../shared/privacy-requests.ts";
import { readSubject } from "../shared/privacy-subject.ts";

export type Asker = { id: string; label: string };

type Request = { id: string; topic: string; completedAt: Date | null; fileUntil: Date | null; subject: unknown };

/**
 * Whom the merchant is to hand the files to, by request, as long as a request is open or its file is there; none: nobody who is
 * a customer here. A request is not in it while that is not found out yet, and when they have been erased since. Indexes:
 * ContactIdentity's and Contact's keys.
 */
export async function listAskers(db: Db, shopId: string, requests: readonly Request[]): Promise<Map<string, Asker[]>> {
  const asked = requests
    .filter(({ topic }) => answeredByMerchant.some((one) => one === topic))
    .filter(({ completedAt, fileUntil, subject }) => subject !== null && (!completedAt || fileUntil))
    .map(({ subject, ...request }) => ({ ...request, subject: readSubject(subject) }));
  if (asked.length === 0) return new Map();
  const customerIds = asked.flatMap(({ subject }) => subject.customerIds);
  const identities = await db.contactIdentity.findMany({
    where: { shopId, kind: "shopify_customer", value: { in: customerIds } },
    select: { value: true, contactId: true },
  });
  const named = asked.map(({ id, fileUntil, subject }) => {
    const byShopify = identities.filter(({ value }) => subject.customerIds.includes(value));
    // What was found out when the file was made stands.
    const contactIds = fileUntil
      ? subject.contactIds
      : [...subject.contactIds, ...byShopify.map((one) => one.contactId)];
    return { id, gathered: fileUntil !== null, contactIds };
  });
  const inForce = await readInForce(
    db,
    shopId,
    named.flatMap(({ contactIds }) => contactIds),
  );
  return new Map(
    named.flatMap(({ id, gathered, contactIds }) => {
      const people = new Map(contactIds.flatMap((one) => inForce.get(one) ?? []).map((asker) => [asker.id, asker]));
      const unknown = gathered && contactIds.length === 0;
      return people.size > 0 || unknown ? [[id, [...people.values()]] as const] : [];
    }),
  );
}

/** Whoever these contacts are today: a merged one is the one it became, an erased one is nobody. */
async function readInForce(db: Db, shopId: string, ids: readonly string[]): Promise<Map<string, Asker>> {
  const found = await db.contact.findMany({
    where: { shopId, id: { in: [...ids] } },
    select: { id: true, mergedIntoId: true },
  });
  const people = await db.contact.findMany({
    where: { shopId, id: { in: found.map(({ id, mergedIntoId }) => mergedIntoId ?? id) }, erasedAt: null },
    select: contactLabelSelect,
  });
  const byId = new Map(people.map((person) => [person.id, contactLabel(person)]));
  return new Map(
    found.flatMap(({ id, mergedIntoId }) => {
      const person = byId.get(mergedIntoId ?? id);
      return person ? [[id, person] as const] : [];
    }),
  );
}
