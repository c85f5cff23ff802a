import { z } from "zod";
import { cancelRules } from "./cancel-rules.ts";
import { conditionGroupSchema, type ConditionGroup } from "./conditions.ts";
import { triggers } from "./triggers.ts";
import { upgradeDefinition } from "./upgrade-definition.ts";

const count = z.number().int().min(1);
export const durationSchema = z.union([
  z.strictObject({ minutes: count.max(90 * 24 * 60) }),
  z.strictObject({ hours: count.max(90 * 24) }),
  z.strictObject({ days: count.max(90) }),
]);
export type Duration = z.infer<typeof durationSchema>;

/** Unique in its definition and kept when the step is edited or moved: what was made for a step (its discount) stays its own. */
const stepId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

/**
 * Nothing happens until it has passed; counted from when the step before was settled, or from the event. "used_up": as many
 * days as what was bought lasts, which the shop's products say (read-usage-days.ts); `for` when they do not.
 */
export const waitStepSchema = z.strictObject({
  id: stepId,
  kind: z.literal("wait"),
  for: durationSchema,
  until: z.literal("used_up").optional(),
});

export const sendStepSchema = z.strictObject({
  id: stepId,
  kind: z.literal("send_template"),
  /** Name of the template at Meta; its language is the reader's. Its own variables say what fills its placeholders. */
  template: z.string().regex(/^[a-z0-9_]{1,512}$/),
  /** What the merchant chose it for; a template that is of another category at Meta is not sent. */
  category: z.enum(["utility", "marketing"]),
  /** Counted from when the step is first due: however often it is put off, it is not sent later than this. */
  expiresAfter: durationSchema,
  /** What the template's quick replies send back, in their order; "{order.id}" is the order's digits. */
  quickReplyPayloads: z.array(z.string().min(1).max(128)).max(10).default([]),
});

/** An amount in minor units, as digits because JSON has no bigint. */
const amountSchema = z.strictObject({
  minor: z.string().regex(/^[1-9]\d{0,17}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** Gives the run a single-use code of its own, once; {{discount.code}} in the messages after it is this code. */
export const discountStepSchema = z.strictObject({
  id: stepId,
  kind: z.literal("discount_code"),
  value: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("percent"), percent: z.number().int().min(1).max(100) }),
    z.strictObject({ kind: z.literal("amount"), amount: amountSchema }),
  ]),
  /** How long the code works, from when the run gets it. At least an hour. */
  validFor: durationSchema,
  /** Only for orders of at least this much. */
  minimum: amountSchema.optional(),
  /** What every code begins with, before eight letters and digits of its own: "THANKS-7GK2M4QP". */
  prefix: z.string().regex(/^[A-Z0-9]{0,12}$/),
});

/** Adds tags to the order or the customer of the run, in Shopify. */
export const tagStepSchema = z.strictObject({
  id: stepId,
  kind: z.literal("tag"),
  on: z.enum(["order", "customer"]),
  /** Shopify: at most 40 characters each; a comma would make two of one. */
  tags: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(40)
        .regex(/^[^,]+$/),
    )
    .min(1)
    .max(10),
});

/** The path ends here. */
export const stopStepSchema = z.strictObject({ id: stepId, kind: z.literal("stop") });

export type WaitStep = z.infer<typeof waitStepSchema>;
export type SendStep = z.infer<typeof sendStepSchema>;
export type DiscountStep = z.infer<typeof discountStepSchema>;
export type TagStep = z.infer<typeof tagStepSchema>;
export type StopStep = z.infer<typeof stopStepSchema>;

/** Asked with the facts of the moment. Both ways lead on to the step after the condition, unless they end in a "stop". */
export type ConditionStep = {
  id: string;
  kind: "condition";
  if: ConditionGroup;
  then: Step[];
  otherwise: Step[];
};

/**
 * Rests until the person writes, at most `timeout`. The way taken: the first answer one of whose `texts` is what was written
 * or pressed (a quick reply's payload or its label; letter case and spaces at the ends aside, and of a short answer its one
 * number), else `anyReply`; `noReply` when nothing came. Words of stopping are no reply. Each way leads on to the step after
 * this one.
 */
export type WaitForReplyStep = {
  id: string;
  kind: "wait_for_reply";
  timeout: Duration;
  answers: { texts: string[]; steps: Step[] }[];
  anyReply: Step[];
  noReply: Step[];
};

export type Step = WaitStep | SendStep | ConditionStep | WaitForReplyStep | DiscountStep | TagStep | StopStep;
export type StepKind = Step["kind"];

const stepsSchema: z.ZodType<Step[]> = z.lazy(() => z.array(stepSchema).max(50));

