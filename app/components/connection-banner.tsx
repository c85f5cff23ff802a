import { Banner, Box, Text } from "@shopify/polaris";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { connectionState, onConnectionChange } from "./steady-fetch.ts";

/** Above the page while the app can not be reached; the page stays as it is. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const state = useSyncExternalStore(onConnectionChange, connectionState, () => "connected" as const);
  if (state === "connected") return null;
  return (
    <Box padding="400" paddingBlockEnd="0">
      <Banner tone="warning" title={t("errors.connectionLostTitle")}>
        <Text as="p">{t("errors.connectionLost")}</Text>
      </Banner>
    </Box>
  );
}
