import { ChoiceList, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Condition } from "../../core/automations/conditions.ts";
import { QuickTextField } from "../quick-text-field.tsx";
import { readAmount, writeAmount } from "./amount-text.ts";
import { wordsFor } from "./condition-choices.ts";
import { useEditing } from "./editing-context.ts";
import { useTyped } from "./use-typed.ts";
import { WordsField } from "./words-field.tsx";

type ValueOf<T> = { value: T; onChange(value: T): void; error?: string | undefined };

/** The field a condition's value is written in; nothing for a question that needs none. */
export function ConditionValue(props: { condition: Condition; onChange(condition: Condition): void; error?: string }) {
  const { condition, error } = props;
  if (!("value" in condition)) return null;
  const change = (value: unknown) => props.onChange({ ...condition, value } as Condition);
  const { value } = condition;
  if (typeof value === "boolean") return <YesNo value={value} onChange={change} error={error} />;
  if (typeof value === "number" || value === null) return <Count value={value} onChange={change} error={error} />;
  if (!Array.isArray(value)) return <Amount value={value} onChange={change} error={error} />;
  const words = wordsFor(condition.field);
  if (words) return <Words words={words} field={condition.field} value={value} onChange={change} error={error} />;
  return <Texts value={value} onChange={change} error={error} />;
}

function YesNo({ value, onChange, error }: ValueOf<boolean>) {
  const { t } = useTranslation();
  return (
    <Select
      label={t("conditions.value")}
      labelHidden
      options={[
        { label: t("conditions.yes"), value: "yes" },
        { label: t("conditions.no"), value: "no" },
      ]}
      value={value ? "yes" : "no"}
      onChange={(chosen) => onChange(chosen === "yes")}
      error={error}
    />
  );
}

/** Null stands for a number that cannot be read; the schema refuses it. */
function Count({ value, onChange, error }: ValueOf<number | null>) {
  const { t } = useTranslation();
  const { submitted } = useEditing();
  const typed = useTyped(value, (known) => (known === null ? "" : String(known)), readNumber);
  return (
    <QuickTextField
      label={t("conditions.value")}
      labelHidden
      inputMode="numeric"
      autoComplete="off"
      value={typed.text}
      onChange={(text) => onChange(typed.type(text))}
      onBlur={typed.leave}
      error={(typed.touched || submitted) && value === null ? t("conditions.problemNumber") : error}
    />
  );
}

function readNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

type StoredMoney = { minor: string; currency: string };

function Amount({ value, onChange, error }: ValueOf<StoredMoney>) {
  const { t } = useTranslation();
  const { currency } = value;
  const { submitted } = useEditing();
  const typed = useTyped(
    value.minor,
    (minor) => writeAmount(minor, currency),
    (text) => readAmount(text, currency),
  );
  return (
    <QuickTextField
      label={t("conditions.amount")}
      labelHidden
      inputMode="decimal"
      autoComplete="off"
      suffix={currency}
      value={typed.text}
      onChange={(text) => onChange({ minor: typed.type(text), currency })}
      onBlur={typed.leave}
      error={(typed.touched || submitted) && !/^\d+$/.test(value.minor) ? t("conditions.problemAmount") : error}
    />
  );
}

function Texts({ value, onChange, error }: ValueOf<string[]>) {
  const { t } = useTranslation();
  return (
    <WordsField
      label={t("conditions.values")}
      labelHidden
      value={value}
      onChange={onChange}
      problem={value.length === 0 ? t("conditions.problemValues") : undefined}
      error={error}
    />
  );
}

function Words({
  words,
  field,
  value,
  onChange,
  error,
}: ValueOf<string[]> & { words: readonly string[]; field: string }) {
  const { t } = useTranslation();
  const { submitted } = useEditing();
  const group = field.split(".")[1] ?? "";
  return (
    <ChoiceList
      title={t("conditions.values")}
      titleHidden
      allowMultiple
      choices={words.map((word) => ({ label: t(`conditionValues.${group}.${word}`), value: word }))}
      selected={value}
      onChange={onChange}
      error={submitted && value.length === 0 ? t("conditions.problemValues") : (error ?? "")}
    />
  );
}
