import type { TFunction } from "i18next";

/** What a webhook was about; its own name where it is one we have no words for. */
export function topicText(t: TFunction, source: string, topic: string): string {
  if (source === "whatsapp") return t("troubled.whatsapp");
  return t(`troubled.topics.${topic}`, { defaultValue: t("troubled.otherTopic", { topic }) });
}

/** Why it could not be taken in, as a sentence. */
export function troubleText(t: TFunction, reason: string): string {
  const [, code] = /^error:(.*)$/.exec(reason) ?? [];
  if (code !== undefined) return t("troubled.reasons.error", { code });
  return t(`troubled.reasons.${reason}`, { defaultValue: t("troubled.reasons.error", { code: reason }) });
}
