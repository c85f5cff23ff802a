import { listTemplateRows } from "../core/analytics/list-template-rows.ts";
import { renderMessage } from "../core/analytics/render-message.ts";
import { parseDefinition } from "../core/automations/parse-definition.ts";
import { previewRun, type PreviewedStep } from "../core/automations/preview-run.ts";
import { previewUsageDays } from "../core/automations/read-usage-days.ts";
import { sendTestStep } from "../core/automations/send-test-step.ts";
import type { RunSubject } from "../core/automations/subject-facts.ts";
import type { Ctx } from "../core/ports.ts";
import type { ShopifyAdmin } from "../core/ports-shopify.ts";

export type AskedPhone = {
  definition: unknown;
  stepId: string;
  phone: string;
  requestId: string;
  /** What really happened and fills it; without it, an example does. */
  subject?: RunSubject | undefined;
};

/** One message of the path to a phone of the merchant's. `requestId` is of one press of the button. */
export async function sendToPhone(ctx: Ctx, shopId: string, asked: AskedPhone) {
  const parsed = parseDefinition(asked.definition);
  if (parsed.outcome === "unreadable") return { outcome: "unfinished" as const };
  const { subject, ...request } = asked;
  const sent = await sendTestStep(ctx, shopId, {
    ...request,
    definition: parsed.definition,
    ...(subject ? { subject } : {}),
  });
  return sent.outcome === "not_found" ? { outcome: "unfinished" as const } : sent;
}

type Dated<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Dated<T[K]> } : T;

type WithText<S> = S extends { kind: "send_template" } ? Omit<S, "content"> & { text: string | null } : S;

/** A step of a test; a message with its words as the customer would have read them, null when it could not be filled. */
export type TestedStep = Dated<WithText<PreviewedStep>>;

export type TestedRun =
  /** Something on the page is unfinished, so there is no path to walk. */
  | { outcome: "unfinished" }
  | { outcome: "not_found" }
  | { outcome: "no_person" }
  | {
      outcome: "previewed";
      person: { firstName: string | null; address: string | null };
      startedAt: string;
      fits: boolean;
      stopped: { reason: string; at: string | null } | null;
      steps: TestedStep[];
    };

type Asked = { definition: unknown; subject: RunSubject; replies: Record<string, string> };

/** Walks the path as it stands on the page with something that really happened. Nothing is written. */
export async function testAutomation(
  ctx: Ctx,
  admin: Pick<ShopifyAdmin, "productUsageDays">,
  shopId: string,
  asked: Asked,
): Promise<TestedRun> {
  const parsed = parseDefinition(asked.definition);
  if (parsed.outcome === "unreadable") return { outcome: "unfinished" };
  const walked = { ...asked, definition: parsed.definition };
  const usageDays = await previewUsageDays(ctx, admin, shopId, walked);
  const preview = await previewRun(ctx, shopId, { ...walked, usageDays });
  if (preview.outcome !== "previewed") return preview;
  const sends = preview.steps.flatMap((step) => (step.kind === "send_template" ? [step] : []));
  const rows = await listTemplateRows(ctx, shopId, [...new Set(sends.map(({ template }) => template))]);
  const textOf = ({ content }: (typeof sends)[number]) => {
    const row = rows.find(({ name, language }) => name === content.name && language === content.language);
    return row && content.body.length > 0 ? (renderMessage(content, row.components)?.body ?? null) : null;
  };
  return {
    ...preview,
    startedAt: preview.startedAt.toISOString(),
    stopped: preview.stopped && { reason: preview.stopped.reason, at: preview.stopped.at?.toISOString() ?? null },
    steps: preview.steps.map((step) => written(step, step.kind === "send_template" ? textOf(step) : null)),
  };
}

function written(step: PreviewedStep, text: string | null): TestedStep {
  const common = { stepId: step.stepId, position: step.position, at: step.at.toISOString() };
  switch (step.kind) {
    case "send_template": {
      const { content: _, ...sent } = step;
      return { ...sent, ...common, goesAt: step.goesAt.toISOString(), text };
    }
    case "wait_for_reply":
      return { ...step, ...common, until: step.until.toISOString() };
    case "discount_code":
      return { ...step, ...common, expiresAt: step.expiresAt.toISOString() };
    default:
      return { ...step, ...common };
  }
}
