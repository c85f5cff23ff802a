import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MessageState } from "../message-state.tsx";
import { reasonText } from "../reason.ts";
import { When } from "../when.tsx";

export type ShownRun = {
  id: string;
  automation: { id: string; name: string };
  contact: { id: string; label: string };
  state: string;
  endReason: string | null;
  next: { at: string; reason: string | null } | null;
  messages: { id: string; state: string; templateName: string | null; reason: string | null }[];
};

type Props = { title: string; none?: string; more?: string | null; runs: ShownRun[]; timeZone: string };

/** Automations that an event started or stopped, with the messages of each. */
export function CausedRuns({ title, none, more, runs, timeZone }: Props) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {runs.length === 0 ? (
          <Text as="p" tone="subdued">
            {none}
          </Text>
        ) : null}
        {runs.map((run) => (
          <Run key={run.id} run={run} timeZone={timeZone} />
        ))}
        {more ? (
          <Text as="p" tone="subdued">
            {more}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function Run({ run, timeZone }: { run: ShownRun; timeZone: string }) {
  const { t } = useTranslation();
  const { automation, contact, state, endReason, next, messages } = run;
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" fontWeight="medium">
          {t("event.for", { automation: automation.name, to: contact.label || t("messages.noName") })}
        </Text>
        <Badge tone={state === "active" ? "info" : undefined}>{t(`event.runState.${state}`)}</Badge>
      </InlineStack>
      {endReason ? (
        <Text as="p" tone="subdued">
          {reasonText(t, endReason)}
        </Text>
      ) : null}
      {next ? (
        <Text as="p" tone="subdued">
          {t("event.next")}: <When at={next.at} timeZone={timeZone} /> {next.reason ? reasonText(t, next.reason) : ""}
        </Text>
      ) : null}
      {messages.map((message) => (
        <InlineStack key={message.id} gap="200" blockAlign="center">
          <Link url={`/app/messages/${message.id}`}>{message.templateName ?? t("messages.freeText")}</Link>
          <MessageState state={message.state} />
          {message.reason ? (
            <Text as="p" tone="subdued" variant="bodySm">
              {reasonText(t, message.reason)}
            </Text>
          ) : null}
        </InlineStack>
      ))}
      {messages.length === 0 && state !== "active" ? (
        <Text as="p" tone="subdued" variant="bodySm">
          {t("event.noMessages")}
        </Text>
      ) : null}
    </BlockStack>
  );
}
