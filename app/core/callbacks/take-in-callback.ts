import { lockPeople } from "../contacts/find-or-make-contact.ts";
import { applyInbound } from "../conversations/apply-inbound.ts";
import type { TxCtx } from "../ports.ts";
import { applyStatuses } from "../statuses/apply-statuses.ts";
import { applyTemplateUpdate } from "../templates/apply-template-update.ts";
import { applyAccountUpdate, applyCapabilityUpdate, applyNumberUpdate } from "./apply-account-update.ts";
import { applyPreference } from "./apply-preference.ts";
import type { CallbackItem, ParseCallback, Person, ParsedCallback, StatusItem, UnknownPart } from "./callback-item.ts";
import { findAccounts, findNumbers, type KnownAccount, type KnownNumber } from "./find-numbers.ts";
import { followIdentityChange } from "./follow-identity-change.ts";
import { isOfErased, namesErased } from "./of-erased.ts";
import { linkRecipients } from "./link-recipients.ts";

export type CallbackDelivery = { id: string; body: Uint8Array; receivedAt: Date };

/** Final as a string; `deadAs`: no attempt will ever succeed. */
export type CallbackResult = string | { forget: string } | { deadAs: string };

export type CallbackHandler = {
  each(ctx: TxCtx, delivery: CallbackDelivery): Promise<CallbackResult | { quietly: string }>;
  fits(delivery: CallbackDelivery): boolean;
  together(ctx: TxCtx, deliveries: readonly CallbackDelivery[]): Promise<{ quietly: string }[]>;
};

type CountUnknown = (kind: string, count: number) => void;

/**
 * For the claim loop: the parser lives in the adapters, the counter in the metrics. Statuses, by far the most, wake nobody:
 * what a failure puts back into the queue is due later, and the sender's poll finds it. Deliveries of nothing but statuses
 * are applied together.
 */
export function createCallbackHandler(parse: ParseCallback, countUnknown: CountUnknown = () => {}): CallbackHandler {
  const parsedOf = new WeakMap<CallbackDelivery, ParsedCallback>();

  function read(delivery: CallbackDelivery): ParsedCallback {
    const parsed = parsedOf.get(delivery) ?? parse(delivery.body);
    parsedOf.set(delivery, parsed);
    return parsed;
  }

  return {
    each: async (ctx, delivery) => {
      const parsed = read(delivery);
      const result = await takeInCallback(ctx, delivery, () => parsed, countUnknown);
      return typeof result === "string" && fits(parsed) ? { quietly: result } : result;
    },
    fits: (delivery) => fits(read(delivery)),
    together: async (ctx, deliveries) => {
      const told = deliveries.map((delivery) => statusesOf(read(delivery), delivery));
      const numbers = await findNumbers(
        ctx,
        told.flat().map(({ phoneNumberId }) => phoneNumberId),
      );
      // In the same order everywhere: two workers must not wait for each other.
      const inOrder = [...groupByNumber(told.flat())].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [phoneNumberId, ofNumber] of inOrder) {
        const number = numbers.get(phoneNumberId);
        if (number) await takeInStatuses(ctx, number, ofNumber);
      }
      return told.map((own) => ({
        quietly: summary(
          own.map(({ phoneNumberId }) => (numbers.has(phoneNumberId) ? "applied" : "unknown_number")),
          [],
        ),
      }));
    },
  };
}

/** Statuses, and nothing else: what somebody may want to read again is kept as it came. */
function fits(parsed: ParsedCallback): boolean {
  return (
    parsed.outcome !== "unreadable" &&
    parsed.unknown.length === 0 &&
    parsed.items.every(({ kind }) => kind === "status")
  );
}

function statusesOf(parsed: ParsedCallback, { receivedAt }: CallbackDelivery): StatusItem[] {
  if (parsed.outcome === "unreadable") return [];
  return parsed.items
    .filter((item) => item.kind === "status")
    .map((item) => ({ ...item, status: { ...item.status, receivedAt } }));
}

/**
 * Applies one WhatsApp delivery, all of it, in the caller's transaction: statuses in bulk, then everything else in the
 * order it stands. What concerns a number we do not serve is passed by; what is unknown is counted, and stays readable in
 * the delivery's body. Wake "send" and "shopify_tasks" after commit.
 *
 * Answers "applied", "duplicate" (nothing new in it), "ignored:unknown_number", "ignored:unknown_kind" or
 * "ignored:nothing_to_do", followed by what was not understood.
 */
export async function takeInCallback(
  ctx: TxCtx,
  delivery: CallbackDelivery,
  parse: ParseCallback,
  countUnknown: CountUnknown = () => {},
): Promise<CallbackResult> {
  const parsed = parse(delivery.body);
  if (parsed.outcome === "unreadable") return { deadAs: parsed.why };
  for (const { kind, count } of parsed.unknown) countUnknown(kind, count);
  if (parsed.unknown.length > 0)
    ctx.log.info("callback_unknown_parts", { deliveryId: delivery.id, parts: parsed.unknown });

  const { items } = parsed;
  const numbers = await findNumbers(
    ctx,
    items.flatMap((item) => ("phoneNumberId" in item ? [item.phoneNumberId] : [])),
  );
  const accounts = await findAccounts(
    ctx,
    items.flatMap((item) => ("phoneNumberId" in item ? [] : [item.wabaId])),
  );

  await lockEverybody(ctx, items, numbers);
  const outcomes: Outcome[] = [];
  for (const [phoneNumberId, ofNumber] of groupByNumber(statusesOf(parsed, delivery))) {
    const number = numbers.get(phoneNumberId);
    outcomes.push(number ? await takeInStatuses(ctx, number, ofNumber) : "unknown_number");
  }
  for (const item of items) {
    if (item.kind !== "status") outcomes.push(await takeInItem(ctx, item, numbers, accounts, delivery.receivedAt));
  }
  const told = summary(outcomes, parsed.unknown);
  return outcomes.includes("erased") || (await isToForget(ctx, items, numbers)) ? { forget: told } : told;
}

