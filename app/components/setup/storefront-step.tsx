import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ShownSetup } from "./setup-guide.tsx";

/** The theme editor opens with the button switched on; whether it was saved there is read from Shopify (use-chat-button). */
export function StorefrontStep({ storefront }: { storefront: ShownSetup["storefront"] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  const tell = (seen: "skipped" | "wanted") =>
    fetcher.submit({ intent: "storefront", seen }, { method: "post", encType: "application/json" });
  const busy = fetcher.state !== "idle";
  if (storefront.added) return <Text as="p">{t("setup.storefront.added")}</Text>;
  if (storefront.skipped) {
    return (
      <BlockStack gap="300">
        <Text as="p">{t("setup.storefront.skipped")}</Text>
        <InlineStack>
          <Button loading={busy} onClick={() => tell("wanted")}>
            {t("setup.storefront.again")}
          </Button>
        </InlineStack>
      </BlockStack>
    );
  }
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="p">{t("setup.storefront.why")}</Text>
        <Text as="p">{t("setup.storefront.how")}</Text>
      </BlockStack>
      <InlineStack gap="200">
        <Button variant="primary" url={storefront.themeEditorUrl} external>
          {t("setup.storefront.action")}
        </Button>
        <Button loading={busy} onClick={() => tell("skipped")}>
          {t("setup.storefront.skip")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
