import type { AccountStatus, NumberStatus, TemplateStatus } from "#prisma/generated/enums.ts";
import type { Ctx } from "../ports.ts";
import { startOfDay } from "./start-of-day.ts";

/** Something that keeps messages from going out, with what it is about; words and remedy are in the catalogue. */
export type Problem = { kind: string; subject?: string };

export type Home = {
  shop: { name: string; domain: string; timeZone: string };
  number: {
    displayPhone: string;
    verifiedName: string;
    status: NumberStatus;
    quality: string;
    accountStatus: AccountStatus;
  } | null;
  templates: Partial<Record<TemplateStatus, number>>;
  automations: { on: number; all: number };
  /** The newest first; each with what became of it. */
  recentEvents: { id: string; kind: string; outcome: string; at: Date }[];
  lastMessage: { id: string; state: string; templateName: string | null; at: Date } | null;
  /** Since midnight in the shop's time zone. */
  today: {
    events: number;
    sent: number;
    delivered: number;
    read: number;
    replies: number;
    failed: number;
    suppressed: number;
  };
  problems: Problem[];
};

const eventsShown = 8;

/** Whether it works, at a glance: the shop, its number, its templates, the newest event and message, and today's figures. */
export async function readHome(ctx: Ctx, shopId: string): Promise<Home> {
  const { db } = ctx;
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId } });
  const since = startOfDay(ctx.clock.now(), shop.timeZone);
  const [number, templates, automations, events, lastMessage, today, dead] = await Promise.all([
    db.whatsAppNumber.findFirst({ where: { shopId, isDefault: true }, include: { account: true } }),
    db.template.groupBy({ by: ["status"], where: { shopId }, _count: { _all: true } }),
    db.automation.groupBy({ by: ["enabled"], where: { shopId }, _count: { _all: true } }),
    db.storeEvent.findMany({ where: { shopId }, orderBy: { recordedAt: "desc" }, take: eventsShown }),
    db.message.findFirst({ where: { shopId }, orderBy: { id: "desc" } }),
    readToday(ctx, shopId, since),
    db.webhookDelivery.count({ where: { state: "dead", source: "shopify", shopDomain: shop.domain } }),
  ]);
  const templateCounts = Object.fromEntries(templates.map((group) => [group.status, group._count._all]));
  const on = automations.find((group) => group.enabled)?._count._all ?? 0;
  return {
    shop: { name: shop.name, domain: shop.domain, timeZone: shop.timeZone },
    number: number && {
      displayPhone: number.displayPhone,
      verifiedName: number.verifiedName,
      status: number.status,
      quality: number.quality,
      accountStatus: number.account.status,
    },
    templates: templateCounts,
    automations: { on, all: automations.reduce((sum, group) => sum + group._count._all, 0) },
    recentEvents: events.map(({ id, kind, outcome, recordedAt }) => ({ id, kind, outcome, at: recordedAt })),
    lastMessage: lastMessage && {
      id: lastMessage.id,
      state: lastMessage.state,
      templateName: lastMessage.templateName,
      at: lastMessage.createdAt,
    },
    today,
    problems: findProblems({ number, templateCounts, on, dead }),
  };
}

type Found = {
  number: { status: NumberStatus; account: { status: AccountStatus } } | null;
  templateCounts: Partial<Record<TemplateStatus, number>>;
  on: number;
  dead: number;
};

function findProblems({ number, templateCounts, on, dead }: Found): Problem[] {
  const problems: Problem[] = [];
  const counted = (kind: string, count: number | undefined) => count && problems.push({ kind, subject: String(count) });
  if (!number) problems.push({ kind: "no_number" });
  else {
    if (number.account.status !== "connected") problems.push({ kind: `account_${number.account.status}` });
    if (number.status !== "connected") problems.push({ kind: `number_${number.status}` });
  }
  counted("templates_rejected", templateCounts.rejected);
  counted("templates_paused", templateCounts.paused);
  counted("templates_disabled", templateCounts.disabled);
  if (number && on === 0) problems.push({ kind: "no_automation" });
  counted("deliveries_dead", dead);
  return problems;
}

type MessageCounts = Record<"sent" | "delivered" | "read" | "failed" | "suppressed", number>;

/** Ids are UUID v7, so today's messages are one range of the primary key. */
async function readToday(ctx: Ctx, shopId: string, since: Date): Promise<Home["today"]> {
  const firstId = firstIdAt(since);
  const [[messages], events, replies] = await Promise.all([
    ctx.db.$queryRaw<MessageCounts[]>`
      SELECT count(*) FILTER (WHERE coalesce("sentAt", "deliveredAt", "readAt") IS NOT NULL)::int AS "sent",
             count(*) FILTER (WHERE coalesce("deliveredAt", "readAt") IS NOT NULL)::int AS "delivered",
             count(*) FILTER (WHERE "readAt" IS NOT NULL)::int AS "read",
             count(*) FILTER (WHERE "state" = 'failed')::int AS "failed",
             count(*) FILTER (WHERE "state" = 'suppressed')::int AS "suppressed"
      FROM "Message" WHERE "shopId" = ${shopId}::uuid AND "id" >= ${firstId}::uuid`,
    ctx.db.storeEvent.count({ where: { shopId, recordedAt: { gte: since } } }),
    ctx.db.inboundMessage.count({ where: { shopId, id: { gte: firstId } } }),
  ]);
  const none: MessageCounts = { sent: 0, delivered: 0, read: 0, failed: 0, suppressed: 0 };
  return { events, replies, ...(messages ?? none) };
}

/** The smallest UUID v7 of that millisecond. */
function firstIdAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
