import type { Contact } from "#prisma/generated/client.ts";
import type { TemplateContent } from "../outbox/message-content.ts";
import type { TemplateFact } from "../policy/facts.ts";
import type { Tx } from "../ports.ts";
import { buildTemplateContent } from "../templates/build-template-content.ts";
import { chooseTemplate } from "../templates/choose-template.ts";
import { metaComponentsSchema } from "../templates/model.ts";
import { offeredLocales } from "../templates/offered-locales.ts";
import type { GivenDiscount, VariableFacts } from "../templates/variable-facts.ts";
import type { SendStep } from "./definition.ts";
import type { ShopFacts } from "./load-facts.ts";
import type { SubjectFacts } from "./subject-facts.ts";
import { variableFactsOf } from "./variable-facts-of.ts";

export type BuiltMessage = {
  fact: TemplateFact;
  /** The message as it would go; without values when no template could be filled. */
  content: TemplateContent;
  /** For the merchant: what did not fit, and better languages that could not be used. No values, no personal data. */
  problems: { rule: string; part: string; index?: number; variable?: string }[];
  passedOver: { language: string; why: string }[];
};

/** The step's template in the reader's language (theirs or that of their purchase, where it is offered, the fallback, English), filled and checked. */
export async function buildMessage(
  tx: Tx,
  step: SendStep,
  shop: ShopFacts,
  contact: Contact,
  facts: SubjectFacts,
  discount: GivenDiscount | null,
  preferencesUrl: string,
): Promise<BuiltMessage> {
  const wanted = [contact.locale, facts.order?.locale ?? facts.checkout?.locale];
  return buildFromFacts(tx, contact.shopId, step, shop, {
    wanted,
    facts: variableFactsOf(shop, contact, facts, discount, preferencesUrl),
    orderId: facts.order?.id ?? null,
  });
}

export type MessageFacts = {
  /** Languages the reader would like, best first. */
  wanted: (string | null | undefined)[];
  facts: VariableFacts;
  /** Digits; null: there is no order to name in an answer. */
  orderId: string | null;
};

/** As buildMessage, of facts that need not be anybody's. */
export async function buildFromFacts(
  tx: Tx,
  shopId: string,
  step: Pick<SendStep, "template" | "quickReplyPayloads">,
  shop: ShopFacts,
  { wanted, facts, orderId }: MessageFacts,
): Promise<BuiltMessage> {
  const empty: TemplateContent = {
    kind: "template",
    name: step.template,
    language: "",
    header: [],
    body: [],
    buttons: [],
  };
  const nothing = { content: empty, problems: [], passedOver: [] };
  if (!shop.accountId) return { ...nothing, fact: { state: "missing" } };

  const locales = offeredLocales(shop.settings.languages, wanted, shop.locale);
  const chosen = await chooseTemplate(tx, shopId, shop.accountId, step.template, locales);
  if (chosen.outcome === "missing") return { ...nothing, fact: { state: "missing" } };
  if (chosen.outcome !== "chosen") {
    const content = { ...empty, language: chosen.language };
    return { ...nothing, content, fact: { state: chosen.outcome } };
  }

  const { template, passedOver } = chosen;
  const inItsLanguage = { ...empty, language: template.language };
  const payloads = quickReplies(step, template.components, orderId);
  const built = payloads && buildTemplateContent(template, facts, { buttonPayloads: payloads });
  if (!built) {
    const problems = [{ rule: "button_parameter_missing", part: "button" }];
    return { fact: { state: "mismatch" }, content: inItsLanguage, problems, passedOver };
  }
  if (built.outcome === "mismatch") {
    const problems = built.problems.map(({ rule, where, values }) => ({
      rule,
      part: where.part,
      ...(where.index === undefined ? {} : { index: where.index }),
      ...(values.variable === undefined ? {} : { variable: String(values.variable) }),
    }));
    return { fact: { state: "mismatch" }, content: inItsLanguage, problems, passedOver };
  }
  return { fact: { state: "approved", category: template.category }, content: built.content, problems: [], passedOver };
}

/** Payloads by the index their button has among all buttons; null when one needs an order and there is none. */
function quickReplies(
  step: Pick<SendStep, "quickReplyPayloads">,
  components: unknown,
  orderId: string | null,
): Record<number, string> | null {
  const parsed = metaComponentsSchema.safeParse(components);
  const buttons = parsed.success ? parsed.data.flatMap((component) => component.buttons ?? []) : [];
  const indexes = buttons.flatMap((button, index) => (button.type === "QUICK_REPLY" ? [index] : []));
  const payloads: Record<number, string> = {};
  for (const [position, pattern] of step.quickReplyPayloads.entries()) {
    if (pattern.includes("{order.id}") && orderId === null) return null;
    // A template that lost its button is told by the check of parameters, at this index.
    payloads[indexes[position] ?? buttons.length + position] = pattern.replaceAll("{order.id}", orderId ?? "");
  }
  return payloads;
}
