import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import type { RemoteTemplate } from "../ports.ts";
import { compileComponents } from "./compile-components.ts";
import { isLibraryLanguage } from "./languages.ts";
import { libraryKeys } from "./library/blueprints.ts";
import { libraryTemplate } from "./library/library-template.ts";
import { templateDraftSchema, unmappedVariables, type TemplateVariables } from "./model.ts";
import { categoryOf, reasonOf, statusOf } from "./remote-words.ts";
import { isSameAtMeta } from "./same-at-meta.ts";
import { isSameTemplate } from "./same-template.ts";

type Remote = Pick<TemplateModel, "status" | "category" | "quality" | "metaId" | "reason"> & { components: unknown };
type Mapping = Pick<TemplateModel, "libraryKey" | "intendedCategory"> & { variables: TemplateVariables };

export type SyncPlan = {
  create: (Remote & Mapping & Pick<TemplateModel, "name" | "language">)[];
  change: {
    row: TemplateModel;
    to: Remote & Partial<Omit<Mapping, "intendedCategory">>;
    /** Meta has what the merchant's draft says: there is nothing left to submit. */
    draftIsTaken?: boolean;
  }[];
  /** Ids of rows that are as Meta has them. */
  unchanged: string[];
  /** At Meta no more. */
  gone: TemplateModel[];
};

/** A template just created may not be listed yet: Meta takes up to ten minutes. */
const settlingMs = 10 * 60_000;

/** What a complete listing of an account means for its rows, which were read before the listing began. */
export function planSync(
  rows: readonly TemplateModel[],
  remotes: readonly RemoteTemplate[],
  shop: { storefrontHost: string },
  startedAt: Date,
): SyncPlan {
  const rowOf = new Map(rows.map((row) => [keyOf(row), row]));
  const listed = new Map(remotes.map((remote) => [keyOf(remote), remote]));
  const plan: SyncPlan = { create: [], change: [], unchanged: [], gone: [] };
  for (const [key, remote] of listed) {
    const row = rowOf.get(key);
    const now = readRemote(remote, row);
    const taken = row && takenDraft(row, remote, shop);
    if (!row) plan.create.push({ name: remote.name, language: remote.language, ...now, ...mappingOf(remote, shop) });
    else if (row.status === "draft" && !isSameTemplate(row.components, remote.components)) {
      // The name was taken before we came: our variables would fill somebody else's sentences.
      plan.change.push({ row, to: { ...now, variables: unmappedVariables, libraryKey: null } });
    } else if (taken) {
      plan.change.push({ row, to: { ...now, variables: taken.variables }, draftIsTaken: true });
    } else if (differs(row, now)) plan.change.push({ row, to: now });
    else plan.unchanged.push(row.id);
  }
  plan.gone = rows.filter((row) => !listed.has(keyOf(row)) && mayBeGone(row, startedAt));
  return plan;
}

function keyOf({ name, language }: { name: string; language: string }): string {
  return `${name} ${language}`;
}

/** The draft as it would be submitted, when Meta has it word for word: a submission whose answer never came. */
function takenDraft(row: TemplateModel, remote: RemoteTemplate, shop: { storefrontHost: string }) {
  const draft = templateDraftSchema.safeParse(row.draft);
  if (!draft.success) return null;
  const compiled = compileComponents(draft.data, shop);
  return isSameAtMeta(compiled.components, remote.components) ? compiled : null;
}

function readRemote(remote: RemoteTemplate, row: TemplateModel | undefined): Remote {
  const stands = row && row.status !== "draft" && row.status !== "deleted" ? row.status : "pending";
  return {
    status: statusOf(remote.status) ?? stands,
    category: categoryOf(remote.category),
    quality: remote.quality ?? row?.quality ?? null,
    metaId: remote.id,
    reason: reasonOf(remote.rejectedReason),
    components: remote.components,
  };
}

/** A template that is the library's, word for word, is known to us even if its row is not (a reinstalled app). */
function mappingOf(remote: RemoteTemplate, shop: { storefrontHost: string }): Mapping {
  const key = libraryKeys.find((name) => name === remote.name);
  if (key !== undefined && isLibraryLanguage(remote.language)) {
    const draft = libraryTemplate(key, remote.language);
    const ours = compileComponents(draft, shop);
    if (isSameTemplate(ours.components, remote.components)) {
      return { libraryKey: key, intendedCategory: draft.category, variables: ours.variables };
    }
  }
  return { libraryKey: null, intendedCategory: categoryOf(remote.category), variables: unmappedVariables };
}

function differs(row: TemplateModel, now: Remote): boolean {
  return (
    row.status !== now.status ||
    row.category !== now.category ||
    row.quality !== now.quality ||
    row.metaId !== now.metaId ||
    // A pause has its reason from the callback; the listing has none to give.
    (now.reason !== null && row.reason !== now.reason) ||
    canonical(row.components) !== canonical(now.components)
  );
}

function mayBeGone(row: TemplateModel, startedAt: Date): boolean {
  if (row.status === "draft" || row.status === "deleted") return false;
  return row.submittedAt === null || startedAt.getTime() - row.submittedAt.getTime() > settlingMs;
}

/** JSON with sorted keys: PostgreSQL's jsonb does not keep their order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
