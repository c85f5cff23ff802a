import type { TemplateStatus } from "#prisma/generated/enums.ts";
import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import type { Tx } from "../ports.ts";
import { baseLanguage, languageCandidates } from "./languages.ts";

/** Why a template can not be sent in a language: as Meta has it, not as we wish. */
export type TemplateObstacle = "draft" | "pending" | "rejected" | "paused" | "disabled" | "recategorised";

export type ChosenTemplate<Row> =
  | {
      outcome: "chosen";
      template: Row;
      /** Better languages that could not be used, best first: the merchant should know. */
      passedOver: { language: string; why: TemplateObstacle }[];
    }
  | { outcome: "missing" }
  /** What stands in the way of the best language there is. */
  | { outcome: TemplateObstacle; language: string; reason: string | null };

type TemplateRow = Pick<TemplateModel, "language" | "status" | "category" | "intendedCategory" | "reason">;

/**
 * The template of this name to write to somebody in: the first of `locales` (the contact's, then the shop's; BCP 47) that
 * Meta has approved in the category it was written for, then English. A paused or rejected translation does not silence the
 * shop: the next language is taken, and `passedOver` tells. A translation in another category (Meta moved it) is never used.
 */
export async function chooseTemplate(
  tx: Tx,
  shopId: string,
  accountId: string,
  name: string,
  locales: readonly (string | null | undefined)[],
): Promise<ChosenTemplate<TemplateModel>> {
  const rows = await tx.template.findMany({ where: { shopId, accountId, name, status: { not: "deleted" } } });
  return pickTemplate(rows, locales);
}

/** The decision of chooseTemplate, on rows of one name. */
export function pickTemplate<Row extends TemplateRow>(
  rows: readonly Row[],
  locales: readonly (string | null | undefined)[],
): ChosenTemplate<Row> {
  const inOrder = preferredFirst(rows, [...locales, "en"]);
  const passedOver: { language: string; why: TemplateObstacle }[] = [];
  for (const template of inOrder) {
    const why = obstacleOf(template);
    if (why === null) return { outcome: "chosen", template, passedOver };
    passedOver.push({ language: template.language, why });
  }
  const [best] = inOrder;
  const [obstacle] = passedOver;
  if (!best || !obstacle) return { outcome: "missing" };
  return { outcome: obstacle.why, language: best.language, reason: best.reason };
}

/**
 * What is sent to somebody whose own language is not among these: the fallback, then English; of those the first that may be
 * sent, and while none may, the one that comes first once Meta took it. Null: such people get nothing.
 */
export function fallbackLanguage(rows: readonly TemplateRow[], fallback: string): string | null {
  const inOrder = preferredFirst(rows, [fallback, "en"]);
  const chosen = inOrder.find((row) => obstacleOf(row) === null) ?? inOrder[0];
  return chosen?.language ?? null;
}

/** Per locale: exact, bare language, its common form, then any other form of that language, by code. */
function preferredFirst<Row extends TemplateRow>(
  rows: readonly Row[],
  locales: readonly (string | null | undefined)[],
): Row[] {
  const live = rows.filter((row) => row.status !== "deleted").toSorted((a, b) => (a.language < b.language ? -1 : 1));
  const ordered = locales.flatMap((locale) => {
    const exact = languageCandidates(locale).flatMap((code) => live.filter((row) => row.language === code));
    const related = locale ? live.filter((row) => baseLanguage(row.language) === baseLanguage(locale)) : [];
    return [...exact, ...related];
  });
  return [...new Set(ordered)];
}

const obstacles: Record<Exclude<TemplateStatus, "approved">, TemplateObstacle> = {
  draft: "draft",
  pending: "pending",
  rejected: "rejected",
  paused: "paused",
  disabled: "disabled",
  deleted: "disabled",
};

function obstacleOf(row: TemplateRow): TemplateObstacle | null {
  if (row.status !== "approved") return obstacles[row.status];
  return row.category === row.intendedCategory ? null : "recategorised";
}
