import { BlockStack, Box, InlineStack, Select, Tag, Text } from "@shopify/polaris";
import { useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { languageName } from "../language-name.ts";
import { Section } from "./section.tsx";

type Words = {
  stop: readonly string[];
  stopMarketing?: readonly string[];
  start: readonly string[];
  exact?: { stop: readonly string[]; start: readonly string[] };
  local?: { stop: readonly string[] };
};

export type BuiltIn = { languages: string[]; language: string; words: Words | null };

/** The list as it is matched, one language at a time; the address keeps which. */
export function BuiltInWords({ builtIn }: { builtIn: BuiltIn }) {
  const { t, i18n } = useTranslation();
  const [, setSearch] = useSearchParams();
  const { languages, language, words } = builtIn;
  const options = languages
    .map((code) => ({ value: code, label: languageName(code, i18n.language) }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  function show(code: string) {
    setSearch(
      (search) => {
        search.set("language", code);
        return search;
      },
      { replace: true, preventScrollReset: true },
    );
  }
  return (
    <Section title={t("settings.optOut.builtIn")} about={t("settings.optOut.builtInAbout")}>
      <BlockStack gap="400">
        <Box maxWidth="20rem">
          <Select label={t("settings.optOut.language")} options={options} value={language} onChange={show} />
        </Box>
        {words ? (
          <>
            <List
              title={t("settings.optOut.stop")}
              words={[...words.stop, ...(words.exact?.stop ?? [])]}
              of={language}
            />
            <List title={t("settings.optOut.stopMarketing")} words={words.stopMarketing ?? []} of={language} />
            <List title={t("settings.optOut.local")} words={words.local?.stop ?? []} of={language} />
            <List
              title={t("settings.optOut.start")}
              words={[...words.start, ...(words.exact?.start ?? [])]}
              of={language}
            />
          </>
        ) : null}
      </BlockStack>
    </Section>
  );
}

function List({ title, words, of }: { title: string; words: readonly string[]; of: string }) {
  if (words.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <InlineStack gap="100">
        {words.map((word) => (
          <Tag key={word}>
            <span lang={of}>
              <bdi>{word}</bdi>
            </span>
          </Tag>
        ))}
      </InlineStack>
    </BlockStack>
  );
}
