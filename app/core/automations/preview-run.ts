import type { Contact } from "#prisma/generated/client.ts";
import { readRecipient } from "../contacts/read-recipient.ts";
import type { Ctx, Tx } from "../ports.ts";
import type { GivenDiscount } from "../templates/variable-facts.ts";
import { ruleThatHolds, type CancelRule } from "./cancel-rules.ts";
import { conditionFacts } from "./condition-facts.ts";
import { asksForConsent, fits } from "./conditions.ts";
import type { AutomationDefinition } from "./definition.ts";
import { discountValue, readTerms, termsOf } from "./discount-terms.ts";
import { endOfValidity } from "./give-discount-code.ts";
import { replyAwaitedUntil, stepTimes } from "./insert-runs.ts";
import { loadShopFacts } from "./load-facts.ts";
import { maskRecipient } from "./mask-recipient.ts";
import { pathOf, type PlacedStep, type Way } from "./path.ts";
import { previewSend, type PreviewedSend, type SentBefore } from "./preview-send.ts";
import { readPerson } from "./read-person.ts";
import { loadSubjectFacts, type RunSubject, type SubjectFacts } from "./subject-facts.ts";
import { contactOf, heldSince, runSubjectOf, startedAt } from "./test-subject.ts";

export type PreviewedStep = { stepId: string; position: number; at: Date } & (
  | ({ kind: "send_template" } & PreviewedSend)
  | { kind: "condition"; branch: "then" | "otherwise" }
  /** Which answer came is the reader's to suppose (`replies`); by default none does. */
  | { kind: "wait_for_reply"; branch: string; until: Date }
  | { kind: "discount_code"; expiresAt: Date }
  | { kind: "tag"; on: "order" | "customer"; tags: string[]; missing: boolean }
);

export type RunPreview =
  /** The shop has no such thing (any more), or it does not belong to an order this automation is about. */
  | { outcome: "not_found" }
  /** It happened, but to nobody who is known. */
  | { outcome: "no_person" }
  | {
      outcome: "previewed";
      person: { firstName: string | null; address: string | null };
      startedAt: Date;
      /** Its conditions are not met: nothing would have begun. The steps tell what would have been, had they been. */
      fits: boolean;
      /** What made the rest pointless, and when; steps due later would not have been done. Null time: from the start. */
      stopped: { reason: CancelRule; at: Date | null } | null;
      steps: PreviewedStep[];
    };

type Input = {
  definition: AutomationDefinition;
  subject: RunSubject;
  /** By step id: the branch to suppose at a wait for a reply ("0", "anyReply", "noReply"). */
  replies?: Readonly<Record<string, string>>;
  /** How long what was bought lasts; null: the products do not say. */
  usageDays?: number | null;
};

/**
 * What would have been sent, to whom, when, and why not, had this automation been on when this order, checkout or parcel came.
 * The same code decides as for real runs; nothing is written. What people said and Meta approved is taken as it is today.
 */
export async function previewRun(ctx: Ctx, shopId: string, input: Input): Promise<RunPreview> {
  const tx: Tx = ctx.db;
  const { definition } = input;
  const subject = await runSubjectOf(tx, shopId, definition, input.subject);
  if (!subject) return { outcome: "not_found" };
  const contact = await contactOf(tx, shopId, subject);
  const facts = await loadSubjectFacts(
    tx,
    shopId,
    subject,
    contact?.id ?? "",
    new Set(contact ? definition.cancelOn : []),
  );
  if (!aboutPerson.has(subject.kind) && !contact && Object.values(facts).every((fact) => !fact)) {
    return { outcome: "not_found" };
  }
  if (!contact) return { outcome: "no_person" };

  const from = await startedAt(tx, shopId, definition, input.subject, facts, ctx.clock.now());
  const rule = ruleThatHolds(definition.cancelOn, facts);
  const stopped = rule && { reason: rule, at: await heldSince(tx, shopId, rule, facts, contact.id) };
  const person = await readPerson(tx, shopId, contact.id, asksForConsent(definition.conditions));
  return {
    outcome: "previewed",
    person: {
      firstName: contact.firstName,
      address: maskRecipient(await readRecipient(tx, shopId, contact.id)),
    },
    startedAt: from,
    fits: fits(definition.conditions, conditionFacts(facts, person, person?.marketing ?? null)),
    stopped,
    steps: await walk({ tx, shopId, contact, facts, from, stopped, input }),
  };
}

