import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

const tones: Record<string, BadgeProps["tone"]> = { granted: "success", pending: "attention" };

/** What a person allows: agreed, asked, said no, or never decided (which is not a yes). */
export function ConsentBadge({ state }: { state: string }) {
  const { t } = useTranslation();
  return <Badge tone={tones[state]}>{t(`customer.consentState.${state}`)}</Badge>;
}
