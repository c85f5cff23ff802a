import type { MessageState } from "#prisma/generated/enums.ts";
import type { Ctx } from "../ports.ts";
import type { MessageFilters } from "./message-filters.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";

export type MessageRow = {
  id: string;
  state: MessageState;
  createdAt: Date;
  templateName: string | null;
  language: string | null;
  category: string;
  reason: string | null;
  contact: { id: string; label: string };
  automation: { id: string; name: string } | null;
};

export type MessagePage = {
  messages: MessageRow[];
  older: string | null;
  newer: string | null;
  automations: { id: string; name: string }[];
  /** The person filtered by, for the heading. */
  contact: { id: string; label: string } | null;
};

export const messagesPerPage = 50;

/**
 * One page of a shop's messages, newest first. Pages are keyed by id (UUID v7 sorts by time), so page one and page ten
 * thousand cost the same, and nothing counts a million rows.
 */
export async function listMessages(ctx: Ctx, shopId: string, filters: MessageFilters): Promise<MessagePage> {
  const { state, automationId, contactId, before, after } = filters;
  const upwards = after !== undefined;
  const [rows, automations, contact] = await Promise.all([
    ctx.db.message.findMany({
      where: {
        shopId,
        ...(state ? { state } : {}),
        ...(automationId ? { automationId } : {}),
        ...(contactId ? { contactId } : {}),
        ...(after ? { id: { gt: after } } : before ? { id: { lt: before } } : {}),
      },
      orderBy: { id: upwards ? "asc" : "desc" },
      take: messagesPerPage + 1,
      include: { contact: { select: contactLabelSelect } },
    }),
    ctx.db.automation.findMany({ where: { shopId }, select: { id: true, name: true }, orderBy: { name: "asc" } }),
    contactId
      ? ctx.db.contact.findUnique({ where: { shopId_id: { shopId, id: contactId } }, select: contactLabelSelect })
      : null,
  ]);
  const names = new Map(automations.map((automation) => [automation.id, automation]));
  const further = rows.length > messagesPerPage;
  const page = rows.slice(0, messagesPerPage);
  if (upwards) page.reverse();
  const first = page[0]?.id ?? null;
  const last = page.at(-1)?.id ?? null;
  return {
    messages: page.map((row) => ({
      id: row.id,
      state: row.state,
      createdAt: row.createdAt,
      templateName: row.templateName,
      language: row.language,
      category: row.category,
      reason: row.reason,
      contact: contactLabel(row.contact),
      automation: (row.automationId && names.get(row.automationId)) || null,
    })),
    older: upwards || further ? last : null,
    newer: (upwards ? further : before !== undefined) ? first : null,
    automations,
    contact: contact && contactLabel(contact),
  };
}
