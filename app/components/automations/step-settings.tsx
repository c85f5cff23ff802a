import { BlockStack, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Step, WaitStep } from "../../core/automations/definition.ts";
import { ConditionGroup } from "./condition-group.tsx";
import { DiscountSettings } from "./discount-settings.tsx";
import { DurationField } from "./duration-field.tsx";
import { useEditing } from "./editing-context.ts";
import { ReplySettings } from "./reply-settings.tsx";
import { SendSettings } from "./send-settings.tsx";
import { WordsField } from "./words-field.tsx";

export type SettingsOf<S extends Step> = { step: S; onChange(step: S): void };

/** The settings of one step, whatever its kind. */
export function StepSettings({ step, onChange }: SettingsOf<Step>) {
  const { t } = useTranslation();
  switch (step.kind) {
    case "wait":
      return <WaitSettings step={step} onChange={onChange} />;
    case "send_template":
      return <SendSettings step={step} onChange={onChange} />;
    case "condition":
      return (
        <BlockStack gap="300">
          <Text as="p" tone="subdued">
            {t("automationSteps.conditionHelp")} {t("conditions.unknownHelp")}
          </Text>
          <ConditionGroup
            group={step.if}
            owner={step.id}
            path="if"
            onChange={(next) => onChange({ ...step, if: next })}
          />
        </BlockStack>
      );
    case "wait_for_reply":
      return <ReplySettings step={step} onChange={onChange} />;
    case "discount_code":
      return <DiscountSettings step={step} onChange={onChange} />;
    case "tag":
      return <TagSettings step={step} onChange={onChange} />;
    case "stop":
      return <Text as="p">{t("automationSteps.stopHelp")}</Text>;
  }
}

function TagSettings({ step, onChange }: SettingsOf<Extract<Step, { kind: "tag" }>>) {
  const { t } = useTranslation();
  const { problemAt } = useEditing();
  const wrong = step.tags.length === 0 || step.tags.length > 10 || step.tags.some((tag) => tag.length > 40);
  return (
    <BlockStack gap="300">
      <Select
        label={t("automationSteps.tagOn")}
        options={[
          { label: t("automationSteps.tagOrder"), value: "order" },
          { label: t("automationSteps.tagCustomer"), value: "customer" },
        ]}
        value={step.on}
        onChange={(on) => onChange({ ...step, on: on === "customer" ? "customer" : "order" })}
        error={problemAt(step.id, "on")}
      />
      <WordsField
        label={t("automationSteps.tags")}
        value={step.tags}
        onChange={(tags) => onChange({ ...step, tags })}
        maxLength={40}
        separator=","
        problem={wrong ? t("automationSteps.tagsProblem") : undefined}
        error={problemAt(step.id, "tags")}
      />
    </BlockStack>
  );
}

function WaitSettings({ step, onChange }: SettingsOf<WaitStep>) {
  const { t } = useTranslation();
  const { problemAt } = useEditing();
  const { until, ...fixed } = step;
  return (
    <BlockStack gap="300">
      <Select
        label={t("automationSteps.waitBy")}
        options={[
          { label: t("automationSteps.waitFixed"), value: "fixed" },
          { label: t("automationSteps.waitUsage"), value: "used_up" },
        ]}
        value={until ?? "fixed"}
        onChange={(value) => onChange(value === "used_up" ? { ...fixed, until: "used_up" } : fixed)}
        helpText={until ? t("automationSteps.waitUsageHelp") : undefined}
        error={problemAt(step.id, "until")}
      />
      <DurationField
        label={t(until ? "automationSteps.waitElse" : "automationSteps.wait_for")}
        value={step.for}
        min={1}
        onChange={(value) => onChange({ ...step, for: value })}
        error={problemAt(step.id, "for")}
      />
    </BlockStack>
  );
}
