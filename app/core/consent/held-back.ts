import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import type { Tx } from "../ports.ts";
import type { ConsentSource } from "../shared/consent-sources.ts";
import { isHeldBack, wordColumns } from "../shared/consent-state.ts";

/** Of what this contact (in force) has said a no that no yes by this source lifts. Index: ConsentEntry (shopId, contactId, …). */
export async function purposesHeldBack(
  tx: Tx,
  shopId: string,
  contactId: string,
  source: ConsentSource,
): Promise<ConsentPurpose[]> {
  const said = await tx.consentEntry.findMany({
    where: { shopId, contactId },
    select: { purpose: true, ...wordColumns },
  });
  const purposes: ConsentPurpose[] = ["marketing", "transactional"];
  return purposes.filter((purpose) =>
    isHeldBack(
      said.filter((one) => one.purpose === purpose),
      source,
    ),
  );
}
