import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useTranslation } from "react-i18next";

function usePause() {
  const fetcher = useFetcher();
  return {
    busy: fetcher.state !== "idle",
    setPaused: (paused: boolean) =>
      fetcher.submit(
        { intent: "pause", paused },
        { method: "post", encType: "application/json", action: "/app/settings?index" },
      ),
  };
}

/** Stops everything in this shop, or lets it go on. */
export function PauseCard({ paused }: { paused: boolean }) {
  const { t } = useTranslation();
  const { busy, setPaused } = usePause();
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t("settings.pause.title")}
          </Text>
          <Text as="p" tone="subdued">
            {paused ? t("settings.pause.paused") : t("settings.pause.running")}
          </Text>
        </BlockStack>
        <Button loading={busy} onClick={() => setPaused(!paused)}>
          {paused ? t("settings.pause.resume") : t("settings.pause.pause")}
        </Button>
      </InlineStack>
    </Card>
  );
}

/** Above every page while nothing is sent. */
export function PausedBanner() {
  const { t } = useTranslation();
  const { busy, setPaused } = usePause();
  return (
    <div
      style={{ padding: "var(--p-space-400)", paddingBlockEnd: 0, maxInlineSize: "62.375rem", marginInline: "auto" }}
    >
      <Banner
        tone="warning"
        title={t("settings.pause.banner")}
        action={{ content: t("settings.pause.resume"), loading: busy, onAction: () => setPaused(false) }}
      >
        <Text as="p">{t("settings.pause.bannerText")}</Text>
      </Banner>
    </div>
  );
}
