import { BlockStack, InlineStack, Link, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Step } from "../../core/automations/definition.ts";
import { DurationField } from "./duration-field.tsx";
import { useEditing } from "./editing-context.ts";
import { usePreviews } from "./previews-context.ts";
import { ReplyPayloads } from "./reply-payloads.tsx";
import type { SettingsOf } from "./step-settings.tsx";

type SendStep = Extract<Step, { kind: "send_template" }>;

/** Which template goes, as what, and until when. */
export function SendSettings({ step, onChange }: SettingsOf<SendStep>) {
  const { t } = useTranslation();
  const { problemAt, submitted } = useEditing();
  const { templates, ask } = usePreviews();
  const known = templates.some(({ name }) => name === step.template);
  function choose(template: string) {
    const category = templates.find(({ name }) => name === template)?.category ?? step.category;
    ask(template);
    onChange({ ...step, template, category, quickReplyPayloads: [] });
  }
  return (
    <BlockStack gap="400">
      <BlockStack gap="100">
        <Select
          label={t("automationSteps.template")}
          placeholder={t("automationSteps.chooseTemplate")}
          options={[
            ...templates.map(({ name }) => ({ label: name, value: name })),
            ...(known || step.template === ""
              ? []
              : [{ label: t("automationSteps.templateUnknown", { template: step.template }), value: step.template }]),
          ]}
          value={step.template}
          onChange={choose}
          error={
            submitted && step.template === "" ? t("automationSteps.templateMissing") : problemAt(step.id, "template")
          }
        />
        <InlineStack gap="300">
          {known ? <Link url={`/app/templates/${step.template}`}>{t("automationSteps.editTemplate")}</Link> : null}
          <Link url="/app/templates/new">{t("automationSteps.newTemplate")}</Link>
        </InlineStack>
      </BlockStack>
      <Select
        label={t("automationSteps.category")}
        options={(["utility", "marketing"] as const).map((one) => ({ label: t(`categories.${one}`), value: one }))}
        value={step.category}
        onChange={(category) => onChange({ ...step, category: category === "marketing" ? "marketing" : "utility" })}
        helpText={t("automationSteps.categoryHelp")}
        error={problemAt(step.id, "category")}
      />
      <DurationField
        label={t("automationSteps.expires")}
        value={step.expiresAfter}
        min={1}
        onChange={(expiresAfter) => onChange({ ...step, expiresAfter })}
        helpText={t("automationSteps.expiresHelp")}
        error={problemAt(step.id, "expiresAfter")}
      />
      <ReplyPayloads step={step} onChange={onChange} />
    </BlockStack>
  );
}
