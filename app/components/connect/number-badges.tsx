import { Badge, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

type Shown = {
  status: "connected" | "paused" | "disconnected";
  statusReason: string | null;
  isDefault: boolean;
  purpose: string | null;
};

/** Whether a number sends, and what. */
export function NumberBadges({ number, accountSends }: { number: Shown; accountSends: boolean }) {
  const { t } = useTranslation();
  const waitsForPin = number.statusReason === "not_registered" || number.statusReason === "pin_needed";
  return (
    <InlineStack gap="100">
      {number.status === "disconnected" && waitsForPin ? (
        <Badge tone="attention">{t("connect.status.not_registered")}</Badge>
      ) : number.status === "connected" && !accountSends ? (
        <Badge tone="warning">{t("connect.status.waiting")}</Badge>
      ) : (
        <Badge tone={number.status === "connected" ? "success" : number.status === "paused" ? "warning" : undefined}>
          {t(`connect.status.${number.status}`)}
        </Badge>
      )}
      {number.isDefault ? <Badge>{t("connect.roles.default")}</Badge> : null}
      {number.purpose ? <Badge>{t(`categories.${number.purpose}`)}</Badge> : null}
    </InlineStack>
  );
}

/** Meta's colour for how people take a number's messages; red is its word for trouble. */
export function QualityBadge({ quality }: { quality: string }) {
  const { t } = useTranslation();
  const tone = ({ GREEN: "success", YELLOW: "warning", RED: "critical" } as const)[quality];
  return <Badge tone={tone}>{t(`connect.quality.${quality}`, { defaultValue: t("connect.quality.UNKNOWN") })}</Badge>;
}
