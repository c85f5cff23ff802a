import { BlockStack, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Step } from "../../core/automations/definition.ts";
import { QuickTextField } from "../quick-text-field.tsx";
import { readAmount, writeAmount } from "./amount-text.ts";
import { DurationField } from "./duration-field.tsx";
import { useEditing } from "./editing-context.ts";
import type { SettingsOf } from "./step-settings.tsx";
import { useTyped } from "./use-typed.ts";

type DiscountStep = Extract<Step, { kind: "discount_code" }>;

/** What the code is worth, for how long, and what it looks like. */
export function DiscountSettings({ step, onChange }: SettingsOf<DiscountStep>) {
  const { t } = useTranslation();
  const { currency, problemAt } = useEditing();
  const { value } = step;
  return (
    <BlockStack gap="400">
      <Text as="p" tone="subdued">
        {t("automationSteps.discountHelp")}
      </Text>
      <Select
        label={t("automationSteps.discountKind")}
        options={[
          { label: t("automationSteps.percentKind"), value: "percent" },
          { label: t("automationSteps.amountKind"), value: "amount" },
        ]}
        value={value.kind}
        onChange={(kind) =>
          onChange({
            ...step,
            value: kind === "percent" ? { kind, percent: 10 } : { kind: "amount", amount: { minor: "", currency } },
          })
        }
      />
      {value.kind === "percent" ? (
        <Percent step={step} percent={value.percent} onChange={onChange} />
      ) : (
        <AmountField
          label={t("automationSteps.amount")}
          amount={value.amount}
          onChange={(amount) => onChange({ ...step, value: { kind: "amount", amount } })}
          error={problemAt(step.id, "value.amount") ?? problemAt(step.id, "value.amount.minor")}
        />
      )}
      <DurationField
        label={t("automationSteps.validFor")}
        value={step.validFor}
        min={1}
        onChange={(validFor) => onChange({ ...step, validFor })}
        error={problemAt(step.id, "validFor")}
      />
      <AmountField
        label={t("automationSteps.minimum")}
        helpText={t("automationSteps.minimumHelp")}
        optional
        amount={step.minimum ?? { minor: "", currency }}
        onChange={(amount) => onChange(withMinimum(step, amount))}
        error={problemAt(step.id, "minimum") ?? problemAt(step.id, "minimum.minor")}
      />
      <QuickTextField
        label={t("automationSteps.prefix")}
        autoComplete="off"
        maxLength={12}
        value={step.prefix}
        tidy={(text) => text.toUpperCase().trim()}
        onChange={(prefix) => onChange({ ...step, prefix })}
        helpText={t("automationSteps.prefixHelp")}
        error={/^[A-Z0-9]{0,12}$/.test(step.prefix) ? problemAt(step.id, "prefix") : t("automationSteps.prefixProblem")}
      />
    </BlockStack>
  );
}

type Amount = { minor: string; currency: string };

/** An empty field is no minimum at all. */
function withMinimum({ minimum: _, ...step }: DiscountStep, amount: Amount): DiscountStep {
  return amount.minor === "" ? step : { ...step, minimum: amount };
}

function Percent({ step, percent, onChange }: SettingsOf<DiscountStep> & { percent: number }) {
  const { t } = useTranslation();
  const { problemAt, submitted } = useEditing();
  const typed = useTyped(percent, (known) => (known < 0 ? "" : String(known)), readPercent);
  const wrong = percent < 1 || percent > 100;
  return (
    <QuickTextField
      label={t("automationSteps.percent")}
      inputMode="numeric"
      autoComplete="off"
      suffix="%"
      value={typed.text}
      onChange={(text) => onChange({ ...step, value: { kind: "percent", percent: typed.type(text) } })}
      onBlur={typed.leave}
      error={
        (typed.touched || submitted) && wrong
          ? t("automationSteps.percentProblem")
          : problemAt(step.id, "value.percent")
      }
    />
  );
}

function readPercent(text: string): number {
  return /^\d{1,3}$/.test(text.trim()) ? Number(text) : -1;
}

type AmountProps = {
  label: string;
  helpText?: string;
  optional?: boolean;
  amount: Amount;
  onChange(amount: Amount): void;
  error: string | undefined;
};

function AmountField({ label, helpText, optional = false, amount, onChange, error }: AmountProps) {
  const { t } = useTranslation();
  const { submitted } = useEditing();
  const { minor, currency } = amount;
  const typed = useTyped(
    minor,
    (known) => writeAmount(known, currency),
    (text) => readAmount(text, currency).replace(/^0+$/, ""),
  );
  const wrong = minor === "" && !(optional && typed.text.trim() === "");
  return (
    <QuickTextField
      label={label}
      inputMode="decimal"
      autoComplete="off"
      suffix={currency}
      value={typed.text}
      onChange={(text) => onChange({ minor: typed.type(text), currency })}
      onBlur={typed.leave}
      helpText={helpText}
      error={(typed.touched || submitted) && wrong ? t("automationSteps.amountProblem") : error}
    />
  );
}
