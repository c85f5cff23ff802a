import { Prisma } from "#prisma/generated/client.ts";
import type { IdentityKind } from "#prisma/generated/enums.ts";
import { recallErasedOptOuts } from "../consent/erased-opt-outs.ts";
import type { TxCtx } from "../ports.ts";
import { AppError } from "../shared/app-error.ts";
import { lockContacts, mergeContacts } from "./merge-contacts.ts";
import { normalizePhone } from "./normalize-phone.ts";
import { profileChanges, type Profile } from "./profile.ts";

export type PhoneAsGiven = {
  raw: string | null | undefined;
  /** Of the address the number stands in. */
  country?: string | null;
  /** The spelling WhatsApp itself uses (a wa_id): kept as the address to answer to. */
  fromWhatsApp?: boolean;
};

export type Person = Partial<Profile> & {
  /** In order of preference. Only the first readable one is this person's: the others may be somebody else's (a gift's). */
  phones?: PhoneAsGiven[];
  /** Meta's business-scoped user id. */
  userId?: string | null;
  /** Shopify customer id, digits. */
  customerId?: string | null;
  /** Of the names and places given: the newest replace what is known, older ones only fill what is missing. */
  asOf?: Date;
};

/**
 * The contact whom these identities name, made when nobody has them, completed when some are new, merged when they named
 * several until now; but two whom WhatsApp knows as two stay two, and the customer is meant, not the number. Null when there is no identity at all. Two workers at once make one contact.
 */
export async function findOrMakeContact(
  ctx: TxCtx,
  shopId: string,
  person: Person,
): Promise<{ contactId: string } | null> {
  const wanted = identitiesOf(person);
  if (wanted.length === 0) return null;
  // Each round lost means that somebody else has just made, merged or erased one of these; none is lost to the same one twice.
  for (let round = 0; round < roundsAtMost; round++) {
    const contactId = await settle(ctx, shopId, person, wanted);
    if (contactId) return { contactId };
  }
  throw new AppError("contact_contended", `Identities of shop ${shopId} kept moving between contacts`);
}

const roundsAtMost = 8;

type Identity = { kind: IdentityKind; value: string; address: string | null };
type Owned = Identity & { contactId: string; createdAt: Date } & Profile & {
    customerUpdatedAt: Date | null;
    localeChosenAt: Date | null;
  };

async function settle(ctx: TxCtx, shopId: string, person: Person, wanted: Identity[]): Promise<string | null> {
  const owned = await settledOwners(ctx, shopId, wanted);
  const [oldest, ...others] = distinctContacts(owned);
  if (!oldest) return makeContact(ctx, shopId, person, wanted);
  if (others.length > 0) {
    const all = [oldest, ...others].map((owner) => owner.contactId);
    if (person.customerId && (await areSeveralOnWhatsApp(ctx, shopId, all)))
      return settle(ctx, shopId, { ...person, phones: [] }, withoutPhone(wanted));
    await lockContacts(ctx.tx, shopId, all);
    for (const other of others) await mergeContacts(ctx, shopId, oldest.contactId, other.contactId);
    return null;
  }
  if (!(await holdInForce(ctx, shopId, oldest.contactId))) return null;
  const missing = wanted.filter((identity) => !owned.some((row) => sameIdentity(row, identity)));
  if (missing.length > 0) {
    if ((await link(ctx, shopId, oldest.contactId, missing)) < missing.length) return null;
    await recallErasedOptOuts(ctx, shopId, oldest.contactId, missing);
  }
  await noteAddresses(ctx, shopId, wanted, owned);
  await refresh(ctx, shopId, oldest, person);
  return oldest.contactId;
}

/**
 * WhatsApp gives each person an id of their own, whatever number Shopify still names (or names already): who has one each stays
 * who they are. A merge could not be undone, and would hand a number's next owner the chats and orders of the one before.
 */
async function areSeveralOnWhatsApp({ tx }: TxCtx, shopId: string, contactIds: string[]): Promise<boolean> {
  const known = await tx.contactIdentity.groupBy({
    by: ["contactId"],
    where: { shopId, contactId: { in: contactIds }, kind: "business_scoped_id" },
  });
  return known.length > 1;
}

function withoutPhone(identities: Identity[]): Identity[] {
  return identities.filter(({ kind }) => kind !== "phone");
}

function identitiesOf(person: Person): Identity[] {
  const identities: Identity[] = [];
  for (const { raw, country, fromWhatsApp } of person.phones ?? []) {
    const phone = normalizePhone(raw, country);
    if (!phone) continue;
    identities.push({ kind: "phone", value: phone.canonical, address: fromWhatsApp ? phone.e164 : null });
    break;
  }
  if (person.userId) identities.push({ kind: "business_scoped_id", value: person.userId, address: null });
  if (person.customerId) identities.push({ kind: "shopify_customer", value: person.customerId, address: null });
  // One order for everybody: two workers writing the same identities wait for each other instead of deadlocking.
  return identities.sort((a, b) => (a.kind + a.value < b.kind + b.value ? -1 : 1));
}

/**
 * Whose these identities are. Unless they are all one contact's already, they are locked until commit: nobody else hands
 * them out or merges by them meanwhile. Locked before any contact is, and in one order for everybody: whoever waits here
 * holds nothing that another one who came by here is waiting for. Who works on several people locks them all first
 * (lockPeople).
 */
