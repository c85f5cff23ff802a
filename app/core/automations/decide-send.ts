import type { Contact } from "#prisma/generated/client.ts";
import { decide, type Decision } from "../policy/decide.ts";
import type { PolicyFacts, ProposedMessage } from "../policy/facts.ts";
import type { Tx } from "../ports.ts";
import type { GivenDiscount } from "../templates/variable-facts.ts";
import { buildMessage, type BuiltMessage } from "./build-message.ts";
import type { SendStep } from "./definition.ts";
import { loadPersonFacts, type ShopFacts } from "./load-facts.ts";
import type { SubjectFacts } from "./subject-facts.ts";

export type ProposedSend = {
  step: SendStep;
  shop: ShopFacts;
  contact: Contact;
  subject: SubjectFacts;
  discount: GivenDiscount | null;
  /** Of the person's own page; of nobody's when somebody else will read it. */
  preferencesUrl: string;
  /** When the person asked for exactly this message; null when this is not the one they asked for. */
  requestedAt: Date | null;
  expiresAt: Date | null;
};

export type DecidedSend = { message: ProposedMessage; facts: PolicyFacts; built: BuiltMessage; decision: Decision };

/** What a message would be and whether it may go now, from the rows as they are. Writes nothing: runs and previews ask it alike. */
export async function decideSend(tx: Tx, send: ProposedSend, now: Date): Promise<DecidedSend> {
  const { step, shop, contact, subject, discount, preferencesUrl, requestedAt, expiresAt } = send;
  const person = await loadPersonFacts(tx, shop, contact, step.category, now);
  const built = await buildMessage(tx, step, shop, contact, subject, discount, preferencesUrl);
  const facts = { ...person, template: built.fact };
  const message = { category: step.category, expiresAt, requestedAt };
  return { message, facts, built, decision: decide(message, facts, now) };
}
