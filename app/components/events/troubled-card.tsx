import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { When } from "../when.tsx";
import { topicText, troubleText } from "./troubled-words.ts";
import { TryAgain } from "./try-again.tsx";

export type ShownGroup = {
  source: string;
  topic: string;
  state: string;
  reason: string;
  count: number;
  newestAt: string;
};

/** What could not be taken in, by kind and reason, each with the way to try again. */
export function TroubledCard({
  groups,
  timeZone,
  showEach = false,
}: {
  groups: ShownGroup[];
  timeZone: string;
  showEach?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("troubled.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("troubled.help")}
          </Text>
        </BlockStack>
        {groups.map((group) => (
          <Group key={`${group.topic} ${group.state} ${group.reason}`} group={group} timeZone={timeZone} />
        ))}
        {showEach ? (
          <InlineStack>
            <Button variant="plain" url="/app/events/failed">
              {t("troubled.show")}
            </Button>
          </InlineStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function Group({ group, timeZone }: { group: ShownGroup; timeZone: string }) {
  const { t } = useTranslation();
  const { source, topic, state, reason, count, newestAt } = group;
  const what = topicText(t, source, topic);
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300">
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          <Text as="p" fontWeight="medium">
            {what}
          </Text>
          <DeliveryState state={state} />
        </InlineStack>
        <Text as="p">{troubleText(t, reason)}</Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {t("troubled.count", { count })} · {t("troubled.newest")} <When at={newestAt} timeZone={timeZone} />
        </Text>
      </BlockStack>
      {state === "dead" ? (
        <TryAgain
          // What is left after a try is another group's worth: its button begins anew.
          key={count}
          which={{ topic, outcome: reason }}
          label={t("troubled.tryAllAgain", { count })}
          what={what}
        />
      ) : null}
    </InlineStack>
  );
}

export function DeliveryState({ state }: { state: string }) {
  const { t } = useTranslation();
  return state === "dead" ? (
    <Badge tone="critical">{t("troubled.givenUp")}</Badge>
  ) : (
    <Badge tone="attention">{t("troubled.waiting")}</Badge>
  );
}
