import { BlockStack, Box, InlineGrid, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MessageState } from "./message-state.tsx";
import { reasonText } from "./reason.ts";
import { When } from "./when.tsx";

export type ListedMessage = {
  id: string;
  state: string;
  createdAt: string;
  templateName: string | null;
  language: string | null;
  reason: string | null;
  contact: { id: string; label: string };
  automation: { name: string } | null;
};

/** Rows that stand side by side on a desk and one below the other on a phone, by style sheet alone: nothing jumps. */
const columns = { xs: 1, md: "11.5rem minmax(7rem, 1fr) minmax(12rem, 2fr) minmax(12rem, 2fr)" };

export function MessageList({ messages, timeZone }: { messages: ListedMessage[]; timeZone: string }) {
  return (
    <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
      {messages.map((message) => (
        <li key={message.id}>
          <Box padding="400" borderBlockStartWidth="025" borderColor="border">
            <InlineGrid columns={columns} gap={{ xs: "100", md: "400" }}>
              <Link url={`/app/messages/${message.id}`} monochrome>
                <When at={message.createdAt} timeZone={timeZone} />
              </Link>
              <Person {...message.contact} />
              <What message={message} />
              <Outcome message={message} />
            </InlineGrid>
          </Box>
        </li>
      ))}
    </ul>
  );
}

function Person({ id, label }: ListedMessage["contact"]) {
  const { t } = useTranslation();
  return (
    <Text as="p" fontWeight="medium" breakWord>
      <Link url={`/app/messages?contactId=${id}`} monochrome removeUnderline>
        {label || t("messages.noName")}
      </Link>
    </Text>
  );
}

function What({ message }: { message: ListedMessage }) {
  const { t } = useTranslation();
  return (
    <BlockStack>
      <Text as="p">{message.automation?.name ?? t("messages.reply")}</Text>
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
