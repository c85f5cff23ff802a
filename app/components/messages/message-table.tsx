import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { messageSource } from "../message-source.ts";
import { MessageState } from "../message-state.tsx";
import { reasonText } from "../reason.ts";
import { RecordTable } from "../records/record-table.tsx";
import { When } from "../when.tsx";

export type ListedMessage = {
  id: string;
  state: string;
  createdAt: string;
  templateName: string | null;
  language: string | null;
  reason: string | null;
  contact: { id: string; label: string };
  automation: { name: string } | null;
  isTest: boolean;
  order: string | null;
};

export function MessageTable({ messages, timeZone }: { messages: ListedMessage[]; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <RecordTable
      label={t("messages.title")}
      columns={[
        { title: t("messages.time"), width: "11rem" },
        { title: t("messages.to"), width: "minmax(0, 3fr)" },
        { title: t("messages.order"), width: "minmax(3.5rem, 1fr)" },
        { title: t("messages.message"), width: "minmax(0, 4fr)" },
        { title: t("messages.state"), width: "minmax(0, 4fr)" },
      ]}
      rows={messages.map((message) => ({
        id: message.id,
        cells: [
          <Link key="at" url={`/app/messages/${message.id}`} monochrome>
            <When at={message.createdAt} timeZone={timeZone} />
          </Link>,
          <Text key="to" as="p" fontWeight="medium" breakWord>
            <Link url={`/app/customers/${message.contact.id}`} monochrome removeUnderline>
              <bdi>{message.contact.label || t("messages.noName")}</bdi>
            </Link>
          </Text>,
          message.order ? (
            <Text key="order" as="p">
              {message.order}
            </Text>
          ) : null,
          <What key="what" message={message} />,
          <Outcome key="outcome" message={message} />,
        ],
      }))}
    />
  );
}

function What({ message }: { message: ListedMessage }) {
  const { t } = useTranslation();
  return (
    <BlockStack>
      <Text as="p">{messageSource(t, message.automation?.name ?? null, message.isTest)}</Text>
      <Text as="p" tone="subdued" variant="bodySm" breakWord>
        {message.templateName ? `${message.templateName} (${message.language ?? ""})` : t("messages.freeText")}
      </Text>
    </BlockStack>
  );
}

function Outcome({ message }: { message: ListedMessage }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="100" inlineAlign="start">
      <MessageState state={message.state} />
      {message.reason ? (
        <Text as="p" tone="subdued" variant="bodySm">
          {reasonText(t, message.reason)}
        </Text>
      ) : null}
    </BlockStack>
  );
}
