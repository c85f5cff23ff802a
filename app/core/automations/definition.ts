import { z } from "zod";
import { cancelRules } from "./cancel-rules.ts";
import { conditionGroupSchema } from "./conditions.ts";
import { triggers } from "./triggers.ts";

const count = z.number().int().min(0);
const durationSchema = z.union([
  z.strictObject({ minutes: count.max(90 * 24 * 60) }),
  z.strictObject({ hours: count.max(90 * 24) }),
  z.strictObject({ days: count.max(90) }),
]);
export type Duration = z.infer<typeof durationSchema>;

const sendTemplateStep = z.strictObject({
  kind: z.literal("send_template"),
  /** The wait: of the first step from the moment of the event, of the others from when the step before was settled. */
  after: durationSchema,
  /** Name of the template at Meta; its language is the reader's. Its own variables say what fills its placeholders. */
  template: z.string().regex(/^[a-z0-9_]{1,512}$/),
  category: z.enum(["utility", "marketing"]),
  /** Counted from when the step is first due: however often it is put off, it is not sent later than this. */
  expiresAfter: durationSchema,
  /** What the template's quick replies send back, in their order; "{order.id}" is the order's digits. */
  quickReplyPayloads: z.array(z.string().min(1).max(128)).max(10).default([]),
});

/** One kind today; a wait for an answer or a tag are kinds of their own later. */
const stepSchema = z.discriminatedUnion("kind", [sendTemplateStep]);
export type StepDefinition = z.infer<typeof stepSchema>;

export const automationDefinitionSchema = z.strictObject({
  version: z.literal(1),
  trigger: z.enum(triggers),
  /** What a run is about, and is unique for: what the event is about, or the order it belongs to. */
  subject: z.enum(["event", "order", "stock_request"]).default("event"),
  conditions: conditionGroupSchema.default({ all: [] }),
  steps: z.array(stepSchema).min(1).max(20),
  cancelOn: z.array(z.enum(cancelRules)).default([]),
  /** A further event of the subject pushes back the first step while it waits: an hour after the *last* activity. */
  restartOnUpdate: z.boolean().default(false),
});

/** What Automation.definition and AutomationRun.definition hold. */
export type AutomationDefinition = z.infer<typeof automationDefinitionSchema>;

export function readDefinition(json: unknown): AutomationDefinition {
  return automationDefinitionSchema.parse(json);
}

export function durationMs(duration: Duration): number {
  if ("minutes" in duration) return duration.minutes * 60_000;
  if ("hours" in duration) return duration.hours * 3_600_000;
  return duration.days * 86_400_000;
}
