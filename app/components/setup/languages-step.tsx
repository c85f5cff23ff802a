import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LanguageFields } from "../settings/language-fields.tsx";
import { SaveBar } from "../save-bar.tsx";
import { useSave } from "../use-save.ts";
import type { ShownSetup } from "./setup-guide.tsx";

type Props = { languages: ShownSetup["languages"]; onSubmit(): void; onDone(): void };

/** Chosen here; what they are in force is the settings' own section, saved under its version. */
export function LanguagesStep({ languages, onSubmit, onDone }: Props) {
  const { t } = useTranslation();
  const { save, saving, answer } = useSave({ told: "setup.languages.saved", onSaved: saved });
  const [touched, setTouched] = useState<{ chosen: string[]; fallback: string } | null>(null);
  const { chosen, fallback } = touched ?? languages;
  const [submitted, setSubmitted] = useState(false);
  const dirty = touched !== null && wordsOf(touched) !== wordsOf(languages);
  const none = chosen.length === 0;

  function saved() {
    setTouched(null);
    onDone();
  }

  function submit() {
    setSubmitted(true);
    onSubmit();
    if (none) return;
    save({
      intent: "languages",
      offered: chosen,
      fallback: chosen.includes(fallback) ? fallback : (chosen[0] ?? fallback),
      version: languages.version,
    });
  }

  return (
    <BlockStack gap="300">
      <SaveBar
        id="setup-languages"
        dirty={dirty}
        saving={saving}
        onSave={submit}
        onDiscard={() => {
          setTouched(null);
          setSubmitted(false);
        }}
      />
      <Text as="p">{t("setup.languages.why")}</Text>
      <LanguageFields
        all={languages.all}
        offered={chosen}
        fallback={fallback}
        error={none && submitted ? t("setup.languages.none") : undefined}
        onChange={setTouched}
      />
      {answer?.outcome === "conflict" ? (
        <Text as="p" tone="critical">
          {t("setup.languages.conflict")}
        </Text>
      ) : null}
      <InlineStack>
        <Button variant="primary" loading={saving} onClick={submit}>
          {t("setup.languages.action")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

/** In whichever order they were ticked. */
function wordsOf({ chosen, fallback }: { chosen: string[]; fallback: string }): string {
  return JSON.stringify([chosen.toSorted(), fallback]);
}
