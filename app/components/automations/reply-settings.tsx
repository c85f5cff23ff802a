import { BlockStack, Button, InlineGrid, Text, TextField } from "@shopify/polaris";
import { DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { Step } from "../../core/automations/definition.ts";
import { DurationField } from "./duration-field.tsx";
import { useEditing } from "./editing-context.ts";
import type { SettingsOf } from "./step-settings.tsx";
import { useTyped } from "./use-typed.ts";

type ReplyStep = Extract<Step, { kind: "wait_for_reply" }>;

const answersAtMost = 5;

/** How long is waited, and which answers lead a way of their own. */
export function ReplySettings({ step, onChange }: SettingsOf<ReplyStep>) {
  const { t } = useTranslation();
  const { problemAt } = useEditing();
  const setAnswers = (answers: ReplyStep["answers"]) => onChange({ ...step, answers });
  return (
    <BlockStack gap="400">
      <DurationField
        label={t("automationSteps.timeout")}
        value={step.timeout}
        min={1}
        onChange={(timeout) => onChange({ ...step, timeout })}
        error={problemAt(step.id, "timeout")}
      />
      <BlockStack gap="300">
        <Text as="h3" variant="headingSm">
          {t("automationSteps.answers")}
        </Text>
        <Text as="p" tone="subdued">
          {t("automationSteps.answersHelp")} {t("conditions.valuesHelp")}
        </Text>
        {step.answers.map((answer, index) => (
          <Answer
            key={index}
            number={index + 1}
            texts={answer.texts}
            hasSteps={answer.steps.length > 0}
            error={problemAt(step.id, ["answers", index, "texts"].join("."))}
            onChange={(texts) => setAnswers(step.answers.map((one, at) => (at === index ? { ...one, texts } : one)))}
            onRemove={() => setAnswers(step.answers.filter((_, at) => at !== index))}
          />
        ))}
        {step.answers.length < answersAtMost ? (
          <div>
            <Button icon={PlusIcon} onClick={() => setAnswers([...step.answers, { texts: [], steps: [] }])}>
              {t("automationSteps.addAnswer")}
            </Button>
          </div>
        ) : null}
      </BlockStack>
    </BlockStack>
  );
}

type AnswerProps = {
  number: number;
  texts: string[];
  hasSteps: boolean;
  error: string | undefined;
  onChange(texts: string[]): void;
  onRemove(): void;
};

function Answer({ number, texts, hasSteps, error, onChange, onRemove }: AnswerProps) {
  const { t } = useTranslation();
  const { submitted } = useEditing();
  const typed = useTyped(texts, (known) => known.join(", "), readWords);
  return (
    <InlineGrid columns="minmax(0, 1fr) auto" gap="200" alignItems="end">
      <TextField
        label={t("automationSteps.answer", { number })}
        autoComplete="off"
        value={typed.text}
        onChange={(text) => onChange(typed.type(text))}
        onBlur={typed.leave}
        helpText={hasSteps ? t("automationSteps.removeAnswerSteps") : undefined}
        error={(typed.touched || submitted) && texts.length === 0 ? t("automationSteps.answerMissing") : error}
      />
      <Button
        icon={DeleteIcon}
        variant="tertiary"
        accessibilityLabel={t("automationSteps.removeAnswer", { number })}
        onClick={onRemove}
      />
    </InlineGrid>
  );
}

function readWords(text: string): string[] {
  const words = text.split(",").map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ""))];
}
