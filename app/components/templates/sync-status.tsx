import { Banner, BlockStack, Box, Card, InlineStack, ProgressBar, Spinner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SyncProgress } from "../../core/templates/sync-progress.ts";

type Props = {
  progress: SyncProgress;
  /** Somebody has just asked, or it runs. */
  asked: boolean;
  failed: boolean;
};

/** How far the reading from WhatsApp is, or why it did not come to its end. */
export function SyncStatus({ progress, asked, failed }: Props) {
  const { t } = useTranslation();
  if (asked) {
    return (
      <Box paddingBlockEnd="400">
        <Card>
          <div role="status">
            <Reading progress={progress} />
          </div>
        </Card>
      </Box>
    );
  }
  if (progress.state === "stalled") {
    return (
      <Box paddingBlockEnd="400">
        <Banner tone="warning" title={t("templateList.syncStalled")}>
          <Text as="p">{t("templateList.syncStalledHelp")}</Text>
        </Banner>
      </Box>
    );
  }
  if (!failed && progress.state !== "failed") return null;
  return (
    <Box paddingBlockEnd="400">
      <Banner tone="critical" title={t("templateList.syncFailed")}>
        <Text as="p">{t("templateList.syncFailedHelp")}</Text>
      </Banner>
    </Box>
  );
}

/** A bar only when it is known of how many: one that guesses tells nothing. */
function Reading({ progress: { read, total, state } }: { progress: SyncProgress }) {
  const { t } = useTranslation();
  if (state === "running" && total !== null && total > 0) {
    const words = t("templateList.syncProgress", { read, total });
    return (
      <BlockStack gap="200">
        <Text as="p">{words}</Text>
        <ProgressBar progress={Math.min(100, (read / total) * 100)} size="small" animated={false} />
      </BlockStack>
    );
  }
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      <Spinner size="small" />
      <Text as="p">
        {state === "running" && read > 0 ? t("templateList.syncRead", { count: read }) : t("templateList.syncing")}
      </Text>
    </InlineStack>
  );
}
