import { z } from "zod";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Db } from "../ports.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";

export type EventRow = {
  id: string;
  kind: string;
  outcome: string;
  at: Date;
  contact: { id: string; label: string } | null;
  /** What a merchant knows it by: an order's name, a product's title; null where there is nothing to say. */
  about: string | null;
  amount: { minor: string; currency: string } | null;
  /** Automations it started. */
  automations: { id: string; name: string }[];
};

export const eventRowSelect = {
  id: true,
  kind: true,
  outcome: true,
  occurredAt: true,
  subjectKind: true,
  subjectId: true,
  details: true,
  contact: { select: contactLabelSelect },
} satisfies Prisma.StoreEventSelect;

type Selected = Prisma.StoreEventGetPayload<{ select: typeof eventRowSelect }>;

const detailsSchema = z.object({
  name: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  amountMinor: z
    .string()
    .regex(/^-?\d+$/)
    .optional()
    .catch(undefined),
  totalMinor: z
    .string()
    .regex(/^-?\d+$/)
    .optional()
    .catch(undefined),
  currency: z.string().optional().catch(undefined),
});

/** Events as they are shown, with the automations each started. Index: AutomationRun (shopId, storeEventId). */
export async function eventRows(db: Db, shopId: string, events: readonly Selected[]): Promise<EventRow[]> {
  if (events.length === 0) return [];
  // A restock starts one run for each who asked: each automation is named once.
  const started = await db.$queryRaw<{ eventId: string; id: string; name: string }[]>`
    SELECT DISTINCT r."storeEventId" AS "eventId", a."id", a."name"
    FROM "AutomationRun" r JOIN "Automation" a ON a."shopId" = r."shopId" AND a."id" = r."automationId"
    WHERE r."shopId" = ${shopId}::uuid AND r."storeEventId" = ANY(${events.map(({ id }) => id)}::uuid[])
    ORDER BY a."name"`;
  return events.map((event) =>
    eventRow(
      event,
      started.filter(({ eventId }) => eventId === event.id).map(({ id, name }) => ({ id, name })),
    ),
  );
}

function eventRow({ contact, details, ...event }: Selected, automations: EventRow["automations"]): EventRow {
  const told = detailsSchema.safeParse(details).data ?? {};
  const minor = told.amountMinor ?? told.totalMinor;
  return {
    id: event.id,
    kind: event.kind,
    outcome: event.outcome,
    at: event.occurredAt,
    contact: contact && contactLabel(contact),
    about: told.name ?? told.title ?? null,
    amount: minor !== undefined && told.currency ? { minor, currency: told.currency } : null,
    automations,
  };
}
