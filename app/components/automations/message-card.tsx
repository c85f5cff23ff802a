import { Badge, BlockStack, Card, Checkbox, InlineStack, Select, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { languageName } from "../language-name.ts";
import { MessagePreview } from "../templates/message-preview.tsx";
import { usePreviews } from "./previews-context.ts";

const tones: Record<string, "success" | "attention" | "warning"> = {
  approved: "success",
  pending: "attention",
  paused: "warning",
  rejected: "warning",
  disabled: "warning",
};

/** The message of a step as a phone shows it, in each of its languages. */
export function MessageCard({ template }: { template: string }) {
  const { t, i18n } = useTranslation();
  const { known, ask } = usePreviews();
  const [wanted, setWanted] = useState<string | null>(null);
  const [dark, setDark] = useState(false);
  const preview = known[template];
  useEffect(() => {
    if (template !== "" && preview === undefined) ask(template);
  }, [template, preview, ask]);
  const shown = preview?.languages.find(({ language }) => language === wanted) ?? preview?.languages[0];
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("automationSteps.preview")}
          </Text>
          {shown ? <Badge tone={tones[shown.status]}>{t(`automationSteps.statuses.${shown.status}`)}</Badge> : null}
        </InlineStack>
        {preview && shown ? (
          <>
            <InlineStack align="space-between" blockAlign="center" gap="300">
              <Select
                label={t("automationSteps.language")}
                labelInline
                options={preview.languages.map(({ language }) => ({
                  label: languageName(language, i18n.language),
                  value: language,
                }))}
                value={shown.language}
                onChange={setWanted}
              />
              <Checkbox label={t("automationSteps.dark")} checked={dark} onChange={setDark} />
            </InlineStack>
            <MessagePreview message={shown.message} dark={dark} />
            <Text as="p" tone="subdued" variant="bodySm">
              {t("automationSteps.previewExample")}
            </Text>
          </>
        ) : (
          <Text as="p" tone="subdued">
            {t(
              template !== "" && preview === undefined ? "automationSteps.previewLoading" : "automationSteps.noPreview",
            )}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
