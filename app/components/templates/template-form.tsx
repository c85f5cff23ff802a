import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { QuickTextField } from "../quick-text-field.tsx";
import { ButtonFields } from "./button-fields.tsx";
import { useEditing } from "./editor-context.ts";
import { ExampleFields } from "./example-fields.tsx";
import { ExtraFields } from "./extra-fields.tsx";
import { HeaderFields } from "./header-fields.tsx";
import { VariableTextField } from "./variable-text-field.tsx";

/** Everything of one language of a template that can be written. */
export function TemplateForm() {
  const { t } = useTranslation();
  const { draft, change, errorOf, touch, limits } = useEditing();
  return (
    <BlockStack gap="400">
      {draft.cards ? null : <HeaderFields />}
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("templateEditor.message")}
          </Text>
          <VariableTextField
            label={t("templateEditor.body")}
            field="body"
            value={draft.body}
            onChange={(body) => change({ body })}
            max={draft.offer ? limits.offerBody : limits.body}
            multiline
            helpText={t("templateEditor.bodyHelp")}
          />
          {draft.offer || draft.cards ? null : (
            <QuickTextField
              label={t("templateEditor.footer")}
              value={draft.footer ?? ""}
              onChange={(footer) => change({ footer: footer === "" ? undefined : footer })}
              onBlur={() => touch("footer")}
              error={errorOf("footer")}
              helpText={draft.category === "marketing" ? t("templateEditor.footerHelp") : undefined}
              suffix={t("templateEditor.characters", { count: draft.footer?.length ?? 0, max: limits.footer })}
              autoComplete="off"
            />
          )}
        </BlockStack>
      </Card>
      {draft.cards ? null : (
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("templateEditor.buttons")}
            </Text>
            <ButtonFields buttons={draft.buttons} onChange={(buttons) => change({ buttons })} />
          </BlockStack>
        </Card>
      )}
      <ExtraFields />
      <ExampleFields />
    </BlockStack>
  );
}
