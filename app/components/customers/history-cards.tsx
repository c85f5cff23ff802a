import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { messageSource } from "../message-source.ts";
import { MessageState } from "../message-state.tsx";
import { reasonText } from "../reason.ts";
import { AdminLink } from "../records/admin-link.tsx";
import { Money } from "../records/money.tsx";
import { When } from "../when.tsx";

export type ShownMessage = {
  id: string;
  at: string;
  state: string;
  templateName: string | null;
  automation: string | null;
  isTest: boolean;
  reason: string | null;
};

export type ShownOrder = {
  id: string;
  name: string;
  at: string;
  totalMinor: string;
  currency: string;
  financialStatus: string;
  cancelled: boolean;
  /** The link into the chat that it counts for. */
  cameBy: { page: string; name: string | null; campaign: string | null } | null;
};

/** The newest messages to one person. */
export function MessagesCard({
  messages,
  contactId,
  timeZone,
}: {
  messages: ShownMessage[];
  contactId: string;
  timeZone: string;
}) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {t("messages.title")}
          </Text>
          {messages.length > 0 ? (
            <Link url={`/app/messages?contactId=${contactId}`}>{t("customer.allMessages")}</Link>
          ) : null}
        </InlineStack>
        {messages.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("customer.noMessages")}
          </Text>
        ) : null}
        {messages.map((message) => (
          <BlockStack key={message.id} gap="050">
            <InlineStack gap="200" blockAlign="center">
              <Link url={`/app/messages/${message.id}`}>
                {messageSource(t, message.automation ?? message.templateName, message.isTest)}
              </Link>
              <MessageState state={message.state} />
            </InlineStack>
            <Text as="p" tone="subdued" variant="bodySm">
              <When at={message.at} timeZone={timeZone} />
              {message.reason ? ` · ${reasonText(t, message.reason)}` : ""}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

/** The newest orders of one person. */
export function OrdersCard({ orders, timeZone }: { orders: ShownOrder[]; timeZone: string }) {
  const { t } = useTranslation();
  if (orders.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("customer.orders")}
        </Text>
        {orders.map((order) => (
          <InlineStack key={order.id} align="space-between" gap="200">
            <BlockStack gap="050">
              <Text as="p" fontWeight="medium">
                <AdminLink to={`orders/${order.id}`}>{order.name}</AdminLink>
              </Text>
              <Text as="p" tone="subdued" variant="bodySm">
                <When at={order.at} timeZone={timeZone} />
                {order.cancelled ? ` · ${t("customer.orderCancelled")}` : ""}
              </Text>
              {order.cameBy ? <OrderCameBy cameBy={order.cameBy} /> : null}
            </BlockStack>
            <Text as="p">
              <Money minor={order.totalMinor} currency={order.currency} />
            </Text>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function OrderCameBy({ cameBy: { page, name, campaign } }: { cameBy: NonNullable<ShownOrder["cameBy"]> }) {
  const { t } = useTranslation();
  const kind = t(`cameBy.pages.${page}`, { defaultValue: t("cameBy.pages.shop") });
  return (
    <Text as="p" tone="subdued" variant="bodySm" breakWord>
      {t("customer.orderCameBy")}{" "}
      {[kind, name, campaign].flatMap((part, at) => (part ? [at > 0 ? " · " : "", <bdi key={at}>{part}</bdi>] : []))}
    </Text>
  );
}
