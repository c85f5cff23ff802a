import { listTemplateNames, listTemplateRows } from "../core/analytics/list-template-rows.ts";
import { listTestCases, type TestCase } from "../core/analytics/list-test-cases.ts";
import { createAutomation, createFromGallery, duplicateAutomation } from "../core/automations/create-automation.ts";
import type { DefinitionProblem } from "../core/automations/definition-problem.ts";
import { walkSteps, type AutomationDefinition } from "../core/automations/definition.ts";
import { listAutomations, type AutomationCounts } from "../core/automations/list-automations.ts";
import { readAutomation } from "../core/automations/read-automation.ts";
import { removeAutomation } from "../core/automations/remove-automation.ts";
import { saveAutomation } from "../core/automations/save-automation.ts";
import { isScopeRule } from "../core/automations/step-scopes.ts";
import { setEnabled } from "../core/automations/switch-automation.ts";
import type { Trigger } from "../core/automations/triggers.ts";
import { readAutomationResults } from "../core/results/read-automation-results.ts";
import { automationChoices, type AutomationChoices } from "./automation-choices.ts";
import { galleryEntries } from "./automation-gallery.ts";
import { nameKeyOf } from "./automation-name.ts";
import { gatherObstacles, obstacleOf, type Obstacle } from "./automation-obstacles.ts";
import { sendToPhone, testAutomation, type AskedPhone } from "./automation-test.ts";
import type { PageDeps } from "./page-deps.ts";
import {
  previewOfLibrary,
  previewOfRows,
  withLibrary,
  type TemplateChoice,
  type TemplatePreview,
} from "./template-previews.ts";

export type ListedAutomation = {
  id: string;
  name: string;
  nameKey: string | null;
  trigger: string;
  enabled: boolean;
  messages: number;
  counts: AutomationCounts;
  /** Orders counted for it and what they brought, in the shop's currency; null: none yet. */
  results: { orders: number; revenueMinor: string } | null;
  obstacles: Obstacle[];
};

export type EditedAutomation = {
  id: string;
  name: string;
  enabled: boolean;
  version: number;
  definition: AutomationDefinition;
  running: number;
  /** It cannot be switched on as it is saved. */
  broken: boolean;
  problems: DefinitionProblem[];
  obstacles: Obstacle[];
  choices: AutomationChoices;
  templates: TemplateChoice[];
  previews: Record<string, TemplatePreview | null>;
  cases: TestCase[];
};

/** The shop as these pages need it. */
type ShopOfPage = { id: string; country: string | null };

