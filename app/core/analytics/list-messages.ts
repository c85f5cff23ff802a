import { Prisma } from "#prisma/generated/client.ts";
import type { MessageState } from "#prisma/generated/enums.ts";
import { findContacts, readSearch } from "../contacts/find-contacts.ts";
import type { Ctx } from "../ports.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";
import { findOrders, orderIdOfKey, orderNames, runsOfOrders } from "./find-orders.ts";
import { idRange } from "./id-range.ts";
import type { MessageFilters } from "./message-filters.ts";
import { directionOf, pageOf, placeOf } from "./page-of.ts";

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
  /** The merchant sent it to their own phone. */
  isTest: boolean;
  /** Name of the order it is about, e.g. "#1001". */
  order: string | null;
};

export type MessagePage = {
  messages: MessageRow[];
  older: string | null;
  newer: string | null;
  automations: { id: string; name: string }[];
  /** Names of the templates there are. */
  templates: string[];
  /** The person filtered by, for the heading. */
  contact: { id: string; label: string } | null;
};

export const messagesPerPage = 50;

/**
 * One page of a shop's messages, newest first. Pages are keyed by id (UUID v7 sorts by time), so page one and page ten
 * thousand cost the same, and nothing counts a million rows. A search first finds the people and orders it may mean.
 *
 * Indexes: Message's key; with a filter (shopId, state | automationId | templateName, id), (shopId, contactId, createdAt);
 * with a search (shopId, contactId, …) and (shopId, runId).
 */
export async function listMessages(ctx: Ctx, shopId: string, filters: MessageFilters): Promise<MessagePage> {
  const { contactId } = filters;
  const [{ rows, older, newer }, automations, templates, contact] = await Promise.all([
    readPage(ctx, shopId, filters),
    ctx.db.automation.findMany({ where: { shopId }, select: { id: true, name: true }, orderBy: { name: "asc" } }),
    ctx.db.template.findMany({
      where: { shopId },
      select: { name: true },
      distinct: ["name"],
      orderBy: { name: "asc" },
    }),
    contactId
      ? ctx.db.contact.findUnique({ where: { shopId_id: { shopId, id: contactId } }, select: contactLabelSelect })
      : null,
  ]);
  const named = new Map(automations.map((automation) => [automation.id, automation]));
  const orderOf = (row: Row) => orderIdOfKey(row.run?.cancelKey ?? null);
  const orders = await orderNames(
    ctx.db,
    shopId,
    rows.flatMap((row) => orderOf(row) ?? []),
  );
  return {
    messages: rows.map((row) => ({
      id: row.id,
      state: row.state,
      createdAt: row.createdAt,
      templateName: row.templateName,
      language: row.language,
      category: row.category,
      reason: row.reason,
      contact: contactLabel(row.contact),
      automation: (row.automationId && named.get(row.automationId)) || null,
      isTest: row.isTest,
      order: orders.get(orderOf(row) ?? "") ?? null,
    })),
    older,
    newer,
    automations,
    templates: templates.map(({ name }) => name),
    contact: contact && contactLabel(contact),
  };
}

const shown = {
  contact: { select: contactLabelSelect },
  run: { select: { cancelKey: true } },
} satisfies Prisma.MessageInclude;

type Row = Prisma.MessageGetPayload<{ include: typeof shown }>;

async function readPage(ctx: Ctx, shopId: string, filters: MessageFilters) {
  const search = readSearch(filters.search);
  const dated = filters.from !== undefined || filters.to !== undefined;
  const shop =
    search !== null || dated
      ? await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { country: true, timeZone: true } })
      : null;
  const days = dated && shop ? idRange(filters, shop.timeZone) : {};
  const ids = search === null ? null : await searchPage(ctx, shopId, { search, filters, days, shop });
  const { state, automationId, contactId, template } = filters;
  const read = await ctx.db.message.findMany({
    where: ids
      ? { shopId, id: { in: ids } }
      : {
          shopId,
          ...(state ? { state } : {}),
          ...(automationId ? { automationId } : {}),
          ...(contactId ? { contactId } : {}),
          ...(template ? { templateName: template } : {}),
          AND: [{ id: days }, placeOf(filters)],
        },
    orderBy: { id: directionOf(filters) },
    take: messagesPerPage + 1,
    include: shown,
  });
  return pageOf(read, messagesPerPage, filters);
}

type Searched = {
  search: string;
  filters: MessageFilters;
  days: { gte?: string; lt?: string };
  shop: { country: string | null } | null;
};

/**
 * Ids of one page of what the search means. The people and orders are few, so their messages are read by them and sorted
 * then: walking the shop's messages from the newest on would look at a million for one person's three.
 */
async function searchPage(ctx: Ctx, shopId: string, { search, filters, days, shop }: Searched): Promise<string[]> {
  const [people, orders] = await Promise.all([
    findContacts(ctx.db, shopId, search, shop?.country ?? null),
    findOrders(ctx.db, shopId, search),
  ]);
  const runs = await runsOfOrders(ctx.db, shopId, orders);
  const { state, automationId, contactId, template, before, after } = filters;
  const conditions = [
    Prisma.sql`m."shopId" = ${shopId}::uuid`,
    state && Prisma.sql`m."state" = ${state}::"MessageState"`,
    automationId && Prisma.sql`m."automationId" = ${automationId}::uuid`,
    contactId && Prisma.sql`m."contactId" = ${contactId}::uuid`,
    template && Prisma.sql`m."templateName" = ${template}`,
    days.gte && Prisma.sql`m."id" >= ${days.gte}::uuid`,
    days.lt && Prisma.sql`m."id" < ${days.lt}::uuid`,
    after !== undefined ? Prisma.sql`m."id" > ${after}::uuid` : before && Prisma.sql`m."id" < ${before}::uuid`,
  ].filter((condition) => condition instanceof Prisma.Sql);
  const where = Prisma.join(conditions, " AND ");
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (
      SELECT m."id" FROM "Message" m WHERE ${where} AND m."contactId" = ANY(${people}::uuid[])
      UNION
      SELECT m."id" FROM "Message" m WHERE ${where} AND m."runId" = ANY(${runs}::uuid[])
    ) found ORDER BY "id" ${after === undefined ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${messagesPerPage + 1}`;
  return rows.map((row) => row.id);
}
