import { endOfSecond, optOut } from "../consent/opt-out.ts";
import { readConsent } from "../consent/read-consent.ts";
import { restoreConsent } from "../consent/restore-consent.ts";
import type { TxCtx } from "../ports.ts";
import type { Meaning } from "./meaning.ts";
import { planReply } from "./plan-reply.ts";
import type { Scene } from "./scene.ts";

type Word = Extract<Meaning, { kind: "opt_out" | "opt_in" }>;

/** "…_again": it changed nothing, so nothing is answered. "opt_out_superseded": a later yes was here already. */
export type ConsentWordOutcome = "opt_out" | "opt_out_again" | "opt_out_superseded" | "opt_in" | "opt_in_again";

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
  if (outcome === "unchanged") return "opt_in_again";
  await planReply(ctx, scene, {
    key: "optInConfirmed",
    values: { shopName: scene.shop.name },
    dedupeKey: `optin-confirm:${scene.wamid}`,
    language,
  });
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
