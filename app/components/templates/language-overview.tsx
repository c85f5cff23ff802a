import { BlockStack, Button, Card, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TemplateDraft } from "../../core/templates/model.ts";
import type { PreviewMessage } from "../../core/templates/preview.ts";
import { MessagePreview } from "./message-preview.tsx";
import { TemplateStatusBadge } from "./template-status.tsx";

type Props = {
  languages: { code: string; name: string; status: string; draft: TemplateDraft }[];
  previewOf(draft: TemplateDraft): PreviewMessage;
  onChoose(code: string): void;
};

/** All languages of one template side by side, as they are written now. */
export function LanguageOverview({ languages, previewOf, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("templateEditor.sideBySide")}
        </Text>
        <InlineGrid columns={{ xs: 1, md: 2, lg: 3 }} gap="400">
          {languages.map(({ code, name, status, draft }) => (
            <BlockStack key={code} gap="200">
              <InlineStack align="space-between" blockAlign="center">
                <Button variant="plain" onClick={() => onChoose(code)}>
                  {name}
                </Button>
                <TemplateStatusBadge status={status} />
              </InlineStack>
              <MessagePreview message={previewOf(draft)} />
            </BlockStack>
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}
