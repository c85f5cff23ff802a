import { Banner, BlockStack, Box, Text } from "@shopify/polaris";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { currentTrouble, onTroubleChange } from "./steady-fetch.ts";

/** Above the page while the app can not be reached, or a form did not get through; the page stays as it is. */
export function TroubleBanner() {
  const { t } = useTranslation();
  const trouble = useSyncExternalStore(onTroubleChange, currentTrouble, () => null);
  if (!trouble) return null;
  return (
    <Box padding="400" paddingBlockEnd="0">
      {trouble.kind === "lost" ? (
        <Banner tone="warning" title={t("errors.connectionLostTitle")}>
          <Text as="p">{t("errors.connectionLost")}</Text>
        </Banner>
      ) : (
        <Banner tone="critical" title={t("errors.notSavedTitle")}>
          <BlockStack gap="200">
            <Text as="p">{t(trouble.key)}</Text>
            {trouble.reference ? (
              <Text as="p" tone="subdued">
                {t("errors.reference", { reference: trouble.reference })}
              </Text>
            ) : null}
          </BlockStack>
        </Banner>
      )}
    </Box>
  );
}
