import type { Contact } from "#prisma/generated/client.ts";
import type { AccountStatus, ConsentPurpose, NumberStatus, ShopStatus } from "#prisma/generated/enums.ts";
import { readRecipient } from "../contacts/read-recipient.ts";
import type { ConsentFact, PolicyFacts } from "../policy/facts.ts";
import type { Tx } from "../ports.ts";
import { ownWeight, weightOf } from "../shared/consent-sources.ts";
import { standingDecision, wordColumns } from "../shared/consent-state.ts";
import { readScopes } from "../shared/scopes.ts";
import { readSettings } from "../shared/settings.ts";
import type { ShopSettings } from "../shared/settings.ts";

/** A shop with the number it writes from, as both policy and the templates need it. */
export type ShopFacts = {
  name: string;
  domain: string;
  status: ShopStatus;
  timeZone: string;
  locale: string;
  currency: string;
  storefrontHost: string;
  settings: ShopSettings;
  consentUnknownSince: Date | null;
  /** What the merchant lets the app do. */
  scopes: string[];
  numberId: string | null;
  numberStatus: NumberStatus | null;
  pausedUntil: Date | null;
  accountId: string | null;
  accountStatus: AccountStatus | null;
};

/** With the number that sends this category if the merchant chose one for it, else with the default. */
export async function loadShopFacts(
  tx: Tx,
  shopId: string,
  category: "utility" | "marketing" | null = null,
): Promise<ShopFacts | null> {
  const [row] = await tx.$queryRaw<(Omit<ShopFacts, "settings" | "scopes"> & { settings: unknown; scopes: string })[]>`
    SELECT s."name", s."domain", s."status"::text AS "status", s."timeZone", s."locale", s."currency", s."storefrontHost",
      s."settings", s."consentUnknownSince", s."scopes", n."id" AS "numberId", n."status"::text AS "numberStatus", n."pausedUntil", a."id" AS "accountId",
      a."status"::text AS "accountStatus"
    FROM "Shop" s
    LEFT JOIN LATERAL (
      SELECT * FROM "WhatsAppNumber" WHERE "shopId" = s."id"
      ORDER BY ("purpose" = ${category}::"TemplateCategory") IS TRUE DESC, "isDefault" DESC, "createdAt", "id" LIMIT 1
    ) n ON TRUE
    LEFT JOIN "WhatsAppAccount" a ON a."shopId" = n."shopId" AND a."id" = n."accountId"
    WHERE s."id" = ${shopId}::uuid`;
  return row ? { ...row, settings: readSettings(row.settings), scopes: readScopes(row.scopes) } : null;
}

const dayMs = 24 * 60 * 60_000;
/** A message may wait in its lane for days before it goes; what was planned this much earlier may still count. */
const longestInLaneMs = 5 * dayMs;

/** Everything policy asks about one person but the template. `contact` is locked already. */
export async function loadPersonFacts(
  tx: Tx,
  shop: ShopFacts,
  contact: Contact,
  category: "utility" | "marketing",
  now: Date,
): Promise<Omit<PolicyFacts, "template">> {
  const { shopId, id } = contact;
  const history = category === "marketing" ? await recentMessages(tx, contact, shop.settings, now) : noHistory;
  return {
    shop: {
      status: shop.status,
      timeZone: shop.timeZone,
      settings: shop.settings,
      consentUnknownSince: shop.consentUnknownSince,
    },
    number: shop.numberStatus && { status: shop.numberStatus, pausedUntil: shop.pausedUntil },
    account: shop.accountStatus && { status: shop.accountStatus },
    contact,
    recipient: await readRecipient(tx, shopId, id),
    consent: await consentFacts(tx, shopId, id),
    ...history,
  };
}

const noHistory = { marketingAt: [], lastMessageAt: null };

/** Messages that went or are about to go; what waits in its lane counts as going now. Index: Message(shopId, contactId, createdAt). */
async function recentMessages(tx: Tx, contact: Contact, settings: ShopSettings, now: Date) {
  const { shopId, id: contactId, marketingGapDays } = contact;
  const days = Math.max(settings.frequencyCap.days, marketingGapDays ?? 0);
  const since = now.getTime() - days * dayMs - longestInLaneMs;
  const rows = await tx.message.findMany({
    where: {
      shopId,
      contactId,
      createdAt: { gte: new Date(since) },
      state: { notIn: ["cancelled", "suppressed", "failed"] },
    },
    select: { category: true, state: true, acceptedAt: true, claimedAt: true, dueAt: true },
  });
  const sent = rows.map(({ category, state, acceptedAt, claimedAt, dueAt }) => ({
    category,
    // What awaits its confirmation went, if it went, when it was claimed.
    at: acceptedAt ?? (state === "unknown" ? claimedAt : null) ?? (dueAt > now ? dueAt : now),
  }));
  const newest = Math.max(...sent.map(({ at }) => at.getTime()));
  return {
    marketingAt: sent.filter(({ category }) => category === "marketing").map(({ at }) => at),
    lastMessageAt: sent.length > 0 ? new Date(newest) : null,
  };
}

/** As readConsent, with the moment of each decision: a request made after an opt-out is told from one made before. */
export async function consentFacts(tx: Tx, shopId: string, contactId: string): Promise<PolicyFacts["consent"]> {
  const entries = await tx.consentEntry.findMany({
    where: { shopId, contactId },
    select: { purpose: true, ...wordColumns },
  });
  const standing = (purpose: ConsentPurpose): ConsentFact => {
    const history = entries.filter((entry) => entry.purpose === purpose);
    const decision = standingDecision(history);
    if (!decision) return { state: "none", decidedAt: null, ownYesAt: null };
    const ownYeses = history.filter((one) => one.state === "granted" && weightOf(one) === ownWeight);
    const ownYesAt = standingDecision(ownYeses)?.occurredAt ?? null;
    return { state: decision.state, decidedAt: decision.occurredAt, ownYesAt };
  };
  return { marketing: standing("marketing"), transactional: standing("transactional") };
}
