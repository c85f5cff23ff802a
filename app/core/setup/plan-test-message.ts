import type { Shop, Template, WhatsAppNumber } from "#prisma/generated/client.ts";
import { readConsent } from "../consent/read-consent.ts";
import { findOrMakeContact } from "../contacts/find-or-make-contact.ts";
import { isGivenOut, normalizePhone } from "../contacts/normalize-phone.ts";
import { planMessage } from "../outbox/plan-message.ts";
import { testAllowance } from "../outbox/test-allowance.ts";
import type { Ctx, Tx, TxCtx } from "../ports.ts";
import { readSettings } from "../shared/settings.ts";
import { buildTemplateContent } from "../templates/build-template-content.ts";
import { pickTemplate } from "../templates/choose-template.ts";
import { sampleFactsOf } from "../templates/library/sample-facts.ts";
import { offeredLocales } from "../templates/offered-locales.ts";
import type { TemplateContent } from "../outbox/message-content.ts";

export type TestMessagePlanned =
  | { outcome: "planned"; messageId: string }
  /** Not a phone number that WhatsApp could reach, as written. */
  | { outcome: "invalid_phone" }
  /** Why nothing can be sent just now; a sentence for each is in the catalogue. */
  | {
      outcome: "refused";
      why:
        | "no_number"
        | "number_not_ready"
        | "account_not_ready"
        | "shop_paused"
        | "no_template"
        | "hourly_limit"
        | "opted_out"
        | "blocked";
    };

type Input = {
  shopId: string;
  /** As the merchant wrote it. */
  phone: string;
  /** One press of the button: sent again under the same id, it is the same message. */
  requestId: string;
};

/** A test that arrives tomorrow would only surprise. */
const lifetimeMs = 3600_000;

/** Never used for a test: they ask the shopper to decide about an order that does not exist. */
const questions = new Set(["cod_confirm"]);

/**
 * Sends the merchant's own phone one of the shop's approved templates, filled with a made-up order. Asked for by the person
 * themself, so quiet hours and the cap do not apply; somebody's STOP does. Wakes the sender.
 */
export async function planTestMessage(ctx: Ctx, input: Input): Promise<TestMessagePlanned> {
  const planned = await ctx.db.$transaction((tx) => plan({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }, input));
  if (planned.outcome === "planned") ctx.wakes.wake("send");
  return planned;
}

async function plan(ctx: TxCtx, { shopId, phone, requestId }: Input): Promise<TestMessagePlanned> {
  const { tx } = ctx;
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  const read = normalizePhone(phone, shop.country);
  if (!read || !isGivenOut(read.e164)) return { outcome: "invalid_phone" };
  const number = await tx.whatsAppNumber.findFirst({ where: { shopId, isDefault: true }, include: { account: true } });
  if (!number) return { outcome: "refused", why: "no_number" };
  if (number.status !== "connected") return { outcome: "refused", why: "number_not_ready" };
  if (number.account.status !== "connected") return { outcome: "refused", why: "account_not_ready" };
  if (readSettings(shop.settings).paused) return { outcome: "refused", why: "shop_paused" };
  const dedupeKey = `test:${requestId}`;
  const allowance = await testAllowance(ctx, shopId, dedupeKey);
  if (allowance.outcome === "planned") return allowance;
  if (allowance.outcome === "too_many") return { outcome: "refused", why: "hourly_limit" };
  const chosen = await chooseFillable(tx, shop, number, ctx.clock.now());
  if (!chosen) return { outcome: "refused", why: "no_template" };

  const contact = await findOrMakeContact(ctx, shopId, { phones: [{ raw: phone, country: shop.country }] });
  if (!contact) return { outcome: "invalid_phone" };
  const refusal = await objectionOf(tx, shopId, contact.contactId, chosen.template);
  if (refusal) return { outcome: "refused", why: refusal };
  const now = ctx.clock.now();
  const { messageId } = await planMessage(ctx, {
    shopId,
    numberId: number.id,
    contactId: contact.contactId,
    category: chosen.template.category,
    content: chosen.content,
    dedupeKey,
    isTest: true,
    dueAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMs),
  });
  return { outcome: "planned", messageId };
}

async function objectionOf(tx: Tx, shopId: string, contactId: string, { category }: Template) {
  const { blockedAt } = await tx.contact.findUniqueOrThrow({ where: { shopId_id: { shopId, id: contactId } } });
  if (blockedAt) return "blocked";
  const consent = await readConsent(tx, shopId, contactId);
  // As decide: whoever wants offers and no messages about orders gets offers.
  if (category === "marketing" && consent.marketing === "granted") return null;
  const isOut = consent.transactional === "revoked" || (category === "marketing" && consent.marketing === "revoked");
  return isOut ? "opted_out" : null;
}

/** The first template that is approved and can be filled: the order confirmation, then any other, offers last. */
async function chooseFillable(
  tx: Tx,
  shop: Shop,
  { accountId }: WhatsAppNumber,
  now: Date,
): Promise<{ template: Template; content: TemplateContent } | null> {
  const rows = await tx.template.findMany({
    where: { shopId: shop.id, accountId, status: "approved" },
    orderBy: [{ category: "asc" }, { createdAt: "asc" }, { id: "asc" }],
  });
  const names = [...new Set(["order_confirmed", ...rows.map(({ name }) => name)])];
  const facts = sampleFactsOf(shop, now);
  const locales = offeredLocales(readSettings(shop.settings).languages, [shop.locale], shop.locale);
  for (const name of names.filter((one) => !questions.has(one))) {
    const picked = pickTemplate(
      rows.filter((row) => row.name === name && row.category !== "authentication"),
      [...locales, ...rows.map(({ language }) => language)],
    );
    if (picked.outcome !== "chosen") continue;
    const built = buildTemplateContent(picked.template, facts);
    if (built.outcome === "ok") return { template: picked.template, content: built.content };
  }
  return null;
}
