import { BlockStack, Card, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SaveBar } from "../save-bar.tsx";
import { useDraft } from "../use-draft.ts";
import { useSave } from "../use-save.ts";

const blank = { state: "revoked", purposes: "marketing", note: "" };

/** What a person told the merchant outside of WhatsApp, with a note of how. */
export function NoteConsentCard({ optedOut }: { optedOut: boolean }) {
  const { t } = useTranslation();
  const draft = useDraft(blank, 1);
  // Sent twice, one form is one decision.
  const [formId, setFormId] = useState<string | null>(null);
  const { save, saving, problemOf } = useSave({
    told: "customer.noted",
    onSaved: () => {
      draft.reset();
      setFormId(null);
    },
  });

  function change(patch: Partial<typeof blank>) {
    if (formId === null) setFormId(crypto.randomUUID());
    draft.set(patch);
  }

  const { state, purposes, note } = draft.value;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("customer.note")}
          </Text>
          <Text as="p" tone="subdued">
            {t("customer.noteHelp")}
          </Text>
        </BlockStack>
        <FormLayout>
          <FormLayout.Group>
            <Select
              label={t("customer.noteState")}
              options={["revoked", "granted"].map((value) => ({ value, label: t(`customer.noteStates.${value}`) }))}
              value={state}
              onChange={(value) => change({ state: value })}
            />
            <Select
              label={t("customer.notePurposes")}
              options={["marketing", "transactional", "everything"].map((value) => ({
                value,
                label: t(`customer.purpose.${value}`),
              }))}
              value={purposes}
              onChange={(value) => change({ purposes: value })}
            />
          </FormLayout.Group>
          <TextField
            label={t("customer.noteText")}
            helpText={t(state === "granted" && optedOut ? "customer.noteAfterNo" : "customer.noteTextHelp")}
            autoComplete="off"
            multiline={2}
            maxLength={500}
            showCharacterCount
            requiredIndicator
            value={note}
            error={note.trim() === "" && draft.dirty ? problemOf("note") : undefined}
            onChange={(value) => change({ note: value })}
          />
        </FormLayout>
      </BlockStack>
      <SaveBar
        id="note-consent"
        dirty={draft.dirty}
        saving={saving}
        onSave={() => save({ intent: "consent", formId, ...draft.value })}
        onDiscard={() => {
          draft.reset();
          setFormId(null);
        }}
      />
    </Card>
  );
}
