import { ActionList, Button, InlineStack, Popover } from "@shopify/polaris";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { QuickTextField } from "../quick-text-field.tsx";
import { useOpen } from "../use-open.ts";
import { useEditing } from "./editor-context.ts";

type Props = {
  label: string;
  /** Where the validator's word about it belongs. */
  field: string;
  value: string;
  onChange(value: string): void;
  max: number;
  multiline?: boolean;
  helpText?: string;
};

/** A text that may hold variables: they are chosen from a list and stand where the cursor was. */
export function VariableTextField({ label, field, value, onChange, max, multiline = false, helpText }: Props) {
  const { t } = useTranslation();
  const { variables, examples, errorOf, touch, draft, change } = useEditing();
  const { open, toggle, dismiss, close } = useOpen();
  const id = useId();
  const cursor = useRef<number | null>(null);

  function remember() {
    const input = document.getElementById(id);
    if (input instanceof HTMLTextAreaElement || input instanceof HTMLInputElement)
      cursor.current = input.selectionStart;
  }

  function insert(key: string) {
    const at = cursor.current ?? value.length;
    const written = `{{${key}}}`;
    close();
    onChange(`${value.slice(0, at)}${written}${value.slice(at)}`);
    if (!draft.samples[key]) change((now) => ({ samples: { ...now.samples, [key]: examples[key] ?? "" } }));
    requestAnimationFrame(() => {
      const input = document.getElementById(id);
      if (!(input instanceof HTMLTextAreaElement || input instanceof HTMLInputElement)) return;
      input.focus();
      input.setSelectionRange(at + written.length, at + written.length);
      cursor.current = at + written.length;
    });
  }

  return (
    <div>
      <QuickTextField
        id={id}
        label={label}
        value={value}
        onChange={onChange}
        onBlur={() => {
          remember();
          touch(field);
        }}
        error={errorOf(field)}
        helpText={helpText}
        autoComplete="off"
        multiline={multiline ? 5 : undefined}
        maxHeight={multiline ? "24rem" : undefined}
        suffix={multiline ? undefined : t("templateEditor.characters", { count: value.length, max })}
      />
      <InlineStack align="end" gap="200" blockAlign="center">
        {multiline ? t("templateEditor.characters", { count: value.length, max }) : null}
        <Popover
          active={open}
          autofocusTarget="first-node"
          onClose={dismiss}
          activator={
            <Button
              variant="plain"
              disclosure
              onClick={() => {
                remember();
                toggle();
              }}
              ariaExpanded={open}
            >
              {t("templateEditor.insertVariable")}
            </Button>
          }
        >
          <ActionList
            allowFiltering
            items={variables
              .filter(({ kind }) => kind === "text")
              .map(({ key, descriptionKey }) => ({
                content: t(descriptionKey),
                helpText: t("templateEditor.exampleOf", { example: examples[key] ?? "" }),
                onAction: () => insert(key),
              }))}
          />
        </Popover>
      </InlineStack>
    </div>
  );
}