async function settledOwners(ctx: TxCtx, shopId: string, wanted: Identity[]): Promise<Owned[]> {
  const owned = await ownersOf(ctx, shopId, wanted);
  if (owned.length === wanted.length && distinctContacts(owned).length === 1) return owned;
  await lockIdentities(ctx, shopId, wanted);
  return ownersOf(ctx, shopId, wanted);
}

/**
 * Before a transaction that is about several people finds the first of them: what it will hand out is locked at once, in one
 * order for everybody, so that two of them do not each wait for what the other has.
 */
export function lockPeople(ctx: TxCtx, shopId: string, people: readonly Person[]): Promise<void> {
  return lockIdentities(ctx, shopId, people.flatMap(identitiesOf));
}

/** Until commit; for whoever is about to give an identity to somebody, or to another; in one order for everybody. */
export async function lockIdentities(
  { tx }: TxCtx,
  shopId: string,
  identities: readonly Pick<Identity, "kind" | "value">[],
): Promise<void> {
  const keys = identities.map(({ kind, value }) => `${shopId}/${kind}/${value}`).sort();
  if (keys.length === 0) return;
  await tx.$queryRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended(k, 0)))
    FROM unnest(${keys}::text[]) k`;
}

function ownersOf(ctx: TxCtx, shopId: string, wanted: Identity[]): Promise<Owned[]> {
  const pairs = wanted.map(({ kind, value }) => Prisma.sql`(${kind}::"IdentityKind", ${value})`);
  return ctx.tx.$queryRaw<Owned[]>`
    SELECT i."kind"::text AS "kind", i."value", i."address", i."contactId", c."createdAt",
           c."firstName", c."lastName", c."locale", c."country", c."province", c."customerUpdatedAt", c."localeChosenAt"
    FROM "ContactIdentity" i JOIN "Contact" c ON c."shopId" = i."shopId" AND c."id" = i."contactId"
    WHERE i."shopId" = ${shopId}::uuid AND (i."kind", i."value") IN (${Prisma.join(pairs)})`;
}

/**
 * Waits for whoever is erasing or merging this contact, and keeps it from that until commit, so that what is written of this
 * person is not left behind; those who merely write rows of theirs do not wait for each other. False when it is gone.
 */
async function holdInForce({ tx }: TxCtx, shopId: string, contactId: string): Promise<boolean> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Contact" WHERE "shopId" = ${shopId}::uuid AND "id" = ${contactId}::uuid
      AND "erasedAt" IS NULL AND "mergedIntoId" IS NULL FOR KEY SHARE`;
  return held.length > 0;
}

/** Oldest first: that one is kept. */
function distinctContacts(owned: Owned[]): Owned[] {
  const byId = new Map(owned.map((row) => [row.contactId, row]));
  return [...byId.values()].sort(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.contactId < b.contactId ? -1 : 1),
  );
}

function sameIdentity(a: Identity, b: Identity): boolean {
  return a.kind === b.kind && a.value === b.value;
}

async function makeContact(ctx: TxCtx, shopId: string, person: Person, wanted: Identity[]): Promise<string | null> {
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const taken = await ctx.tx.$executeRaw`
    WITH made AS (
      INSERT INTO "Contact" ("shopId", "id", "firstName", "lastName", "locale", "country", "province", "customerUpdatedAt", "createdAt")
      VALUES (${shopId}::uuid, ${id}::uuid, ${person.firstName ?? null}, ${person.lastName ?? null}, ${person.locale ?? null},
              ${person.country ?? null}, ${person.province ?? null}, ${person.asOf ?? null}, ${now})
    )
    ${insertIdentities(shopId, id, wanted, now)}`;
  if (taken > 0) await recallErasedOptOuts(ctx, shopId, id, wanted);
  if (taken === wanted.length) return id;
  // Somebody took (some of) them first; what is left of this contact is merged in the next round, or was never one.
  if (taken === 0) await ctx.tx.contact.delete({ where: { shopId_id: { shopId, id } } });
  return null;
}

/** How many were free to take. */
function link(ctx: TxCtx, shopId: string, contactId: string, missing: Identity[]): Promise<number> {
  return ctx.tx.$executeRaw`${insertIdentities(shopId, contactId, missing, ctx.clock.now())}`;
}

function insertIdentities(shopId: string, contactId: string, identities: Identity[], now: Date): Prisma.Sql {
  const rows = identities.map(
    ({ kind, value, address }) =>
      Prisma.sql`(${shopId}::uuid, ${kind}::"IdentityKind", ${value}, ${contactId}::uuid, ${address}, ${now}::timestamptz)`,
  );
  return Prisma.sql`
    INSERT INTO "ContactIdentity" ("shopId", "kind", "value", "contactId", "address", "createdAt")
    VALUES ${Prisma.join(rows)} ON CONFLICT DO NOTHING`;
}

async function noteAddresses(ctx: TxCtx, shopId: string, wanted: Identity[], owned: Owned[]): Promise<void> {
  for (const identity of wanted) {
    const row = owned.find((candidate) => sameIdentity(candidate, identity));
    if (!row || identity.address === null || identity.address === row.address) continue;
    const { kind, value, address } = identity;
    await ctx.tx.contactIdentity.update({ where: { shopId_kind_value: { shopId, kind, value } }, data: { address } });
  }
}

async function refresh(ctx: TxCtx, shopId: string, known: Owned, person: Person): Promise<void> {
  const changes = profileChanges(known, person);
  if (!changes) return;
  await ctx.tx.contact.update({ where: { shopId_id: { shopId, id: known.contactId } }, data: changes });
}
