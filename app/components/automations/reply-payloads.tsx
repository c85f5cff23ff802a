import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Step } from "../../core/automations/definition.ts";
import { QuickTextField } from "../quick-text-field.tsx";
import { useEditing } from "./editing-context.ts";
import { usePreviewOf } from "./previews-context.ts";
import type { SettingsOf } from "./step-settings.tsx";

type SendStep = Extract<Step, { kind: "send_template" }>;

/** What each quick reply of the template tells the app when it is pressed; nothing for a template that has none. */
export function ReplyPayloads({ step, onChange }: SettingsOf<SendStep>) {
  const { t } = useTranslation();
  const { problemAt } = useEditing();
  const message = usePreviewOf(step.template)?.languages[0]?.message;
  const labels = (message?.buttons ?? []).filter(({ kind }) => kind === "quick_reply").map(({ text }) => text);
  if (labels.length === 0) return null;
  const payloads = labels.map((label, index) => step.quickReplyPayloads[index] ?? label);
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {t("automationSteps.payloads")}
      </Text>
      {labels.map((label, index) => (
        <QuickTextField
          key={index}
          label={label}
          autoComplete="off"
          maxLength={128}
          value={payloads[index] ?? ""}
          onChange={(text) =>
            onChange({ ...step, quickReplyPayloads: payloads.map((one, at) => (at === index ? text : one)) })
          }
          helpText={index === labels.length - 1 ? t("automationSteps.payloadHelp") : undefined}
          error={problemAt(step.id, ["quickReplyPayloads", index].join("."))}
        />
      ))}
    </BlockStack>
  );
}
