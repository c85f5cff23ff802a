import { preferencesUrl } from "../shared/preference-reference.ts";
import { confirmOptIn } from "../opt-in/confirm-opt-in.ts";
import type { TxCtx } from "../ports.ts";
import type { Meaning } from "./meaning.ts";
import { planReply } from "./plan-reply.ts";
import type { Scene } from "./scene.ts";

/**
 * "…_again": it was confirmed already, so nothing is answered. "opt_in_needs_start": they have opted out since. "stored": it
 * answers no question of ours, and is for a person to read.
 */
export type OptInButtonOutcome = "opt_in_confirmed" | "opt_in_confirmed_again" | "opt_in_needs_start" | "stored";

/** The press that makes an opt-in count; answered once. */
export async function answerOptInButton(
  ctx: TxCtx,
  scene: Scene,
  { purposes, said }: Extract<Meaning, { kind: "confirm_opt_in" }>,
  replyToWamid: string | null,
): Promise<OptInButtonOutcome> {
  const { shopId, contactId, occurredAt, wamid, numberId } = scene;
  const { outcome } = await confirmOptIn(ctx, {
    shopId,
    contactId,
    purposes,
    replyToWamid,
    occurredAt,
    evidence: { channel: "whatsapp", said, wamid, replyTo: replyToWamid, numberId },
    dedupeKey: `inbound:${wamid}`,
  });
  if (outcome === "already") return "opt_in_confirmed_again";
  if (outcome === "unasked") return "stored";
  await planReply(ctx, scene, {
    key: outcome === "confirmed" ? "optInThanks" : "optInNeedsStart",
    values: { shopName: scene.shop.name },
    ...(outcome === "confirmed" ? { link: preferencesUrl(ctx.ids, { ...scene.shop, id: shopId }, contactId) } : {}),
    dedupeKey: `optin-button:${wamid}`,
  });
  return outcome === "confirmed" ? "opt_in_confirmed" : "opt_in_needs_start";
}
