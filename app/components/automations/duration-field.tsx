import { BlockStack, InlineGrid, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Duration } from "../../core/automations/definition.ts";
import { QuickTextField } from "../quick-text-field.tsx";
import { useEditing } from "./editing-context.ts";
import { useTyped } from "./use-typed.ts";

const units = ["minutes", "hours", "days"] as const;
type Unit = (typeof units)[number];

const longest: Record<Unit, number> = { minutes: 90 * 24 * 60, hours: 90 * 24, days: 90 };

/** What stands in a draft for a number that cannot be read; no schema takes it. */
const unreadable = -1;

export function unitOf(duration: Duration): { unit: Unit; count: number } {
  if ("minutes" in duration) return { unit: "minutes", count: duration.minutes };
  if ("hours" in duration) return { unit: "hours", count: duration.hours };
  return { unit: "days", count: duration.days };
}

function durationOf(unit: Unit, count: number): Duration {
  if (unit === "minutes") return { minutes: count };
  return unit === "hours" ? { hours: count } : { days: count };
}

function readCount(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : unreadable;
}

type Props = {
  label: string;
  value: Duration;
  onChange(value: Duration): void;
  min?: number;
  helpText?: string;
  /** What the server said of it; what is typed is judged here at once, when it was touched. */
  error?: string | undefined;
};

/** A number and its unit. What cannot be a duration stays as typed and is said beside the field. */
export function DurationField({ label, value, onChange, min = 0, helpText, error }: Props) {
  const { t } = useTranslation();
  const { submitted } = useEditing();
  const { unit, count } = unitOf(value);
  const typed = useTyped(count, (known) => (known === unreadable ? "" : String(known)), readCount);
  const max = longest[unit];
  const wrong = count < min || count > max;
  return (
    <BlockStack gap="100">
      <InlineGrid columns="1fr 1fr" gap="200">
        <QuickTextField
          label={label}
          inputMode="numeric"
          autoComplete="off"
          value={typed.text}
          onChange={(text) => onChange(durationOf(unit, typed.type(text)))}
          onBlur={typed.leave}
          error={(typed.touched || submitted) && wrong ? t("durations.problem", { min, max }) : error}
        />
        <Select
          label={t("durations.unit")}
          options={units.map((one) => ({ label: t(`durations.${one}`), value: one }))}
          value={unit}
          onChange={(next) => onChange(durationOf(next as Unit, count))}
        />
      </InlineGrid>
      {helpText ? (
        <Text as="p" tone="subdued">
          {helpText}
        </Text>
      ) : null}
    </BlockStack>
  );
}
