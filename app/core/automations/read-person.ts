import type { Tx } from "../ports.ts";
import { readConsent } from "../consent/read-consent.ts";

/** What conditions may ask about a contact; `marketing` is null unless it was asked for. */
export type Person = {
  locale: string | null;
  country: string | null;
  province: string | null;
  marketing: string | null;
};

export async function readPerson(
  tx: Tx,
  shopId: string,
  contactId: string,
  withConsent: boolean,
): Promise<Person | null> {
  const contact = await tx.contact.findUnique({
    where: { shopId_id: { shopId, id: contactId } },
    select: { locale: true, country: true, province: true },
  });
  if (!contact) return null;
  return { ...contact, marketing: withConsent ? (await readConsent(tx, shopId, contactId)).marketing : null };
}
