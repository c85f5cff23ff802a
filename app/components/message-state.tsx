import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

const tones: Record<string, BadgeProps["tone"]> = {
  queued: "info",
  sending: "info",
  unknown: "attention",
  accepted: "info",
  sent: "info",
  delivered: "success",
  read: "success",
  failed: "critical",
};

/** Accepted, sent, delivered, read and failed are different words: only Meta's callback moves a message on. */
export function MessageState({ state }: { state: string }) {
  const { t } = useTranslation();
  return <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>;
}
