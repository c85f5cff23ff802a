import { BlockStack, Card, Text } from "@shopify/polaris";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { When } from "../when.tsx";

export type ShownAnswer = { id: string; at: string; type: string; text: string | null; outcome: string };

/** What a shopper wrote, newest or oldest first as given; nothing without answers. */
export function AnswersCard({ title, answers, timeZone }: { title: string; answers: ShownAnswer[]; timeZone: string }) {
  const { t } = useTranslation();
  if (answers.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {answers.map((answer) => (
          <BlockStack key={answer.id} gap="050">
            <Text as="p" breakWord>
              <bdi style={{ whiteSpace: "pre-wrap" }}>{answer.text ?? withoutWords(t, answer.type)}</bdi>
            </Text>
            <Text as="p" tone="subdued" variant="bodySm">
              <When at={answer.at} timeZone={timeZone} />
              {t(`message.answerOutcome.${answer.outcome}`, { defaultValue: "" }) &&
                ` · ${t(`message.answerOutcome.${answer.outcome}`)}`}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function withoutWords(t: TFunction, type: string): string {
  return t(`message.answerWithoutWords.${type}`, { defaultValue: t("message.answerWithoutWords.other") });
}
