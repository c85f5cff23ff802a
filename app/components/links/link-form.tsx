import { BlockStack, Card, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ConflictBanner } from "../conflict-banner.tsx";
import { SaveBar } from "../save-bar.tsx";
import { useDraft } from "../use-draft.ts";
import { useSave, type SaveAnswer } from "../use-save.ts";

export type LinkFields = { name: string; text: string; phone: string };

export type LinkAnswer = SaveAnswer | { outcome: "saved"; id: string };

type Props = {
  saved: LinkFields;
  version: number;
  /** What goes with the fields. */
  intent: Record<string, string>;
  phones: { phone: string; label: string }[];
  longest: { name: number; text(fields: { text: string; phone: string }): number };
  code: string | null;
  onSaved?(answer: LinkAnswer): void;
  children?: ReactNode;
};

/** What a link says and where it leads, with the message as the shopper will see it. */
export function LinkForm({ saved, version, intent, phones, longest, code, onSaved, children }: Props) {
  const { t } = useTranslation();
  const draft = useDraft(saved, version);
  const [submitted, setSubmitted] = useState(false);
  const { save, saving, answer, problemOf, conflictOf } = useSave<LinkAnswer>(onSaved ? { onSaved } : {});
  // Where saving leads to another page, nothing of what was typed holds it up.
  const leaving = onSaved !== undefined && answer?.outcome === "saved";
  const { name, text, phone } = draft.value;
  const conflict = conflictOf(draft);
  const send = () => {
    setSubmitted(true);
    save({ ...intent, ...draft.value, version: draft.version });
  };
  const errorOf = (field: string) => (submitted ? problemOf(field) : undefined);
  // No maxLength: it would cut what is pasted by the measure of what stood there before.
  const room = longest.text({ text, phone });
  const tooLong = text.trim().length > room ? t("links.problems.textTooLong", { max: room }) : undefined;
  const options = phones.map((one) => ({ value: one.phone, label: one.label }));
  const known = options.some(({ value }) => value === phone);
  return (
    <BlockStack gap="400">
      <SaveBar
        id="link"
        dirty={draft.dirty && !leaving}
        saving={saving}
        onSave={send}
        onDiscard={() => {
          setSubmitted(false);
          draft.reset();
        }}
      />
      {conflict === null ? null : (
        <ConflictBanner onKeepMine={() => draft.rebase(conflict)} onTakeTheirs={() => draft.reset()} />
      )}
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
        <Card>
          <BlockStack gap="400">
            <TextField
              label={t("links.name")}
              helpText={t("links.nameHelp")}
              autoComplete="off"
              value={name}
              maxLength={longest.name}
              showCharacterCount
              onChange={(value) => draft.set({ name: value })}
              error={errorOf("name")}
            />
            <TextField
              label={t("links.text")}
              helpText={`${t("links.textHelp")} ${t("links.textRoom", { max: room })}`}
              autoComplete="off"
              multiline={3}
              value={text}
              showCharacterCount
              onChange={(value) => draft.set({ text: value })}
              error={errorOf("text") ?? tooLong}
            />
            <Select
              label={t("links.number")}
              helpText={t("links.numberHelp")}
              options={known ? options : [{ value: phone, label: phone ? `+${phone}` : "" }, ...options]}
              value={phone}
              onChange={(value) => draft.set({ phone: value })}
              error={errorOf("phone")}
            />
          </BlockStack>
        </Card>
        <BlockStack gap="400">
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="headingMd">
                {t("links.preview")}
              </Text>
              <Text as="p" tone="subdued">
                {t("links.previewHelp")}
              </Text>
              {/* As the chat writes it: in the direction of what it says. */}
              <div
                dir="auto"
                style={{
                  background: "var(--p-color-bg-surface-success)",
                  borderRadius: "var(--p-border-radius-300)",
                  overflowWrap: "anywhere",
                  padding: "var(--p-space-300)",
                }}
              >
                {text} <bdi>(ref: L-{code ?? "•••••••"})</bdi>
              </div>
            </BlockStack>
          </Card>
          {children}
        </BlockStack>
      </InlineGrid>
    </BlockStack>
  );
}
