import { Badge, BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

type Rendered = { header: string | null; body: string; footer: string | null; buttons: string[] };

/** The words that went out. */
export function MessageText({ rendered }: { rendered: Rendered | null }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("message.preview")}
        </Text>
        {rendered ? (
          <Box background="bg-surface-secondary" borderRadius="300" padding="300">
            <div dir="auto" style={{ whiteSpace: "pre-wrap" }}>
              <BlockStack gap="200">
                {rendered.header ? (
                  <Text as="p" fontWeight="bold" breakWord>
                    {rendered.header}
                  </Text>
                ) : null}
                <Text as="p" breakWord>
                  {rendered.body}
                </Text>
                {rendered.footer ? (
                  <Text as="p" tone="subdued" variant="bodySm">
                    {rendered.footer}
                  </Text>
                ) : null}
                <InlineStack gap="200">
                  {rendered.buttons.map((button) => (
                    <Badge key={button}>{button}</Badge>
                  ))}
                </InlineStack>
              </BlockStack>
            </div>
          </Box>
        ) : (
          <Text as="p" tone="subdued">
            {t("message.noPreview")}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
