import type { AccountStatus, NumberStatus, TemplateStatus } from "#prisma/generated/enums.ts";
import { readDefinitionOrNull } from "../automations/definition.ts";
import { missingForAll } from "../automations/step-scopes.ts";
import type { Ctx } from "../ports.ts";
import { missingScopes, readScopes } from "../shared/scopes.ts";

/** Something that keeps messages from going out, with how much of it there is; words and remedy are in the catalogue. */
import { readSettings } from "../shared/settings.ts";

export type Problem = {
  kind: string;
  count: number;
  /** Mended by the merchant's granting these. */
  scopes?: string[];
};

export type HomeNumber = {
  id: string;
  displayPhone: string;
  verifiedName: string;
  isDefault: boolean;
  status: NumberStatus;
  pausedUntil: Date | null;
  /** GREEN, YELLOW, RED or UNKNOWN, as Meta says. */
  quality: string;
  accountStatus: AccountStatus;
};

export type Home = {
  shop: { name: string; timeZone: string; paused: boolean };
  /** The default one first. */
  numbers: HomeNumber[];
  templates: Partial<Record<TemplateStatus, number>>;
  automations: { on: number; all: number };
  lastEvent: { id: string; kind: string; outcome: string; at: Date } | null;
  lastMessage: { id: string; state: string; templateName: string | null; at: Date } | null;
  problems: Problem[];
};

/**
 * Whether it works, at a glance: numbers, templates, the newest event and message, and what stands in the way. Reads the ends
 * of StoreEvent(shopId, recordedAt) and of Message's primary key, and otherwise small tables. `requiredScopes`: what the app can
 * not do without.
 */
export async function readHome(ctx: Ctx, shopId: string, requiredScopes: readonly string[] = []): Promise<Home> {
  const { db } = ctx;
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId } });
  const [numbers, templates, automations, switchedOn, lastEvent, lastMessage, dead] = await Promise.all([
    db.whatsAppNumber.findMany({
      where: { shopId },
      include: { account: { select: { status: true, disconnectedAt: true } } },
      orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    }),
    db.template.groupBy({
      by: ["status"],
      where: { shopId, account: { disconnectedAt: null } },
      _count: { _all: true },
    }),
    db.automation.groupBy({ by: ["enabled"], where: { shopId, removedAt: null }, _count: { _all: true } }),
    db.automation.findMany({ where: { shopId, removedAt: null, enabled: true }, select: { definition: true } }),
    db.storeEvent.findFirst({ where: { shopId }, orderBy: { recordedAt: "desc" } }),
    db.message.findFirst({ where: { shopId }, orderBy: { id: "desc" } }),
    db.webhookDelivery.count({ where: { state: "dead", source: "shopify", shopDomain: shop.domain } }),
  ]);
  const templateCounts = Object.fromEntries(templates.map((group) => [group.status, group._count._all]));
  const on = automations.find((group) => group.enabled)?._count._all ?? 0;
  const shown = numbers.map(({ account, ...number }) => ({
    id: number.id,
    displayPhone: number.displayPhone,
    verifiedName: number.verifiedName,
    isDefault: number.isDefault,
    status: number.status,
    pausedUntil: number.pausedUntil,
    quality: number.quality,
    accountStatus: account.status,
  }));
  return {
    shop: { name: shop.name, timeZone: shop.timeZone, paused: readSettings(shop.settings).paused },
    numbers: shown,
    templates: templateCounts,
    automations: { on, all: automations.reduce((sum, group) => sum + group._count._all, 0) },
    lastEvent: lastEvent && {
      id: lastEvent.id,
      kind: lastEvent.kind,
      outcome: lastEvent.outcome,
      at: lastEvent.recordedAt,
    },
    lastMessage: lastMessage && {
      id: lastMessage.id,
      state: lastMessage.state,
      templateName: lastMessage.templateName,
      at: lastMessage.createdAt,
    },
    problems: [
      ...accessProblems(
        shop,
        requiredScopes,
        switchedOn.map(({ definition }) => definition),
      ),
      ...findProblems({ numbers, templateCounts, on, dead }),
    ],
  };
}

/** What Shopify or the merchant does not let the app do. */
function accessProblems(
  shop: { scopes: string; customerDataRefusedAt: Date | null },
  required: readonly string[],
  switchedOn: readonly unknown[],
): Problem[] {
  const granted = readScopes(shop.scopes);
  const outdated = missingScopes(granted, required);
  const waiting = switchedOn
    .map((definition) => missingForAll(readDefinitionOrNull(definition), granted))
    .filter((scopes) => scopes.length > 0);
  const wanted = [...new Set(waiting.flat())].sort();
  return [
    ...(outdated.length > 0 ? [{ kind: "permissions_outdated", count: 1 }] : []),
    ...(shop.customerDataRefusedAt ? [{ kind: "customer_data_refused", count: 1 }] : []),
    ...(wanted.length > 0 ? [{ kind: "permissions_wanted", count: waiting.length, scopes: wanted }] : []),
  ];
}

type Found = {
  numbers: {
    status: NumberStatus;
    statusReason: string | null;
    quality: string;
    account: { status: AccountStatus; disconnectedAt: Date | null };
  }[];
  templateCounts: Partial<Record<TemplateStatus, number>>;
  on: number;
  dead: number;
};

/**
 * The most pressing first: what stops everything, then what stops a part. A number the merchant took out of use is no fault
 * while another one sends.
 */
function findProblems({ numbers, templateCounts, on, dead }: Found): Problem[] {
  const counted = (kind: string, count: number | undefined): Problem[] => (count ? [{ kind, count }] : []);
  const inUse = numbers.filter(
    ({ status, statusReason }) => status !== "disconnected" || statusReason !== "by_merchant",
  );
  const accounts = (status: AccountStatus) =>
    inUse.filter(({ account }) => account.status === status && account.disconnectedAt === null).length;
  const numbersIn = (status: NumberStatus) => inUse.filter((number) => number.status === status).length;
  const nothingSends = numbers.every(({ status }) => status === "disconnected");
  return [
    ...counted("no_number", numbers.length === 0 ? 1 : 0),
    ...counted("account_needs_reconnect", accounts("needs_reconnect")),
    ...counted("account_restricted", accounts("restricted")),
    ...counted("account_payment_problem", accounts("payment_problem")),
    ...counted("number_disconnected", nothingSends ? numbers.length : numbersIn("disconnected")),
    ...counted("number_paused", numbersIn("paused")),
    ...counted("number_quality_low", inUse.filter(({ quality }) => quality === "RED").length),
    ...counted("templates_rejected", templateCounts.rejected),
    ...counted("templates_paused", templateCounts.paused),
    ...counted("templates_disabled", templateCounts.disabled),
    ...counted("no_automation", numbers.length > 0 && on === 0 ? 1 : 0),
    ...counted("deliveries_dead", dead),
  ];
}