/** What is about a person alone has no row of its own to be missing. */
const aboutPerson: ReadonlySet<string> = new Set(["customer", "customer_tag", "birthday"]);

type Walk = {
  tx: Tx;
  shopId: string;
  contact: Contact;
  facts: SubjectFacts;
  from: Date;
  stopped: { reason: CancelRule; at: Date | null } | null;
  input: Input;
};

async function walk(scene: Walk): Promise<PreviewedStep[]> {
  const { definition } = scene.input;
  const path = pathOf(definition, scene.input.usageDays);
  const steps: PreviewedStep[] = [];
  const before: SentBefore[] = [];
  let discount: GivenDiscount | null = null;
  let way: Way = path.first;
  let from = scene.from;
  for (;;) {
    const placed: PlacedStep | null = way && path.at(way.position);
    const times = stepTimes(definition, way, from);
    if (!placed || !times) return steps;
    const { step, position } = placed;
    const common = { stepId: step.id, position, at: times.dueAt };
    way = placed.after;
    from = times.dueAt;
    switch (step.kind) {
      case "send_template": {
        const isFirst = !steps.some(({ kind }) => kind === "send_template");
        const sent = await previewSend({ ...scene, step, discount, before, isFirst }, times, scene.stopped);
        steps.push({ ...common, kind: step.kind, ...sent });
        if (sent.decision === "send") {
          before.push({ category: step.category, at: sent.goesAt });
          from = sent.goesAt;
        }
        break;
      }
      case "condition": {
        const person = await readPerson(scene.tx, scene.shopId, scene.contact.id, asksForConsent(step.if));
        const met = fits(step.if, conditionFacts(scene.facts, person, person?.marketing ?? null));
        const branch = met ? "then" : "otherwise";
        steps.push({ ...common, kind: step.kind, branch });
        way = placed.branches.get(branch) ?? null;
        break;
      }
      case "wait_for_reply": {
        const branch = scene.input.replies?.[step.id] ?? "noReply";
        const key = /^\d$/.test(branch) ? Number(branch) : branch;
        const until = replyAwaitedUntil(times);
        const at = key === "noReply" ? until : (times.awaitsReplySince ?? until);
        steps.push({ ...common, at, kind: step.kind, branch, until });
        way = placed.branches.get(key) ?? null;
        from = at;
        break;
      }
      case "discount_code": {
        const shop = await loadShopFacts(scene.tx, scene.shopId);
        const expiresAt = endOfValidity(times.dueAt, step, shop?.timeZone ?? "UTC");
        const code = step.prefix ? `${step.prefix}-XXXXXXXX` : "XXXXXXXX";
        discount = { code, value: discountValue(readTerms(termsOf(step)).value), expiresAt };
        steps.push({ ...common, kind: step.kind, expiresAt });
        break;
      }
      case "tag":
        steps.push({
          ...common,
          kind: step.kind,
          on: step.on,
          tags: step.tags,
          missing: step.on === "order" ? !scene.facts.order : !(await isCustomer(scene)),
        });
        break;
    }
  }
}

async function isCustomer({ tx, shopId, contact }: Walk): Promise<boolean> {
  const where = { shopId, contactId: contact.id, kind: "shopify_customer" as const };
  return (await tx.contactIdentity.findFirst({ where, select: { value: true } })) !== null;
}
