import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Box, Link, List, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NamedLanguage } from "./named-languages.ts";

export const removeDialog = "remove-template";
export const duplicateDialog = "duplicate-template";

export type RemoveAnswer =
  | { outcome: "in_use"; automations: { id: string; name: string }[] }
  | { outcome: "refused"; key: string; values?: Record<string, string | number> };

type RemoveProps = {
  name: string;
  languages: NamedLanguage[];
  uses: { automationId: string; name: string; enabled: boolean }[];
  atMeta: boolean;
  busy: boolean;
  answer: RemoveAnswer | undefined;
  onRemove(language: string | null): void;
};

/** Asks before a template is deleted, and says what that means. */
export function RemoveDialog({ name, languages, uses, atMeta, busy, answer, onRemove }: RemoveProps) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState("");
  return (
    <Modal id={removeDialog}>
      <Box padding="400">
        <BlockStack gap="300">
          <Text as="p">{t("templateRemove.text", { name })}</Text>
          {atMeta ? <Text as="p">{t("templateRemove.blocked")}</Text> : null}
          {languages.length > 1 ? (
            <Select
              label={t("templateRemove.what")}
              options={[
                { value: "", label: t("templateRemove.allLanguages") },
                ...languages.map(({ code, name: label }) => ({ value: code, label })),
              ]}
              value={language}
              onChange={setLanguage}
            />
          ) : null}
          {uses.length > 0 ? (
            <BlockStack gap="100">
              <Text as="p">{t("templateRemove.usedBy")}</Text>
              <List>
                {uses.map((use) => (
                  <List.Item key={use.automationId}>
                    <Link url={`/app/automations/${use.automationId}`}>{use.name}</Link>
                    {use.enabled ? ` (${t("templateRemove.on")})` : ""}
                  </List.Item>
                ))}
              </List>
            </BlockStack>
          ) : null}
          {answer?.outcome === "in_use" ? <Banner tone="critical">{t("templateRemove.inUse")}</Banner> : null}
          {answer?.outcome === "refused" ? <Banner tone="critical">{t(answer.key, answer.values ?? {})}</Banner> : null}
        </BlockStack>
      </Box>
      <TitleBar title={t("templateRemove.title")}>
        <button variant="primary" tone="critical" disabled={busy} onClick={() => onRemove(language || null)}>
          {t("templateRemove.remove")}
        </button>
        <button onClick={() => void window.shopify?.modal.hide(removeDialog)}>{t("templateRemove.cancel")}</button>
      </TitleBar>
    </Modal>
  );
}

type DuplicateProps = { name: string; busy: boolean; error: string | undefined; onDuplicate(name: string): void };

/** Asks what the copy is to be called. */
export function DuplicateDialog({ name, busy, error, onDuplicate }: DuplicateProps) {
  const { t } = useTranslation();
  const [copy, setCopy] = useState(`${name}_copy`);
  return (
    <Modal id={duplicateDialog}>
      <Box padding="400">
        <TextField
          label={t("templateEditor.name")}
          value={copy}
          onChange={(value) => setCopy(plainName(value))}
          error={error}
          helpText={t("templateEditor.nameHelp")}
          autoComplete="off"
        />
      </Box>
      <TitleBar title={t("templateDuplicate.title")}>
        <button variant="primary" disabled={busy} onClick={() => onDuplicate(copy)}>
          {t("templateDuplicate.duplicate")}
        </button>
        <button onClick={() => void window.shopify?.modal.hide(duplicateDialog)}>{t("templateRemove.cancel")}</button>
      </TitleBar>
    </Modal>
  );
}

/** What WhatsApp allows in a name, as somebody types: "Order shipped" becomes "order_shipped". */
export function plainName(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/[\s-]+/g, "_")
    .replace(/[^a-z0-9_]/g, "")
    .slice(0, 512);
}
