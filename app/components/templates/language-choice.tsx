import { ActionList, BlockStack, Box, Button, InlineStack, Popover, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useOpen } from "../use-open.ts";
import type { NamedLanguage } from "./named-languages.ts";

type Props = {
  languages: NamedLanguage[];
  selected: string;
  onSelect(language: string): void;
  /** Languages that may be added: WhatsApp's list without those there are. */
  addable: NamedLanguage[];
  onAdd(language: string, copyOf: string): void;
  /** Name of the language for people whose own is missing; null: there is none for them. */
  fallback: string | null;
};

/** Chooses the language that is being written, and adds one as a copy of another. */
export function LanguageChoice({ languages, selected, onSelect, addable, onAdd, fallback }: Props) {
  const { t } = useTranslation();
  const { open, toggle, dismiss, close } = useOpen();
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <div role="group" aria-label={t("templateList.languages")}>
            <InlineStack gap="100" align="start">
              {languages.map(({ code, name }) => (
                <Button key={code} pressed={code === selected} onClick={() => onSelect(code)}>
                  {name}
                </Button>
              ))}
            </InlineStack>
          </div>
        </Box>
        <Popover
          active={open}
          autofocusTarget="first-node"
          onClose={dismiss}
          activator={
            <Box paddingInline={{ xs: "400", sm: "0" }}>
              <Button disclosure onClick={toggle} ariaExpanded={open} disabled={addable.length === 0}>
                {t("templateEditor.addLanguage")}
              </Button>
            </Box>
          }
        >
          <Popover.Pane height="20rem">
            <ActionList
              allowFiltering
              items={addable.map(({ code, name }) => ({
                content: name,
                onAction: () => {
                  close();
                  onAdd(code, selected);
                },
              }))}
            />
          </Popover.Pane>
        </Popover>
      </InlineStack>
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Text as="p" tone="subdued">
          {fallback === null ? t("templateEditor.noFallback") : t("templateEditor.fallback", { language: fallback })}
        </Text>
      </Box>
    </BlockStack>
  );
}
