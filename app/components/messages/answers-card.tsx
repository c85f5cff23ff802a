import { BlockStack, Card, Text } from "@shopify/polaris";
import type { SerializeFrom } from "@remix-run/node";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../core/analytics/answer-of.ts";
import { When } from "../when.tsx";

export type ShownAnswer = SerializeFrom<Answer>;

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
            {answer.advert ? (
              <Text as="p" tone="subdued" variant="bodySm" breakWord>
                {answer.advert.headline
                  ? t("cameBy.byAdvert", { advert: answer.advert.headline })
                  : t("cameBy.bySomeAdvert")}
              </Text>
            ) : null}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function withoutWords(t: TFunction, type: string): string {
  return t(`message.answerWithoutWords.${type}`, { defaultValue: t("message.answerWithoutWords.other") });
}
