import type { Db, Tx } from "../ports.ts";
import { readScopes } from "../shared/scopes.ts";
import { blueprints, libraryKeys, type Blueprint } from "../templates/library/blueprints.ts";
import { metaComponentsSchema, templateVariablesSchema, type TemplateVariables } from "../templates/model.ts";
import type { VariableKey } from "../templates/variable-keys.ts";
import type { CheckFacts } from "./check-definition.ts";
import type { KnownTemplate } from "./check-send-step.ts";
import { walkSteps, type AutomationDefinition } from "./definition.ts";
import { definitionProblem, type DefinitionProblem } from "./definition-problem.ts";

export type ShopCheck = CheckFacts & {
  /** What stands in the way of every message of the shop. */
  shopProblems: DefinitionProblem[];
};

/** What checkDefinition needs to know of a shop, for as many definitions as there are. Index: Template (shopId, accountId, name, language). */
export async function readCheckFacts(
  db: Db | Tx,
  shopId: string,
  definitions: readonly AutomationDefinition[],
): Promise<ShopCheck> {
  const names = new Set(
    definitions.flatMap(({ steps }) =>
      walkSteps(steps).flatMap(({ step }) => (step.kind === "send_template" ? [step.template] : [])),
    ),
  );
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { currency: true, scopes: true } });
  const number = await db.whatsAppNumber.findFirst({
    where: { shopId },
    orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { status: true, accountId: true, account: { select: { status: true } } },
  });
  const rows = number
    ? await db.template.findMany({
        where: { shopId, accountId: number.accountId, name: { in: [...names] }, status: { not: "deleted" } },
        select: { name: true, status: true, category: true, intendedCategory: true, components: true, variables: true },
      })
    : [];
  const templates = new Map<string, KnownTemplate>();
  for (const name of names) {
    const known = knownTemplate(rows.filter((row) => row.name === name)) ?? knownFromLibrary(name);
    if (known) templates.set(name, known);
  }
  return { templates, currency: shop.currency, scopes: readScopes(shop.scopes), shopProblems: shopProblems(number) };
}

function variablesOf({
  header,
  headerDocument,
  body,
  buttons,
  codes = [],
  cards = [],
}: TemplateVariables): VariableKey[] {
  return [
    // Made of an order: where no order is known, it can not be made.
    ...(headerDocument ? (["order.name"] as const) : []),
    ...header,
    ...body,
    ...buttons.map(({ variable }) => variable),
    ...codes.flatMap(({ variable }) => variable ?? []),
    ...cards.flatMap((card) => [...card.body, ...card.buttons.map(({ variable }) => variable)]),
  ];
}

type Row = Parameters<typeof quickRepliesOf>[0] & {
  status: KnownTemplate["languages"][number]["status"];
  category: string;
  intendedCategory: string;
  variables: unknown;
};

function knownTemplate(rows: readonly Row[]): KnownTemplate | null {
  const [first] = rows;
  if (!first) return null;
  const mappings = rows.map((row) => templateVariablesSchema.safeParse(row.variables).data);
  const keys = mappings.flatMap((mapping) => (mapping ? variablesOf(mapping) : []));
  return {
    category: first.intendedCategory,
    languages: rows.map(({ status, category, intendedCategory }) => ({
      status,
      recategorised: category !== intendedCategory,
    })),
    variables: [...new Set(keys)],
    // One language is enough: those who read it would get nothing.
    unmapped: mappings.some((mapping) => !mapping || mapping.unmapped === true),
    quickReplies: Math.max(...rows.map(quickRepliesOf)),
  };
}

function quickRepliesOf({ components }: { components: unknown }): number {
  const parsed = metaComponentsSchema.safeParse(components);
  const buttons = parsed.success ? parsed.data.flatMap((component) => component.buttons ?? []) : [];
  return buttons.filter(({ type }) => type === "QUICK_REPLY").length;
}

/** Submitted by itself once a number is connected: an automation may be built around it before. */
export function knownFromLibrary(name: string): KnownTemplate | null {
  const key = libraryKeys.find((one) => one === name);
  if (!key) return null;
  const blueprint: Blueprint = blueprints[key];
  const links = blueprint.buttons.flatMap((button) => (button.type === "url" ? [button.variable] : []));
  return {
    category: blueprint.category,
    languages: [],
    variables: [...new Set([...blueprint.variables, ...links])],
    unmapped: false,
    quickReplies: blueprint.buttons.filter(({ type }) => type === "quick_reply").length,
  };
}

function shopProblems(number: { status: string; account: { status: string } } | null): DefinitionProblem[] {
  if (!number) return [definitionProblem([], "no_number", undefined, "waits")];
  if (number.account.status !== "connected") return [definitionProblem([], "account_not_ready", undefined, "waits")];
  return number.status === "connected" ? [] : [definitionProblem([], "number_not_ready", undefined, "waits")];
}
