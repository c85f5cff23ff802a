import { InlineGrid } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDraft } from "../use-draft.ts";
import { NumberField, readNumber } from "./number-field.tsx";
import { RatesCard, type ShownRates } from "./rates-card.tsx";
import { Section } from "./section.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useSettingsForm } from "./use-settings-form.ts";

/** With the longest window of each, in days, as the settings' schema has them. */
const windows = [
  { name: "checkoutDays", most: 30, help: "checkoutHelp" },
  { name: "codeDays", most: 90, help: "codeHelp" },
  { name: "clickDays", most: 30, help: "clickHelp" },
  { name: "replyDays", most: 30, help: "replyHelp" },
] as const;

type Windows = Record<(typeof windows)[number]["name"], number>;
type Props = { saved: Windows; version: number; tables: ShownRates[] };

/** Which orders count for a message, and what messages cost. */
export function CostsForm({ saved, version, tables }: Props) {
  const { t } = useTranslation();
  const draft = useDraft(textsOf(saved), version);
  const form = useSettingsForm(draft);
  const [submitted, setSubmitted] = useState(false);
  const numbers = windows.map(({ name, most }) => [name, readNumber(draft.value[name], 0, most)] as const);

  function save() {
    setSubmitted(true);
    if (numbers.some(([, days]) => days === null)) return;
    form.save({ intent: "windows", attribution: Object.fromEntries(numbers), version: draft.version });
  }

  return (
    <SettingsPage section="costs" draft={draft} form={form} onSave={save}>
      <Section title={t("settings.costs.windows")} about={t("settings.costs.windowsAbout")}>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          {windows.map(({ name, most, help }, index) => (
            <NumberField
              key={name}
              label={t(`settings.costs.${name}`)}
              helpText={t(`settings.costs.${help}`)}
              suffix={t("settings.costs.days")}
              value={draft.value[name]}
              onChange={(days) => draft.set({ [name]: days })}
              error={
                submitted && numbers[index]?.[1] === null ? t("settings.costs.daysWrong", { max: most }) : undefined
              }
            />
          ))}
        </InlineGrid>
      </Section>
      <RatesCard tables={tables} />
    </SettingsPage>
  );
}

function textsOf(saved: Windows): Record<keyof Windows, string> {
  return {
    checkoutDays: String(saved.checkoutDays),
    codeDays: String(saved.codeDays),
    clickDays: String(saved.clickDays),
    replyDays: String(saved.replyDays),
  };
}
