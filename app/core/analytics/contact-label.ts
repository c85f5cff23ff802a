import type { Prisma } from "#prisma/generated/client.ts";

export const contactLabelSelect = {
  id: true,
  firstName: true,
  lastName: true,
  identities: { select: { kind: true, value: true }, orderBy: { kind: "asc" } },
} satisfies Prisma.ContactSelect;

type LabelledContact = Prisma.ContactGetPayload<{ select: typeof contactLabelSelect }>;

/** What a merchant recognises a person by: the name, else the number, else nothing but a WhatsApp identity. */
export function contactLabel({ id, firstName, lastName, identities }: LabelledContact): { id: string; label: string } {
  const name = [firstName, lastName].filter(Boolean).join(" ");
  const phone = identities.find((identity) => identity.kind === "phone")?.value;
  return { id, label: name || phone || identities[0]?.value || "" };
}
