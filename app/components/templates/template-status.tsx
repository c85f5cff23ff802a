import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

const tones: Record<string, BadgeProps["tone"]> = {
  draft: undefined,
  pending: "info",
  approved: "success",
  rejected: "critical",
  paused: "warning",
  disabled: "critical",
};

/** Where a template stands at WhatsApp. */
export function TemplateStatusBadge({ status }: { status: string }) {
  const { t } = useTranslation();
  return <Badge tone={tones[status]}>{t(`templateStatus.${status}`)}</Badge>;
}
