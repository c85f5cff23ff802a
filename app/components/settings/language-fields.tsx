import { BlockStack, Box, Checkbox, InlineError, InlineGrid, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { languageName } from "../language-name.ts";

type Value = { chosen: string[]; fallback: string };
type Props = {
  all: readonly string[];
  offered: string[];
  fallback: string;
  error?: string;
  onChange(value: Value): void;
};

/** Which languages are offered, and which stands in for all others. */
export function LanguageFields({ all, offered, fallback, error, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const standIn = offered.includes(fallback) ? fallback : (offered[0] ?? "");

  function toggle(code: string, on: boolean) {
    const chosen = all.filter((one) => (one === code ? on : offered.includes(one)));
    onChange({ chosen, fallback: chosen.includes(standIn) ? standIn : (chosen[0] ?? standIn) });
  }

  return (
    <BlockStack gap="400">
      <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
        <Text as="span" variant="bodyMd">
          <legend style={{ padding: 0, paddingBlockEnd: "var(--p-space-100)" }}>{t("setup.languages.label")}</legend>
        </Text>
        <InlineGrid columns={{ xs: 1, sm: 2, md: 3 }} gap="0">
          {all.map((code) => (
            <Checkbox
              key={code}
              label={languageName(code, i18n.language)}
              checked={offered.includes(code)}
              onChange={(on) => toggle(code, on)}
            />
          ))}
        </InlineGrid>
        {error ? (
          <Box paddingBlockStart="100">
            <InlineError fieldID="languages" message={error} />
          </Box>
        ) : null}
      </fieldset>
      <Box maxWidth="20rem">
        <Select
          label={t("setup.languages.fallback")}
          helpText={t("setup.languages.fallbackHelp")}
          options={offered.map((code) => ({ value: code, label: languageName(code, i18n.language) }))}
          value={standIn}
          disabled={offered.length === 0}
          onChange={(value) => onChange({ chosen: offered, fallback: value })}
        />
      </Box>
    </BlockStack>
  );
}