/** Somebody was erased: what came of them before or since is not kept as it came. */
async function isToForget(
  ctx: TxCtx,
  items: readonly CallbackItem[],
  numbers: ReadonlyMap<string, KnownNumber>,
): Promise<boolean> {
  const ofShop = Map.groupBy(items, (item) => "phoneNumberId" in item && numbers.get(item.phoneNumberId)?.shopId);
  for (const [shopId, own] of ofShop) if (shopId && (await namesErased(ctx, shopId, own))) return true;
  return false;
}

type Outcome = "applied" | "duplicate" | "ignored" | "erased" | "unknown_number";

async function takeInItem(
  ctx: TxCtx,
  item: Exclude<CallbackItem, StatusItem>,
  numbers: ReadonlyMap<string, KnownNumber>,
  accounts: ReadonlyMap<string, KnownAccount>,
  receivedAt: Date,
): Promise<Outcome> {
  switch (item.kind) {
    case "inbound":
    case "identity_change":
    case "preference": {
      const number = numbers.get(item.phoneNumberId);
      if (!number) return "unknown_number";
      if (item.kind === "identity_change") return followIdentityChange(ctx, number.shopId, item, receivedAt);
      if (await isOfErased(ctx, number.shopId, item, receivedAt)) return "erased";
      if (item.kind === "preference") return applyPreference(ctx, number.shopId, item, receivedAt);
      const outcome = await applyInbound(ctx, number, item, receivedAt);
      return outcome === "duplicate" ? "duplicate" : outcome === "no_identity" ? "ignored" : "applied";
    }
    case "template_update":
    case "number_update":
    case "capability_update":
    case "account_update": {
      const account = accounts.get(item.wabaId);
      if (!account) return "unknown_number";
      if (item.kind === "number_update") return applyNumberUpdate(ctx, account, item);
      if (item.kind === "capability_update") return applyCapabilityUpdate(ctx, account, item);
      if (item.kind === "account_update") return applyAccountUpdate(ctx, account, item);
      const { outcome } = await applyTemplateUpdate(ctx, account, {
        ...item,
        occurredAt: item.occurredAt ?? receivedAt,
      });
      return outcome === "applied" ? "applied" : "ignored";
    }
  }
}

/** One delivery may name several people, and another the same in another order. */
async function lockEverybody(ctx: TxCtx, items: readonly CallbackItem[], numbers: ReadonlyMap<string, KnownNumber>) {
  const named = items.flatMap((item) => {
    const shopId = "phoneNumberId" in item ? numbers.get(item.phoneNumberId)?.shopId : undefined;
    return shopId === undefined ? [] : peopleIn(item).map((person) => ({ shopId, person }));
  });
  if (named.length < 2) return;
  const byShop = [...Map.groupBy(named, ({ shopId }) => shopId)].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [shopId, inShop] of byShop) {
    const people = inShop.map(({ person: { phone, userId } }) => ({ phones: [{ raw: phone }], userId }));
    await lockPeople(ctx, shopId, people);
  }
}

function peopleIn(item: CallbackItem): Person[] {
  if (item.kind === "inbound") return [item.from];
  if (item.kind === "preference") return [item.person];
  return item.kind === "identity_change" ? [item.from, item.to] : [];
}

async function takeInStatuses(ctx: TxCtx, number: KnownNumber, items: readonly StatusItem[]): Promise<Outcome> {
  await applyStatuses(
    ctx,
    number,
    items.map(({ status }) => ({ ...status, occurredAt: status.occurredAt ?? status.receivedAt ?? ctx.clock.now() })),
  );
  await linkRecipients(ctx, number.shopId, items);
  return "applied";
}

function groupByNumber(items: readonly StatusItem[]): Map<string, StatusItem[]> {
  return Map.groupBy(items, (item) => item.phoneNumberId);
}

function summary(outcomes: readonly Outcome[], unknown: readonly UnknownPart[]): string {
  const had = (outcome: Outcome) => outcomes.includes(outcome);
  const result = had("applied")
    ? "applied"
    : had("duplicate")
      ? "duplicate"
      : had("erased")
        ? "ignored:erased"
        : had("unknown_number")
          ? "ignored:unknown_number"
          : unknown.length > 0
            ? "ignored:unknown_kind"
            : "ignored:nothing_to_do";
  if (unknown.length === 0) return result;
  const parts = unknown.map(({ kind, count }) => `${kind}×${count}`).join(", ");
  return `${result} (unknown: ${parts.slice(0, 200)})`;
}