export function createAutomationPages({ ctx, shopifyAdmin }: PageDeps) {
  const previewsOf = async (shopId: string, names: string[], locale: string) => {
    const rows = await listTemplateRows(ctx, shopId, names);
    const preview = (name: string) =>
      previewOfRows(
        rows.filter((row) => row.name === name),
        locale,
        shopId,
      ) ?? previewOfLibrary(name, locale, shopId);
    return Object.fromEntries(names.map((name) => [name, preview(name)]));
  };
  const listCases = (shop: ShopOfPage, trigger: Trigger, search?: string) =>
    listTestCases(ctx, shop.id, { trigger, search, country: shop.country });

  return {
    async list(shopId: string): Promise<{ automations: ListedAutomation[]; shopObstacles: Obstacle[] }> {
      const [{ automations, shopProblems }, results] = await Promise.all([
        listAutomations(ctx.db, shopId, ctx.clock.now()),
        readAutomationResults(ctx, shopId),
      ]);
      const resultsOf = (id: string) => {
        const own = results.find(({ automationId, orders }) => automationId === id && orders > 0);
        return own ? { orders: own.orders, revenueMinor: String(own.revenueMinor) } : null;
      };
      return {
        // Before there is a number no template can be submitted: said once, for all.
        automations: automations.map(({ id, key, name, trigger, enabled, messages, counts, problems }) => ({
          ...{
            id,
            name,
            nameKey: nameKeyOf({ key, name }),
            trigger,
            enabled,
            messages,
            counts,
            results: resultsOf(id),
          },
          obstacles: gatherObstacles(
            problems.filter(({ severity }) => severity === "error" || shopProblems.length === 0),
            id,
          ),
        })),
        shopObstacles: shopProblems.map((problem) => obstacleOf(problem)),
      };
    },

    /** Null: the shop has no such automation. */
    async read(shop: ShopOfPage, id: string, locale: string): Promise<EditedAutomation | null> {
      const found = await readAutomation(ctx.db, shop.id, id, ctx.clock.now());
      if (!found?.definition) return null;
      const { name, enabled, version, definition, problems, counts } = found;
      const [templates, previews, cases] = await Promise.all([
        listTemplateNames(ctx, shop.id).then(withLibrary),
        previewsOf(shop.id, templatesIn(definition), locale),
        listCases(shop, definition.trigger),
      ]);
      return {
        ...{ id, name, enabled, version, definition, templates, previews, cases, problems },
        running: counts?.running ?? 0,
        broken: problems.some(({ severity }) => severity === "error"),
        obstacles: gatherObstacles(problems.filter(({ path, rule }) => path.length === 0 || isScopeRule(rule))),
        choices: automationChoices,
      };
    },

    gallery: (shopId: string, locale: string) => galleryEntries(ctx, shopId, locale),
    previewTemplate: async (shopId: string, name: string, locale: string) =>
      (await previewsOf(shopId, [name], locale))[name] ?? null,
    listCases,
    sendToPhone: (shopId: string, asked: AskedPhone) => sendToPhone(ctx, shopId, asked),
    test: (shopId: string, asked: Parameters<typeof testAutomation>[3]) =>
      testAutomation(ctx, shopifyAdmin, shopId, asked),

    async save(shopId: string, input: Parameters<typeof saveAutomation>[2]) {
      const nameless = { field: "name", key: "automationEditor.nameMissing" };
      if (input.name === "") return { outcome: "invalid" as const, problems: [nameless] };
      const saved = await saveAutomation(ctx, shopId, input);
      if (saved.outcome !== "refused") return saved;
      const problems = saved.problems.filter(({ severity }) => severity === "error");
      return {
        outcome: "invalid" as const,
        problems: problems.map(({ path, key, values }) => ({
          field: path.join("."),
          key,
          ...(values ? { values } : {}),
        })),
      };
    },
    async setEnabled(shopId: string, id: string, enabled: boolean) {
      const switched = await setEnabled(ctx, shopId, { id, enabled });
      if (switched.outcome !== "refused") return switched;
      return { outcome: "refused" as const, obstacles: switched.problems.map((problem) => obstacleOf(problem, id)) };
    },
    createFromGallery: (shopId: string, input: Parameters<typeof createFromGallery>[2]) =>
      createFromGallery(ctx, shopId, input),
    createOwn: (shopId: string, request: { requestId: string; name: string }) =>
      createAutomation(ctx, shopId, { ...request, definition: beginning }),
    duplicate: (shopId: string, input: Parameters<typeof duplicateAutomation>[2]) =>
      duplicateAutomation(ctx, shopId, input),
    remove: (shopId: string, id: string) => removeAutomation(ctx, shopId, id),
  };
}

/** What one begins with who begins from scratch: the likeliest event and message, both to be changed. */
const beginning = {
  version: 2,
  trigger: "order_created",
  cancelOn: ["order_cancelled"],
  steps: [
    {
      id: "send-1",
      kind: "send_template",
      template: "order_confirmed",
      category: "utility",
      expiresAfter: { hours: 24 },
    },
  ],
};

function templatesIn({ steps }: AutomationDefinition): string[] {
  const names = walkSteps(steps).flatMap(({ step }) => (step.kind === "send_template" ? [step.template] : []));
  return [...new Set(names)];
}
