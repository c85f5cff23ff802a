import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

export function ConnectStep({ done }: { done: boolean }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="300">
      <Text as="p">{done ? t("setup.connect.done") : t("setup.connect.why")}</Text>
      <InlineStack>
        <Button url="/app/connect" variant={done ? undefined : "primary"}>
          {done ? t("setup.connect.look") : t("setup.connect.action")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