const conditionStepSchema = z.strictObject({
  id: stepId,
  kind: z.literal("condition"),
  if: conditionGroupSchema,
  then: stepsSchema,
  otherwise: stepsSchema,
});

const waitForReplyStepSchema = z.strictObject({
  id: stepId,
  kind: z.literal("wait_for_reply"),
  timeout: durationSchema,
  answers: z
    .array(z.strictObject({ texts: z.array(z.string().trim().min(1).max(128)).min(1).max(20), steps: stepsSchema }))
    .max(5),
  anyReply: stepsSchema,
  noReply: stepsSchema,
});

export const stepSchema = z.discriminatedUnion("kind", [
  waitStepSchema,
  sendStepSchema,
  conditionStepSchema,
  waitForReplyStepSchema,
  discountStepSchema,
  tagStepSchema,
  stopStepSchema,
]);

export const stepsAtMost = 50;
export const depthAtMost = 5;

/** What Automation.definition and AutomationRun.definition hold. Steps run from first to last; branches hold steps of their own. */
export const automationDefinitionSchema = z
  .strictObject({
    version: z.literal(2),
    trigger: z.enum(triggers),
    /** What a run is about, and is unique for: what the event is about, or the order it belongs to. */
    subject: z.enum(["event", "order", "stock_request"]).default("event"),
    conditions: conditionGroupSchema.default({ all: [] }),
    steps: stepsSchema,
    cancelOn: z.array(z.enum(cancelRules)).default([]),
    /** A further event of the subject pushes back the first step while it waits: an hour after the *last* activity. */
    restartOnUpdate: z.boolean().default(false),
  })
  .superRefine(({ steps }, context) => {
    // Messages are keys of a problem's sentence: automationProblems.<key>.
    const refuse = (message: string) => context.addIssue({ code: "custom", path: ["steps"], message });
    const all = walkSteps(steps);
    if (!all.some(({ step }) => step.kind !== "wait" && step.kind !== "stop")) refuse("nothing_happens");
    if (all.length > stepsAtMost) refuse("too_many_steps");
    if (all.some(({ depth }) => depth > depthAtMost)) refuse("too_deep");
    if (new Set(all.map(({ step }) => step.id)).size < all.length) refuse("step_id_twice");
  });

export type AutomationDefinition = z.infer<typeof automationDefinitionSchema>;

/** Reads what is stored: definitions of version 1 become what they always meant. Throws on what is neither. */
export function readDefinition(json: unknown): AutomationDefinition {
  return automationDefinitionSchema.parse(upgradeDefinition(json));
}

/** As readDefinition; null for what can not be read. */
export function readDefinitionOrNull(json: unknown): AutomationDefinition | null {
  const read = automationDefinitionSchema.safeParse(upgradeDefinition(json));
  return read.success ? read.data : null;
}

export function durationMs(duration: Duration): number {
  if ("minutes" in duration) return duration.minutes * 60_000;
  if ("hours" in duration) return duration.hours * 3_600_000;
  return duration.days * 86_400_000;
}

/** Does anything in it wait until what was bought is used up? */
export function waitsForUsage({ steps }: Pick<AutomationDefinition, "steps">): boolean {
  return walkSteps(steps).some(({ step }) => step.kind === "wait" && step.until === "used_up");
}

/** The ways that lead out of a step into steps of its own; empty for all but conditions and waits for a reply. */
export function branchesOf(
  step: Step,
): { key: "then" | "otherwise" | "anyReply" | "noReply" | number; steps: Step[] }[] {
  switch (step.kind) {
    case "condition":
      return [
        { key: "then", steps: step.then },
        { key: "otherwise", steps: step.otherwise },
      ];
    case "wait_for_reply":
      return [
        ...step.answers.map((answer, index) => ({ key: index, steps: answer.steps })),
        { key: "anyReply" as const, steps: step.anyReply },
        { key: "noReply" as const, steps: step.noReply },
      ];
    default:
      return [];
  }
}

export type WalkedStep = { step: Step; depth: number; path: (string | number)[] };

/** Every step, each before the steps within it, with its path in the definition (["steps", 2, "then", 0]). */
export function walkSteps(steps: readonly Step[], depth = 0, path: (string | number)[] = ["steps"]): WalkedStep[] {
  return steps.flatMap((step, index) => {
    const here = [...path, index];
    const within = branchesOf(step).flatMap(({ key, steps: branch }) =>
      walkSteps(branch, depth + 1, typeof key === "number" ? [...here, "answers", key, "steps"] : [...here, key]),
    );
    return [{ step, depth, path: here }, ...within];
  });
}
