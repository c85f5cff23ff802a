import type { TemplateCategory, TemplateStatus } from "#prisma/generated/enums.ts";

const statuses: Readonly<Record<string, TemplateStatus>> = {
  APPROVED: "approved",
  REINSTATED: "approved",
  UNARCHIVED: "approved",
  PENDING: "pending",
  IN_APPEAL: "pending",
  REJECTED: "rejected",
  LIMIT_EXCEEDED: "rejected",
  PAUSED: "paused",
  DISABLED: "disabled",
  ARCHIVED: "disabled",
  PENDING_DELETION: "deleted",
  DELETED: "deleted",
};

/**
 * Meta's status or status event as ours. Null for what does not change whether a template may be sent: FLAGGED (a warning),
 * LOCKED and UNLOCKED (about editing), and words that are new.
 */
export function statusOf(word: string): TemplateStatus | null {
  return statuses[word.toUpperCase()] ?? null;
}

/** Unknown categories count as marketing: it has the strictest rules. */
export function categoryOf(word: string): TemplateCategory {
  const known: readonly string[] = ["utility", "marketing", "authentication"];
  const category = word.toLowerCase();
  return known.includes(category) ? (category as TemplateCategory) : "marketing";
}

/** Meta writes "NONE" where there is no reason. */
export function reasonOf(word: string | null | undefined): string | null {
  const reason = word?.trim();
  return reason && reason.toUpperCase() !== "NONE" ? reason.slice(0, 500) : null;
}

/** Reason of an edit that Meta was asked for and has not answered yet; only the answer or a sync takes it away. */
export const unsettledEdit = "edit_unsettled";

/** What a row becomes when Meta has taken its template in: told of by `POST /<account>/message_templates`. */
export function asCreated(created: { id: string; status: string; category: string }, now: Date) {
  return {
    metaId: created.id,
    status: statusOf(created.status) ?? ("pending" as const),
    category: categoryOf(created.category),
    reason: null,
    submittedAt: now,
    updatedAt: now,
  };
}
