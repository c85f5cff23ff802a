import { InlineStack, Tag, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEditing } from "./editing-context.ts";

type Props = {
  label: string;
  labelHidden?: boolean;
  value: string[];
  onChange(value: string[]): void;
  /** Of one of them. */
  maxLength?: number;
  /** What none of them may hold: typed or pasted, it ends one like Enter does. */
  separator?: string;
  /** Instead of how one is entered. */
  helpText?: string;
  /** What is wrong with what stands there; said once somebody has been here. */
  problem?: string | undefined;
  error?: string | undefined;
};

/**
 * Several short texts, each a tag of its own. What is still being typed counts already, so that nothing is lost by saving
 * before Enter; it gives way when the value changes by other hands (discard, take theirs).
 */
export function WordsField({ value, onChange, separator, problem, error, ...field }: Props) {
  const { t } = useTranslation();
  const { submitted } = useEditing();
  const [touched, setTouched] = useState(false);
  const [typing, setTyping] = useState({ text: "", counted: false });
  const counts = typing.counted && value.at(-1) === typing.text.trim();
  const settled = counts ? value.slice(0, -1) : value;

  function type(text: string) {
    const parts = separator ? text.split(separator) : [text];
    const last = parts.at(-1) ?? "";
    const known = addAll(settled, parts.slice(0, -1));
    const next = addAll(known, [last]);
    setTyping({ text: last, counted: next.length > known.length });
    onChange(next);
  }
  const settle = () => setTyping({ text: "", counted: false });

  return (
    <div
      onKeyDown={(event) => {
        // Enter also ends the composing of a word in Japanese.
        if (event.key !== "Enter" || event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement))
          return;
        event.preventDefault();
        settle();
      }}
    >
      <TextField
        {...field}
        autoComplete="off"
        value={typing.counted && !counts ? "" : typing.text}
        onChange={type}
        onBlur={() => {
          setTouched(true);
          settle();
        }}
        helpText={field.helpText ?? t("conditions.valuesHelp")}
        error={(touched || submitted) && problem ? problem : error}
        verticalContent={
          settled.length === 0 ? undefined : (
            <InlineStack gap="100">
              {settled.map((word) => (
                <Tag key={word} onRemove={() => onChange(value.filter((other) => other !== word))}>
                  {word}
                </Tag>
              ))}
            </InlineStack>
          )
        }
      />
    </div>
  );
}

function addAll(known: readonly string[], texts: readonly string[]): string[] {
  return [...new Set([...known, ...texts.map((text) => text.trim()).filter((text) => text !== "")])];
}
