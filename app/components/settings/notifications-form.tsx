import { Banner, BlockStack, Box, Button, ChoiceList, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { languageName } from "../language-name.ts";
import { useDraft } from "../use-draft.ts";
import { useSave } from "../use-save.ts";
import { Section } from "./section.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useSettingsForm } from "./use-settings-form.ts";

type Props = {
  saved: { email: string; locale: string; kinds: string[] };
  version: number;
  locales: string[];
  allKinds: string[];
  mailServerIsSet: boolean;
};

export function NotificationsForm({ saved, version, locales, allKinds, mailServerIsSet }: Props) {
  const { t, i18n } = useTranslation();
  const draft = useDraft(saved, version);
  const form = useSettingsForm(draft);
  const { email, locale, kinds } = draft.value;
  return (
    <SettingsPage
      section="notifications"
      draft={draft}
      form={form}
      onSave={() => form.save({ intent: "save", ...draft.value, version: draft.version })}
    >
      {mailServerIsSet ? null : (
        <Banner tone="info">
          <Text as="p">{t("settings.notifications.noServer")}</Text>
        </Banner>
      )}
      <Section title={t("settings.notifications.title")} about={t("settings.notifications.about")}>
        <BlockStack gap="400">
          <Box maxWidth="24rem">
            <TextField
              label={t("settings.notifications.email")}
              helpText={t("settings.notifications.emailHelp")}
              type="email"
              autoComplete="email"
              value={email}
              onChange={(next) => draft.set({ email: next })}
              error={form.problemOf("email")}
            />
          </Box>
          <Box maxWidth="24rem">
            <Select
              label={t("settings.notifications.language")}
              options={locales.map((code) => ({ value: code, label: languageName(code, i18n.language) }))}
              value={locale}
              onChange={(next) => draft.set({ locale: next })}
            />
          </Box>
          <ChoiceList
            allowMultiple
            title={t("settings.notifications.kinds")}
            selected={kinds}
            onChange={(chosen) => draft.set({ kinds: allKinds.filter((kind) => chosen.includes(kind)) })}
            choices={allKinds.map((kind) => ({ value: kind, label: t(`settings.notifications.kind.${kind}`) }))}
          />
          {mailServerIsSet ? <TestMail email={saved.email} unsaved={email.trim() !== saved.email} /> : null}
        </BlockStack>
      </Section>
    </SettingsPage>
  );
}

/** Goes to the saved address. */
function TestMail({ email, unsaved }: { email: string; unsaved: boolean }) {
  const { t } = useTranslation();
  const { save, saving, answer } = useSave({ told: "settings.notifications.testSent" });
  return (
    <BlockStack gap="200">
      <InlineStack gap="300" blockAlign="center">
        <Button disabled={email === "" || unsaved} loading={saving} onClick={() => save({ intent: "test" })}>
          {t("settings.notifications.test")}
        </Button>
        {unsaved ? (
          <Text as="span" tone="subdued">
            {t("settings.notifications.testNeedsSaved")}
          </Text>
        ) : null}
      </InlineStack>
      {answer?.outcome === "refused" ? (
        <Text as="p" tone="critical">
          {t(answer.key)}
        </Text>
      ) : null}
    </BlockStack>
  );
}
