import { ActionList, Button, InlineStack, Popover, Tabs } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { languageName } from "../language-name.ts";

type Props = {
  languages: string[];
  selected: string;
  onSelect(language: string): void;
  /** Languages that may be added: WhatsApp's list without those there are. */
  addable: string[];
  onAdd(language: string, copyOf: string): void;
};

/** Chooses the language that is being written, and adds one as a copy of another. */
export function LanguageTabs({ languages, selected, onSelect, addable, onAdd }: Props) {
  const { t, i18n } = useTranslation();
  const [adding, setAdding] = useState(false);
  const nameOf = (code: string) => languageName(code, i18n.language);
  const tabs = languages.map((code) => ({ id: `language-${code}`, content: nameOf(code), panelID: "template-form" }));
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <Tabs
        tabs={tabs}
        selected={Math.max(0, languages.indexOf(selected))}
        onSelect={(index) => onSelect(languages[index] ?? selected)}
      />
      <Popover
        active={adding}
        onClose={() => setAdding(false)}
        activator={
          <Button disclosure onClick={() => setAdding(!adding)} ariaExpanded={adding} disabled={addable.length === 0}>
            {t("templateEditor.addLanguage")}
          </Button>
        }
      >
        <Popover.Pane height="20rem">
          <ActionList
            allowFiltering
            items={addable
              .map((code) => ({ code, name: nameOf(code) }))
              .toSorted((one, other) => one.name.localeCompare(other.name, i18n.language))
              .map(({ code, name }) => ({
                content: name,
                onAction: () => {
                  setAdding(false);
                  onAdd(code, selected);
                },
              }))}
          />
        </Popover.Pane>
      </Popover>
    </InlineStack>
  );
}
