import type { Prisma } from "#prisma/generated/client.ts";
import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import type { TxCtx } from "../ports.ts";
import { componentsAfterUpdate } from "./components-after-update.ts";
import { categoryOf, reasonOf, statusOf, unsettledEdit } from "./remote-words.ts";

/** One change of a template, as a webhook tells it. */
export type TemplateUpdate = {
  /** Meta's webhook field, e.g. "message_template_status_update". */
  field: string;
  /** Meta's id as digits. */
  templateId?: string;
  name?: string;
  language?: string;
  event?: string;
  reason?: string;
  category?: string;
  quality?: string;
  /** The change as Meta wrote it; read for components only. */
  value: Readonly<Record<string, unknown>>;
  /** Meta's time of the change, else when the delivery came. */
  occurredAt: Date;
};

export type TemplateUpdateResult =
  | { outcome: "applied"; templateId: string }
  /** Something newer is known, or it says nothing new. */
  | { outcome: "stale" | "unchanged"; templateId: string }
  /** Not one of our rows: the next sync brings it. */
  | { outcome: "unknown_template" }
  /** A field or an event without a meaning here. */
  | { outcome: "ignored" };

/**
 * Applies a template callback to its row. Found by Meta's id; by name and language when the callback was faster than the
 * answer to the create call. Repeated callbacks change nothing, and status and category each keep the time of the newest
 * word, so late ones change nothing either.
 */
export async function applyTemplateUpdate(
  ctx: TxCtx,
  account: { shopId: string; accountId: string },
  update: TemplateUpdate,
): Promise<TemplateUpdateResult> {
  if (!(update.field in changes)) return { outcome: "ignored" };
  const row = await findRow(ctx, account, update);
  if (!row) return { outcome: "unknown_template" };
  const change = changes[update.field as keyof typeof changes](row, update);
  if (change === "ignored") return { outcome: "ignored" };
  if (change === "stale" || change === "unchanged") return { outcome: change, templateId: row.id };
  const { count } = await ctx.tx.template.updateMany({
    where: { shopId: row.shopId, id: row.id, updatedAt: row.updatedAt },
    data: { ...change, metaId: row.metaId ?? update.templateId ?? null, updatedAt: ctx.clock.now() },
  });
  if (count === 1) return { outcome: "applied", templateId: row.id };
  // Somebody wrote the row between our look and our write: look again, with their word in it.
  return applyTemplateUpdate(ctx, account, update);
}

type Change = Prisma.TemplateUpdateManyMutationInput | "stale" | "unchanged" | "ignored";

const changes = {
  message_template_status_update: changeStatus,
  template_category_update: changeCategory,
  message_template_quality_update: changeQuality,
  message_template_components_update: changeComponents,
} satisfies Record<string, (row: TemplateModel, update: TemplateUpdate) => Change>;

async function findRow(
  { tx }: TxCtx,
  { shopId, accountId }: { shopId: string; accountId: string },
  { templateId, name, language }: TemplateUpdate,
): Promise<TemplateModel | null> {
  const byId = templateId ? await tx.template.findFirst({ where: { shopId, accountId, metaId: templateId } }) : null;
  if (byId || !name || !language) return byId;
  const byName = await tx.template.findUnique({
    where: { shopId_accountId_name_language: { shopId, accountId, name, language } },
  });
  // Another id under the same name is another template: one deleted and made anew, which only a sync can tell apart.
  return byName && (byName.metaId === null || !templateId) ? byName : null;
}

/**
 * A sync's listing may lag behind the events; an event this much older than the sync is surely in it.
 */
const listingLagMs = 60_000;

function isStale(newestEvent: Date | null, row: TemplateModel, occurredAt: Date): boolean {
  if (newestEvent && occurredAt < newestEvent) return true;
  return row.syncedAt !== null && occurredAt.getTime() < row.syncedAt.getTime() - listingLagMs;
}

function changeStatus(row: TemplateModel, update: TemplateUpdate): Change {
  const event = update.event ?? "";
  const status = statusOf(event);
  const category = update.category === undefined ? null : changeCategory(row, update);
  const moved = category !== null && typeof category === "object" ? category : {};
  if (status === null) {
    // A warning stands beside the status it does not change.
    if (event !== "FLAGGED" || isStale(row.statusAt, row, update.occurredAt)) return "ignored";
    return { ...moved, reason: reasonOf(update.reason) ?? event, statusAt: update.occurredAt };
  }
  if (isStale(row.statusAt, row, update.occurredAt)) return "stale";
  // Which words were approved is not known before the edit's answer or a sync.
  if (row.reason === unsettledEdit && status === "approved") return "ignored";
  const reason = status === "approved" || status === "pending" ? null : (reasonOf(update.reason) ?? event);
  if (row.status === status && row.reason === reason && row.statusAt?.getTime() === update.occurredAt.getTime()) {
    return "unchanged";
  }
  return { ...moved, status, reason, statusAt: update.occurredAt, submittedAt: row.submittedAt ?? update.occurredAt };
}

/**
 * An announced change names the category the template has still; only a completed one names another. Until then the row
 * keeps its category, and on the day itself chooseTemplate stops using it.
 */
function changeCategory(row: TemplateModel, update: TemplateUpdate): Change {
  if (update.category === undefined) return "ignored";
  if (isStale(row.categoryAt, row, update.occurredAt)) return "stale";
  const category = categoryOf(update.category);
  if (category === row.category && row.categoryAt?.getTime() === update.occurredAt.getTime()) return "unchanged";
  return { category, categoryAt: update.occurredAt };
}

function changeQuality(row: TemplateModel, update: TemplateUpdate): Change {
  if (!update.quality) return "ignored";
  return row.quality === update.quality ? "unchanged" : { quality: update.quality };
}

/** The callback leaves out what it does not care to say; the next sync brings the whole. */
function changeComponents(row: TemplateModel, update: TemplateUpdate): Change {
  const components = componentsAfterUpdate(row.components, update.value);
  return components === null ? "unchanged" : { components: components as Prisma.InputJsonValue };
}
