import type { ConsentNow } from "../consent/read-consent.ts";
import type { Db } from "../ports.ts";
import { standingDecision, wordColumns } from "../shared/consent-state.ts";

/** What several people allow today. Index: ConsentEntry (shopId, contactId, purpose, occurredAt). */
export async function consentOf(
  db: Db,
  shopId: string,
  contactIds: readonly string[],
): Promise<Map<string, ConsentNow>> {
  const entries = await db.consentEntry.findMany({
    where: { shopId, contactId: { in: [...contactIds] } },
    select: { contactId: true, purpose: true, ...wordColumns },
  });
  const byContact = Map.groupBy(entries, (entry) => entry.contactId);
  return new Map(
    contactIds.map((id) => {
      const own = byContact.get(id) ?? [];
      const stateOf = (purpose: "marketing" | "transactional") =>
        standingDecision(own.filter((entry) => entry.purpose === purpose))?.state ?? "none";
      return [id, { marketing: stateOf("marketing"), transactional: stateOf("transactional") }];
    }),
  );
}
