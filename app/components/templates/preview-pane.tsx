import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PreviewMessage } from "../../core/templates/preview.ts";
import { MessagePreview } from "./message-preview.tsx";

/** The message as it would arrive, beside what is being written; in WhatsApp's light or dark colours. */
export function PreviewPane({ message }: { message: PreviewMessage }) {
  const { t } = useTranslation();
  const [dark, setDark] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("templateEditor.preview")}
          </Text>
          <ButtonGroup variant="segmented">
            <Button size="slim" pressed={!dark} onClick={() => setDark(false)}>
              {t("templateEditor.light")}
            </Button>
            <Button size="slim" pressed={dark} onClick={() => setDark(true)}>
              {t("templateEditor.dark")}
            </Button>
          </ButtonGroup>
        </InlineStack>
        <MessagePreview message={message} dark={dark} />
      </BlockStack>
    </Card>
  );
}
