import { findOrMakeContact, type Person } from "../contacts/find-or-make-contact.ts";
import type { IntakeCtx } from "./intake-ctx.ts";

/** The contact a payload is about; a number in no country is read as one of the shop's own. */
export async function findPerson(ctx: IntakeCtx, person: Person): Promise<string | null> {
  const phones = person.phones?.map((phone) => ({ ...phone, country: phone.country ?? ctx.shop.country }));
  return (await findOrMakeContact(ctx, ctx.shop.id, { ...person, phones }))?.contactId ?? null;
}
