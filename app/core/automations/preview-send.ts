import type { Contact } from "#prisma/generated/client.ts";
import type { TemplateContent } from "../outbox/message-content.ts";
import { decide, type Decision } from "../policy/decide.ts";
import type { PolicyFacts } from "../policy/facts.ts";
import type { DecisionReason } from "../policy/reasons.ts";
import type { Tx } from "../ports.ts";
import { samplePreferencesUrl } from "../shared/preference-reference.ts";
import type { GivenDiscount } from "../templates/variable-facts.ts";
import type { CancelRule } from "./cancel-rules.ts";
import { decideSend } from "./decide-send.ts";
import type { SendStep } from "./definition.ts";
import { loadShopFacts } from "./load-facts.ts";
import type { SubjectFacts } from "./subject-facts.ts";

export type PreviewedSend = {
  template: string;
  language: string;
  category: "utility" | "marketing";
  /** "waits": it would be looked at again until the cause is mended or the message is out of date. */
  decision: "send" | "waits" | "suppress" | "stopped";
  /** When it would have gone; for the rest, when that was decided. */
  goesAt: Date;
  /** Why not, or why later than it was due. Key under `reasons.`. */
  reason: DecisionReason | CancelRule | null;
  /** The message with its values; what could not be filled is missing. */
  content: TemplateContent;
  problems: { rule: string; part: string; index?: number; variable?: string }[];
};

export type SentBefore = { category: "utility" | "marketing"; at: Date };

type Scene = {
  tx: Tx;
  shopId: string;
  contact: Contact;
  facts: SubjectFacts;
  step: SendStep;
  discount: GivenDiscount | null;
  /** What this run would have sent before. */
  before: readonly SentBefore[];
  /** No message of this run stands before it, so it is the one that answers what the person asked for, if they did. */
  isFirst: boolean;
};

/** A delay by time alone leads to another by time alone, a few times at most: night, then cap, then night. */
const looksAtMost = 10;

/** One message of a preview, decided at the moment it would have been due. */
export async function previewSend(
  scene: Scene,
  { dueAt, expiresAt }: { dueAt: Date; expiresAt: Date },
  stopped: { reason: CancelRule; at: Date | null } | null,
): Promise<PreviewedSend> {
  const { tx, shopId, step, contact, facts: subject, discount } = scene;
  const shop = await loadShopFacts(tx, shopId, step.category);
  const about = { template: step.template, category: step.category };
  if (!shop) throw new Error("the shop is gone");
  const preferencesUrl = samplePreferencesUrl(shop);
  const requestedAt = scene.isFirst ? (subject.productRequest?.requestedAt ?? null) : null;
  const proposed = { step, shop, contact, subject, discount, preferencesUrl, requestedAt, expiresAt };
  const decided = await decideSend(tx, proposed, dueAt);
  const { built, message } = decided;
  const common = { ...about, language: built.content.language, content: built.content, problems: built.problems };
  const facts = asOf(decided.facts, dueAt, scene.before);

  let at = dueAt;
  let reason: DecisionReason | null = null;
  for (let look = 0; look < looksAtMost; look += 1) {
    if (stopped && (stopped.at === null || stopped.at <= at)) {
      return { ...common, decision: "stopped", goesAt: stopped.at ?? dueAt, reason: stopped.reason };
    }
    const decision: Decision = decide(message, facts, at);
    if (decision.do === "send") return { ...common, decision: "send", goesAt: at, reason };
    if (decision.do === "suppress") return { ...common, decision: "suppress", goesAt: at, reason: decision.reason };
    reason = decision.reason;
    if (!byTimeAlone.has(decision.reason)) return { ...common, decision: "waits", goesAt: at, reason };
    at = decision.until;
  }
  return { ...common, decision: "waits", goesAt: at, reason };
}

const byTimeAlone = new Set<string>(["quiet_hours", "frequency_cap", "recently_messaged"]);

/** The person's other messages up to then, and those this run would have sent. */
function asOf(facts: PolicyFacts, at: Date, before: readonly SentBefore[]): PolicyFacts {
  const others = facts.marketingAt.filter((sentAt) => sentAt <= at);
  const own = before.filter(({ category }) => category === "marketing").map((sent) => sent.at);
  const earlier = facts.lastMessageAt && facts.lastMessageAt <= at ? [facts.lastMessageAt] : [];
  const newest = Math.max(...[...earlier, ...before.map((sent) => sent.at)].map((sentAt) => sentAt.getTime()));
  return {
    ...facts,
    marketingAt: [...others, ...own],
    lastMessageAt: Number.isFinite(newest) ? new Date(newest) : null,
  };
}
