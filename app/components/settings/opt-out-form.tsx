import { BlockStack, Box, InlineGrid, Select } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { languageName } from "../language-name.ts";
import { QuickTextField } from "../quick-text-field.tsx";
import { useDraft } from "../use-draft.ts";
import { BuiltInWords, type BuiltIn } from "./built-in-words.tsx";
import { Section } from "./section.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useSettingsForm } from "./use-settings-form.ts";

type Texts = { optOutConfirmed?: string; optInConfirmed?: string };

type Props = {
  saved: { stop: string; start: string; answers: Record<string, Texts> };
  version: number;
  builtIn: BuiltIn;
  /** The language whose answers are shown first. */
  answersIn: string;
  longestAnswer: number;
  builtInAnswers: { language: string; optOutConfirmed: string; optInConfirmed: string }[];
};

export function OptOutForm({ saved, version, builtIn, answersIn, longestAnswer, builtInAnswers }: Props) {
  const { t } = useTranslation();
  const draft = useDraft(saved, version);
  const form = useSettingsForm(draft);
  const { stop, start, answers } = draft.value;
  return (
    <SettingsPage
      section="optOut"
      draft={draft}
      form={form}
      onSave={() => form.save({ stop, start, answers, version: draft.version })}
    >
      <Section title={t("settings.optOut.own")} about={t("settings.optOut.ownAbout")}>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <QuickTextField
            label={t("settings.optOut.stopWords")}
            helpText={t("settings.optOut.stopHelp")}
            multiline={3}
            maxHeight="12rem"
            autoComplete="off"
            value={stop}
            onChange={(value) => draft.set({ stop: value })}
            error={form.problemOf("stopWords")}
          />
          <QuickTextField
            label={t("settings.optOut.startWords")}
            helpText={t("settings.optOut.startHelp")}
            multiline={3}
            maxHeight="12rem"
            autoComplete="off"
            value={start}
            onChange={(value) => draft.set({ start: value })}
            error={form.problemOf("startWords")}
          />
        </InlineGrid>
      </Section>
      <Answers
        answers={answers}
        builtIn={builtInAnswers}
        first={answersIn}
        longest={longestAnswer}
        problemOf={form.problemOf}
        onChange={(next) => draft.set({ answers: next })}
      />
      <BuiltInWords builtIn={builtIn} />
    </SettingsPage>
  );
}

type AnswersProps = {
  answers: Record<string, Texts>;
  builtIn: Props["builtInAnswers"];
  first: string;
  longest: number;
  problemOf(field: string): string | undefined;
  onChange(answers: Record<string, Texts>): void;
};

function Answers({ answers, builtIn, first, longest, problemOf, onChange }: AnswersProps) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState(first);
  const standard = builtIn.find((one) => one.language === language);
  const own = answers[language] ?? {};
  return (
    <Section title={t("settings.optOut.answers")} about={t("settings.optOut.answersAbout")}>
      <BlockStack gap="400">
        <Box maxWidth="20rem">
          <Select
            label={t("settings.optOut.language")}
            options={builtIn.map((one) => ({ value: one.language, label: languageName(one.language, i18n.language) }))}
            value={language}
            onChange={setLanguage}
          />
        </Box>
        {fields.map((field) => (
          <QuickTextField
            key={field}
            label={t(`settings.optOut.${field}`)}
            multiline={4}
            autoComplete="off"
            maxLength={longest}
            value={own[field] ?? ""}
            placeholder={standard?.[field]}
            helpText={t("settings.optOut.shopName")}
            onChange={(value) => onChange({ ...answers, [language]: { ...own, [field]: value } })}
            error={problemOf(`${language}.${field}`)}
          />
        ))}
      </BlockStack>
    </Section>
  );
}

const fields = ["optOutConfirmed", "optInConfirmed"] as const;
