import { BlockStack, Button, InlineGrid, Text } from "@shopify/polaris";
import { DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { Step } from "../../core/automations/definition.ts";
import { DurationField } from "./duration-field.tsx";
import { useEditing } from "./editing-context.ts";
import type { SettingsOf } from "./step-settings.tsx";
import { WordsField } from "./words-field.tsx";

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
          {t("automationSteps.answersHelp")}
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
  return (
    <InlineGrid columns="minmax(0, 1fr) auto" gap="200" alignItems="start">
      <WordsField
        label={t("automationSteps.answer", { number })}
        value={texts}
        onChange={onChange}
        maxLength={128}
        helpText={
          hasSteps
            ? `${t("conditions.valuesHelp")} ${t("automationSteps.removeAnswerSteps")}`
            : t("conditions.valuesHelp")
        }
        problem={texts.length === 0 ? t("automationSteps.answerMissing") : undefined}
        error={error}
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
