import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { QuickTextField } from "../quick-text-field.tsx";
import { useEditing } from "./editor-context.ts";
import { usedVariables } from "./used-variables.ts";

/** The values WhatsApp's reviewers read in place of the variables, and the preview too. */
export function ExampleFields() {
  const { t } = useTranslation();
  const { draft, change, errorOf, touch, variables } = useEditing();
  const used = usedVariables(draft);
  if (used.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("templateEditor.examples")}
          </Text>
          <Text as="p" tone="subdued">
            {t("templateEditor.examplesHelp")}
          </Text>
        </BlockStack>
        {used.map((key) => {
          const known = variables.find((variable) => variable.key === key);
          return (
            <QuickTextField
              key={key}
              label={known ? t(known.descriptionKey) : key}
              value={draft.samples[key] ?? ""}
              onChange={(value) => change((now) => ({ samples: { ...now.samples, [key]: value } }))}
              onBlur={() => touch(`sample.${key}`)}
              error={errorOf(`sample.${key}`)}
              autoComplete="off"
            />
          );
        })}
      </BlockStack>
    </Card>
  );
}
