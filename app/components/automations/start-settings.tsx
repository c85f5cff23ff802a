import { BlockStack, Checkbox, ChoiceList, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AutomationDefinition } from "../../core/automations/definition.ts";
import type { Trigger } from "../../core/automations/triggers.ts";
import { ConditionGroup } from "./condition-group.tsx";
import { useEditing } from "./editing-context.ts";

type Props = { definition: AutomationDefinition; onChange(patch: Partial<AutomationDefinition>): void };

/** What has to happen for a customer to enter the path. */
export function StartSettings({ definition, onChange }: Props) {
  const { t } = useTranslation();
  const { problemAt } = useEditing();
  const { trigger, conditions } = definition;
  return (
    <BlockStack gap="400">
      <TriggerField definition={definition} onChange={onChange} />
      {/^(fulfillment|refund|return)_/.test(trigger) ? (
        <Select
          label={t("automationEditor.subject")}
          options={(["event", "order"] as const).map((one) => ({
            label: t(`automationEditor.subjects.${one}`),
            value: one,
          }))}
          value={definition.subject}
          onChange={(subject) => onChange({ subject: subject === "order" ? "order" : "event" })}
          helpText={t("automationEditor.subjectHelp")}
          error={problemAt("start", "subject")}
        />
      ) : null}
      {trigger.endsWith("_abandoned") ? (
        <Checkbox
          label={t("automationEditor.restart")}
          helpText={t("automationEditor.restartHelp")}
          checked={definition.restartOnUpdate}
          onChange={(restartOnUpdate) => onChange({ restartOnUpdate })}
        />
      ) : null}
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {t("conditions.title")}
        </Text>
        {"all" in conditions && conditions.all.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("conditions.none")}
          </Text>
        ) : null}
        <ConditionGroup
          group={conditions}
          owner="start"
          path="conditions"
          onChange={(next) => onChange({ conditions: next })}
        />
      </BlockStack>
    </BlockStack>
  );
}

function TriggerField({ definition, onChange }: Props) {
  const { t } = useTranslation();
  const { choices, problemAt } = useEditing();
  const groups = [...new Set(choices.triggers.map(groupOf))];
  return (
    <Select
      label={t("automationEditor.trigger")}
      helpText={t("automationEditor.startHelp")}
      options={groups.map((group) => ({
        title: t(`triggerGroups.${group}`),
        options: choices.triggers
          .filter((trigger) => groupOf(trigger) === group)
          .map((trigger) => ({ label: t(`triggers.${trigger}`), value: trigger })),
      }))}
      value={definition.trigger}
      onChange={(value) => onChange(withTrigger(definition, value as Trigger))}
      error={problemAt("start", "trigger")}
    />
  );
}

function groupOf(trigger: Trigger): string {
  return trigger.split("_")[0] ?? "";
}

/** What a run is about follows the trigger: a restock is about who asked, nothing else can be. */
function withTrigger(definition: AutomationDefinition, trigger: Trigger): Partial<AutomationDefinition> {
  const isAskedFor = trigger === "variant_in_stock" || trigger === "variant_price_dropped";
  const subject = isAskedFor ? "stock_request" : "event";
  const keeps = definition.subject === "order" && /^(fulfillment|refund|return)_/.test(trigger);
  const restartOnUpdate = trigger.endsWith("_abandoned") && definition.restartOnUpdate;
  return { trigger, subject: keeps ? "order" : subject, restartOnUpdate };
}

/** What ends the path early. */
export function StopsSettings({ definition, onChange }: Props) {
  const { t } = useTranslation();
  const { choices, problemAt } = useEditing();
  const { cancelOn, trigger } = definition;
  const offered = [...new Set([...(choices.cancelRulesAt[groupOf(trigger)] ?? []), ...cancelOn])];
  if (offered.length === 0) return <Text as="p">{t("automationEditor.stopsNever")}</Text>;
  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        {t("automationEditor.stopsHelp")}
      </Text>
      <ChoiceList
        title={t("automationEditor.stopsWhen")}
        titleHidden
        allowMultiple
        choices={offered.map((rule) => ({ label: t(`cancelRules.${rule}`), value: rule }))}
        selected={cancelOn}
        onChange={(chosen: string[]) => onChange({ cancelOn: offered.filter((rule) => chosen.includes(rule)) })}
        error={problemAt("stops", "cancelOn") ?? ""}
      />
    </BlockStack>
  );
}
