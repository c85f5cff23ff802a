import { Banner, BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { When } from "../when.tsx";

export type BannerVersion = {
  status: string;
  category: string;
  intendedCategory: string;
  reason: string | null;
  unmapped: boolean;
  unsubmitted: boolean;
  nextEditAt: string | null;
};

type Props = {
  version: BannerVersion;
  timeZone: string;
  inUse: boolean;
  accepting: boolean;
  onAcceptCategory(): void;
};

/** The one thing to know about a language of a template, most urgent first, and what to do about it. */
export function VersionBanner({ version, timeZone, inUse, accepting, onAcceptCategory }: Props) {
  const { t } = useTranslation();
  const { status, category, intendedCategory, reason, unmapped, unsubmitted, nextEditAt } = version;
  if (status === "rejected") {
    return (
      <Banner tone="critical" title={t("templateBanner.rejected")}>
        <Reason reason={reason} />
        <Text as="p">{t("templateBanner.mend")}</Text>
      </Banner>
    );
  }
  if (status === "disabled") {
    return (
      <Banner tone="critical" title={t("templateBanner.disabled")}>
        <Text as="p">{t("templateBanner.disabledHelp")}</Text>
      </Banner>
    );
  }
  if (category !== intendedCategory && status !== "draft") {
    return (
      <Banner
        tone="warning"
        title={t("templateBanner.recategorised", { category: t(`categories.${category}`) })}
        action={{
          content: t("templateBanner.accept", { category: t(`categories.${category}`) }),
          onAction: onAcceptCategory,
          loading: accepting,
        }}
      >
        <Text as="p">{t("templateBanner.recategorisedHelp")}</Text>
      </Banner>
    );
  }
  if (unmapped) {
    return (
      <Banner tone="warning" title={t("templateBanner.unmapped")}>
        <Text as="p">{t("templateBanner.unmappedHelp")}</Text>
      </Banner>
    );
  }
  if (status === "paused") {
    return (
      <Banner tone="warning" title={t("templateBanner.paused")}>
        <Text as="p">{t("templateBanner.pausedHelp")}</Text>
      </Banner>
    );
  }
  if (status === "draft" && reason) {
    return (
      <Banner tone="critical" title={t("templateBanner.refused")}>
        <Reason reason={reason} />
        <Text as="p">{t("templateBanner.mend")}</Text>
      </Banner>
    );
  }
  if (status === "pending") {
    return (
      <Banner tone="info" title={t("templateBanner.pending")}>
        <Text as="p">{t(inUse ? "templateBanner.pendingInUse" : "templateBanner.pendingHelp")}</Text>
      </Banner>
    );
  }
  if (status === "approved" && nextEditAt) {
    return (
      <Banner tone="info" title={t("templateBanner.editLimit")}>
        <Text as="p">
          {t("templateBanner.editLimitHelp")} <When at={nextEditAt} timeZone={timeZone} />
        </Text>
      </Banner>
    );
  }
  if (status === "approved" && unsubmitted) {
    return (
      <Banner tone="info" title={t("templateBanner.unsubmitted")}>
        <Text as="p">{t(inUse ? "templateBanner.unsubmittedInUse" : "templateBanner.unsubmittedHelp")}</Text>
      </Banner>
    );
  }
  return null;
}

const known = [
  "ABUSIVE_CONTENT",
  "INVALID_FORMAT",
  "PROMOTIONAL",
  "TAG_CONTENT_MISMATCH",
  "SCAM",
  "INCORRECT_CATEGORY",
  "LIMIT_EXCEEDED",
  "REJECTED",
];

/** Meta's reason in words that say what to change; its own words when it gave some. */
function Reason({ reason }: { reason: string | null }) {
  const { t } = useTranslation();
  if (reason === null || reason === "REJECTED") return <Text as="p">{t("templateReasons.REJECTED")}</Text>;
  if (known.includes(reason)) return <Text as="p">{t(`templateReasons.${reason}`)}</Text>;
  return (
    <BlockStack gap="100">
      <Text as="p">{t("templateReasons.said", { words: reason })}</Text>
      <Link url="https://developers.facebook.com/docs/whatsapp/updates-to-pricing/new-template-guidelines" external>
        {t("templateReasons.guidelines")}
      </Link>
    </BlockStack>
  );
}
