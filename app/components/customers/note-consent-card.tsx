import { BlockStack, Card, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SaveBar } from "../save-bar.tsx";
import { useDraft } from "../use-draft.ts";
import { useSave, type SaveAnswer } from "../use-save.ts";

const blank = { state: "revoked", purposes: "marketing", note: "" };

/** What a person told the merchant outside of WhatsApp, with a note of how. `ownNo`: to what they said no themselves. */
export function NoteConsentCard({ ownNo }: { ownNo: readonly string[] }) {
  const { t } = useTranslation();
  const draft = useDraft(blank, 1);
  // Sent twice, one form is one decision.
  const [formId, setFormId] = useState<string | null>(null);
  /** What was noted last is kept, and lifts nothing. */
  const [heldBack, setHeldBack] = useState(false);
  const { save, saving, problemOf } = useSave<SaveAnswer & { heldBack?: boolean }>({
    told: "customer.noted",
    onSaved: (answer) => {
      setHeldBack(answer.heldBack === true);
      draft.reset();
      setFormId(null);
    },
  });

  function change(patch: Partial<typeof blank>) {
    if (formId === null) setFormId(crypto.randomUUID());
    setHeldBack(false);
    draft.set(patch);
  }

  const { state, purposes, note } = draft.value;
  const liftsNothing = state === "granted" && (purposes === "everything" ? ownNo.length > 0 : ownNo.includes(purposes));
  const help = liftsNothing ? "noteAfterNo" : heldBack ? "notedAfterNo" : "noteTextHelp";
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
            helpText={t(`customer.${help}`)}
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
