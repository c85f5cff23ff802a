import { BlockStack, Box, ChoiceList, InlineError, InlineStack, Select, Tag, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useDraft } from "../use-draft.ts";
import { Section } from "./section.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useSettingsForm } from "./use-settings-form.ts";

const choices = ["everywhere", "except", "only"] as const;
type Choice = (typeof choices)[number];

type Props = {
  saved: { confirm: Choice; countries: string[] };
  version: number;
  /** ISO 3166-1 alpha-2. */
  all: readonly string[];
};

/** In which countries an opt-in counts only once it is confirmed on WhatsApp. */
export function OptInForm({ saved, version, all }: Props) {
  const { t } = useTranslation();
  const draft = useDraft(saved, version);
  const form = useSettingsForm(draft);
  const { confirm, countries } = draft.value;
  return (
    <SettingsPage
      section="optIn"
      draft={draft}
      form={form}
      onSave={() => form.save({ values: { confirm, countries }, version: draft.version })}
    >
      <Section title={t("settings.optIn.confirm")} about={t("settings.optIn.confirmAbout")}>
        <BlockStack gap="400">
          <ChoiceList
            title={t("settings.optIn.where")}
            choices={choices.map((value) => ({ value, label: t(`settings.optIn.${value}`) }))}
            selected={[confirm]}
            onChange={([chosen]) => draft.set({ confirm: choices.find((one) => one === chosen) ?? confirm })}
          />
          {confirm === "everywhere" ? null : (
            <Countries
              all={all}
              chosen={countries}
              error={form.problemOf("countries")}
              onChange={(next) => draft.set({ countries: next })}
            />
          )}
          <Text as="p" tone="subdued">
            {t("settings.optIn.law")}
          </Text>
        </BlockStack>
      </Section>
    </SettingsPage>
  );
}

type CountriesProps = {
  all: readonly string[];
  chosen: string[];
  error: string | undefined;
  onChange(countries: string[]): void;
};

function Countries({ all, chosen, error, onChange }: CountriesProps) {
  const { t, i18n } = useTranslation();
  const names = new Intl.DisplayNames([i18n.language], { type: "region" });
  const byName = new Intl.Collator(i18n.language);
  const options = all
    .filter((country) => !chosen.includes(country))
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => byName.compare(a.label, b.label));
  return (
    <BlockStack gap="200">
      <Box maxWidth="20rem">
        <Select
          label={t("settings.optIn.add")}
          placeholder={t("settings.optIn.choose")}
          options={options}
          value=""
          onChange={(country) => onChange([...chosen, country].toSorted())}
        />
      </Box>
      {error ? <InlineError fieldID="countries" message={error} /> : null}
      <InlineStack gap="200">
        {chosen.map((country) => (
          <Tag key={country} onRemove={() => onChange(chosen.filter((one) => one !== country))}>
            {names.of(country) ?? country}
          </Tag>
        ))}
      </InlineStack>
    </BlockStack>
  );
}
