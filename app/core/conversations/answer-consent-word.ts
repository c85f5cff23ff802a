import { loadShopFacts } from "../automations/load-facts.ts";
import { endOfSecond, optOut } from "../consent/opt-out.ts";
import { readConsent } from "../consent/read-consent.ts";
import { restoreConsent } from "../consent/restore-consent.ts";
import { readRecipient } from "../contacts/read-recipient.ts";
import { requestOptInOf } from "../opt-in/request-opt-in.ts";
import { recipientCountry } from "../policy/recipient-country.ts";
import type { TxCtx } from "../ports.ts";
import { preferencesUrl } from "../shared/preference-reference.ts";
import type { Meaning } from "./meaning.ts";
import { planReply } from "./plan-reply.ts";
import type { Scene } from "./scene.ts";

type Word = Extract<Meaning, { kind: "opt_out" | "opt_in" }>;

/**
 * "…_again": it changed nothing, so nothing is answered. "opt_out_superseded": a later yes was here already. "opt_in_asked":
 * they never said yes to offers before, and are asked whether that is what they mean.
 */
export type ConsentWordOutcome =
  "opt_out" | "opt_out_again" | "opt_out_superseded" | "opt_in" | "opt_in_asked" | "opt_in_again";

/**
 * Honours a word of stopping or starting at once: the ledger, the waiting messages and the one confirmation, in the
 * caller's transaction. A second STOP is recorded as proof and not answered again.
 */
export async function answerConsentWord(ctx: TxCtx, scene: Scene, meaning: Word): Promise<ConsentWordOutcome> {
  return meaning.kind === "opt_out" ? stop(ctx, scene, meaning) : start(ctx, scene, meaning);
}

async function stop(ctx: TxCtx, scene: Scene, meaning: Word): Promise<ConsentWordOutcome> {
  const { purposes, language } = meaning.word;
  const before = await readConsent(ctx.tx, scene.shopId, scene.contactId);
  await optOut(ctx, { ...changeOf(scene, meaning), purposes, occurredAt: endOfSecond(scene.occurredAt) });
  const after = await readConsent(ctx.tx, scene.shopId, scene.contactId);
  if (purposes.every((purpose) => after[purpose] !== "revoked")) return "opt_out_superseded";
  if (purposes.every((purpose) => before[purpose] === "revoked")) return "opt_out_again";
  await planReply(ctx, scene, {
    key: "optOutConfirmed",
    values: { shopName: scene.shop.name },
    dedupeKey: `optout-confirm:${scene.wamid}`,
    language,
  });
  return "opt_out";
}

async function start(ctx: TxCtx, scene: Scene, meaning: Word): Promise<ConsentWordOutcome> {
  const { purposes, language } = meaning.word;
  const { outcome } = await restoreConsent(ctx, {
    ...changeOf(scene, meaning),
    purposes,
    occurredAt: scene.occurredAt,
  });
  const { marketing } = await readConsent(ctx.tx, scene.shopId, scene.contactId);
  const isBack = outcome === "restored";
  if (isBack) await confirm(ctx, scene, "optInConfirmed", language);
  const asked = marketing === "granted" ? "opt_in_again" : await askAboutOffers(ctx, scene, meaning);
  return isBack ? "opt_in" : asked;
}

/** With the way to their own page: which messages, how often, which language. */
async function confirm(
  ctx: TxCtx,
  scene: Scene,
  key: "optInConfirmed" | "optInThanks",
  language: string | null,
): Promise<void> {
  const { shopId, contactId, shop } = scene;
  await planReply(ctx, scene, {
    key,
    values: { shopName: shop.name },
    link: preferencesUrl(ctx.ids, { ...shop, id: shopId }, contactId),
    dedupeKey: `optin-confirm:${scene.wamid}`,
    language,
  });
}

/**
 * Somebody writes START or SUBSCRIBE who has never agreed to offers. Where the shop has opt-ins confirmed, one word is no yes
 * to offers that nobody told them of: it is a reason to ask, with the question that every opt-in is asked with.
 */
async function askAboutOffers(ctx: TxCtx, scene: Scene, meaning: Word): Promise<ConsentWordOutcome> {
  const { shopId, contactId } = scene;
  const shop = await loadShopFacts(ctx.tx, shopId, "utility");
  const recipient = await readRecipient(ctx.tx, shopId, contactId);
  if (!shop || !recipient) return "opt_in_again";
  const asked = await requestOptInOf(ctx, shop, {
    ...changeOf(scene, meaning),
    purposes: ["marketing"],
    source: "chat",
    locale: meaning.word.language ?? scene.contact.locale,
    occurredAt: scene.occurredAt,
    numberCountry: recipientCountry(recipient),
  });
  if (asked.outcome === "pending") return asked.asked === "planned" ? "opt_in_asked" : "opt_in_again";
  if (asked.outcome !== "granted") return "opt_in_again";
  await confirm(ctx, scene, "optInThanks", meaning.word.language);
  return "opt_in";
}

function changeOf(scene: Scene, { by, said }: Word) {
  return {
    shopId: scene.shopId,
    contactId: scene.contactId,
    source: by,
    evidence: { channel: "whatsapp", said, wamid: scene.wamid, numberId: scene.numberId },
    dedupeKey: `inbound:${scene.wamid}`,
  };
}
