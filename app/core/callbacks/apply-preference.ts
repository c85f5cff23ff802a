import { endOfSecond, optOut } from "../consent/opt-out.ts";
import { restoreConsent } from "../consent/restore-consent.ts";
import { resolveSender } from "../conversations/resolve-sender.ts";
import type { TxCtx } from "../ports.ts";
import type { PreferenceItem } from "./callback-item.ts";

export type PreferenceOutcome = "applied" | "duplicate" | "ignored";

/**
 * "Stop" and "resume" in WhatsApp's own settings concern marketing only. A stop of somebody unknown is kept for the day they
 * become known; a resume brings back only what had been agreed to.
 */
export async function applyPreference(
  ctx: TxCtx,
  shopId: string,
  item: PreferenceItem,
  receivedAt: Date,
): Promise<PreferenceOutcome> {
  if (item.category !== "marketing_messages" || (item.value !== "stop" && item.value !== "resume")) return "ignored";
  const contactId = await resolveSender(ctx, shopId, item.person);
  if (contactId === null) return "ignored";
  const at = item.occurredAt ?? receivedAt;
  const change = {
    shopId,
    contactId,
    purposes: ["marketing"] as const,
    source: "meta_preferences" as const,
    evidence: { channel: "whatsapp", category: item.category, value: item.value, phoneNumberId: item.phoneNumberId },
    dedupeKey: `preference:${contactId}:${item.value}:${at.getTime()}`,
  };
  if (item.value === "stop") {
    const { outcome } = await optOut(ctx, { ...change, occurredAt: endOfSecond(at) });
    return outcome === "recorded" ? "applied" : "duplicate";
  }
  await restoreConsent(ctx, { ...change, occurredAt: at });
  return "applied";
}
