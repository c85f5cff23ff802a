import { Prisma } from "#prisma/generated/client.ts";
import type { Ctx, Secrets, WhatsAppApi } from "../ports.ts";
import { accountToken } from "./account-token.ts";
import { compileComponents, type CompiledTemplate } from "./compile-components.ts";
import { libraryLanguages, type LibraryLanguage } from "./languages.ts";
import { libraryKeys, type LibraryKey } from "./library/blueprints.ts";
import { libraryTemplate } from "./library/library-template.ts";
import type { TemplateDraft } from "./model.ts";
import { categoryOf } from "./remote-words.ts";
import { submitRow, type Refused, type SubmitRowApi } from "./submit-row.ts";
import { syncTemplates } from "./sync-templates.ts";

export type SubmitResult =
  | {
      outcome: "submitted";
      /** Created at Meta in this run. */
      created: number;
      /** Were there already, and are known now. */
      adopted: number;
      /** Meta would not take these; their rows stay drafts with the reason. */
      refused: Refused[];
    }
  | { outcome: "unknown_account" }
  /** Meta is out of reach, slows us down or wants a new token: what is left stays a draft for the next run. */
  | { outcome: "interrupted"; created: number; cause: string };

type Input = {
  shopId: string;
  accountId: string;
  /** Default: all of the library's. */
  languages?: readonly LibraryLanguage[];
  keys?: readonly LibraryKey[];
};
type Api = SubmitRowApi & Pick<WhatsAppApi, "listTemplates">;

/**
 * Submits what the library has and the account lacks. Rows are drafts before Meta hears of them, so a run that dies
 * half-way leaves drafts, and the next run submits them again; what Meta took the first time answers "already exists" and
 * is adopted by a sync. Two runs at once end the same way. Templates that Meta rejected or somebody deleted are not
 * submitted again.
 */
export async function submitLibraryTemplates(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  input: Input,
): Promise<SubmitResult> {
  const { shopId, accountId } = input;
  const account = await ctx.db.whatsAppAccount.findUnique({
    where: { shopId_id: { shopId, id: accountId } },
    include: { shop: { select: { storefrontHost: true } } },
  });
  const token = account && accountToken(secrets, account);
  if (!account || token === null) return { outcome: "unknown_account" };
  const wanted = new Map<string, TemplateDraft>(
    (input.keys ?? libraryKeys).flatMap((key) =>
      (input.languages ?? libraryLanguages).map(
        (language) => [`${key} ${language}`, libraryTemplate(key, language)] as const,
      ),
    ),
  );
  await keepDrafts(
    ctx,
    input,
    [...wanted.values()].map((draft) => compileComponents(draft, account.shop)),
  );
  const drafts = await ctx.db.template.findMany({
    // What a merchant has rewritten is theirs to submit.
    where: {
      shopId,
      accountId,
      status: "draft",
      draft: { equals: Prisma.DbNull },
      name: { in: [...(input.keys ?? libraryKeys)] },
    },
    orderBy: { id: "asc" },
  });

  const result = { created: 0, adopted: 0, refused: [] as Refused[] };
  for (const draft of drafts) {
    const words = wanted.get(`${draft.name} ${draft.language}`);
    if (!words) continue;
    const answer = await submitRow(ctx, api, token, account, draft, words);
    if (answer.outcome === "interrupted" || answer.outcome === "missing") {
      const cause = answer.outcome === "missing" ? "upload_missing" : answer.cause;
      return { outcome: "interrupted", created: result.created, cause };
    }
    if (answer.outcome === "created") result.created += 1;
    if (answer.outcome === "exists") result.adopted += 1;
    if (answer.outcome === "refused") result.refused.push(answer.refused);
  }
  if (result.adopted > 0) {
    const synced = await syncTemplates(ctx, api, secrets, { shopId, accountId });
    if (synced.outcome !== "synced") {
      return { outcome: "interrupted", created: result.created, cause: `sync_${synced.outcome}` };
    }
  }
  return { outcome: "submitted", ...result };
}

async function keepDrafts(ctx: Ctx, { shopId, accountId }: Input, templates: CompiledTemplate[]): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.template.createMany({
    data: templates.map((template) => ({
      shopId,
      accountId,
      id: ctx.ids.next(),
      name: template.name,
      language: template.language,
      status: "draft" as const,
      intendedCategory: categoryOf(template.category),
      category: categoryOf(template.category),
      components: template.components as Prisma.InputJsonValue,
      variables: template.variables,
      libraryKey: template.name,
      createdAt: now,
      updatedAt: now,
    })),
    skipDuplicates: true,
  });
}
