import { erasedAmong, identitiesAmong, someoneKnown, type Name } from "../contacts/erased-identities.ts";
import { keepErasedOptOuts } from "../consent/erased-opt-outs.ts";
import { lockContactInForce } from "../consent/lock-contact.ts";
import { optOut } from "../consent/opt-out.ts";
import { languagesOfWriter } from "../conversations/languages-of-writer.ts";
import { meaningOf } from "../conversations/meaning.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import type { TxCtx } from "../ports.ts";
import { readSettings } from "../shared/settings.ts";
import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import type { CallbackItem, Person } from "./callback-item.ts";

type OfPerson = Extract<CallbackItem, { kind: "inbound" | "preference" }>;

/**
 * Whether somebody who was erased wrote or decided this before they were: WhatsApp repeats for a week. It is not taken in; a
 * no in it is kept as the others are (docs/decisions/010), and is theirs at once when they came back meanwhile. What they write afterwards is theirs to write: they come anew.
 */
export async function isOfErased(ctx: TxCtx, shopId: string, item: OfPerson, receivedAt: Date): Promise<boolean> {
  const names = namesOfPerson(item.kind === "inbound" ? item.from : item.person);
  const erased = await erasedAmong({ db: ctx.tx, ids: ctx.ids }, shopId, names);
  const at = item.occurredAt ?? receivedAt;
  if (!erased.some(({ erasedAt }) => at <= erasedAt)) return false;
  const purposes = await saidNoTo(ctx, shopId, item);
  if (purposes.length === 0) return true;
  const identities = identitiesAmong(names);
  const revoked = purposes.map((purpose) => ({ purpose, revokedAt: at }));
  await keepErasedOptOuts(ctx, shopId, identities, revoked);
  await tellWhoCameBack(ctx, shopId, identities, purposes, at);
  return true;
}

/** Whoever came back before this no was told has it from now on, as if it had been known when they did. */
async function tellWhoCameBack(
  ctx: TxCtx,
  shopId: string,
  identities: ReturnType<typeof identitiesAmong>,
  purposes: readonly ConsentPurpose[],
  occurredAt: Date,
): Promise<void> {
  const owners = await ctx.tx.contactIdentity.findMany({
    where: { shopId, OR: identities },
    select: { contactId: true },
    distinct: ["contactId"],
    orderBy: { contactId: "asc" },
  });
  for (const { contactId } of owners) {
    const contact = await lockContactInForce(ctx.tx, shopId, contactId);
    if (!contact) continue;
    const dedupeKey = `erasure:${contact.id}:${occurredAt.getTime()}`;
    const change = { shopId, contactId: contact.id, purposes, source: "erasure" as const, evidence: {} };
    await optOut(ctx, { ...change, occurredAt, dedupeKey });
  }
}

async function saidNoTo({ tx }: TxCtx, shopId: string, item: OfPerson): Promise<readonly ConsentPurpose[]> {
  if (item.kind === "preference")
    return item.category === "marketing_messages" && item.value === "stop" ? ["marketing"] : [];
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { locale: true, settings: true } });
  const meaning = meaningOf(item, languagesOfWriter(item.from, null, shop.locale), readSettings(shop.settings).optOut);
  return meaning.kind === "opt_out" ? meaning.word.purposes : [];
}

/** Does a callback name somebody who was erased and is not known again? Then it is not kept as it came. */
export async function namesErased(ctx: TxCtx, shopId: string, items: readonly CallbackItem[]): Promise<boolean> {
  const names = items.flatMap(peopleIn).flatMap(namesOfPerson);
  for (const { name } of await erasedAmong({ db: ctx.tx, ids: ctx.ids }, shopId, names)) {
    if (!(await someoneKnown(ctx.tx, shopId, [name]))) return true;
  }
  return false;
}

function peopleIn(item: CallbackItem): Person[] {
  switch (item.kind) {
    case "status":
      return [item.recipient];
    case "inbound":
      return [item.from];
    case "preference":
      return [item.person];
    case "identity_change":
      return [item.from, item.to];
    default:
      return [];
  }
}

function namesOfPerson({ phone, userId }: Person): Name[] {
  const number = normalizePhone(phone)?.canonical;
  return [
    ...(number ? [{ kind: "phone" as const, value: number }] : []),
    ...(userId ? [{ kind: "business_scoped_id" as const, value: userId }] : []),
  ];
}
