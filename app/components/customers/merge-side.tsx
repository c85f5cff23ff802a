import { BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Fact } from "../fact.tsx";
import { When } from "../when.tsx";
import { ConsentBadge } from "./consent-badge.tsx";
import { OrderMessages } from "./customer-table.tsx";

type Consent = { marketing: string; transactional: string };

export type MergedPerson = {
  label: string;
  createdAt: string;
  identities: { kind: string; value: string }[];
  consent: Consent;
  orders: { id: string; name: string }[];
  messages: { id: string }[];
};

type Props = { title: string; person: MergedPerson; timeZone: string; onSwap?: () => void };

/** One of two people who are to become one. */
export function MergeSide({ title, person, timeZone, onSwap }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {onSwap ? (
            <Button variant="plain" onClick={onSwap}>
              {t("customer.mergeSwap")}
            </Button>
          ) : null}
        </InlineStack>
        <Fact label={t("customers.name")}>
          <bdi>{person.label || t("messages.noName")}</bdi>
        </Fact>
        {person.identities.map(({ kind, value }) => (
          <Fact key={kind + value} label={t(`customer.identity.${kind}`)}>
            <bdi>{value}</bdi>
          </Fact>
        ))}
        <Fact label={t("customers.marketing")}>
          <ConsentBadge state={person.consent.marketing} />
        </Fact>
        <Fact label={t("customers.orderMessages")}>
          <OrderMessages state={person.consent.transactional} />
        </Fact>
        {person.orders.length > 0 ? (
          <Fact label={t("customer.orders")}>{person.orders.map(({ name }) => name).join(", ")}</Fact>
        ) : null}
        <Fact label={t("customers.since")}>
          <When at={person.createdAt} timeZone={timeZone} />
        </Fact>
      </BlockStack>
    </Card>
  );
}

type ResultProps = { name: string; consent: Consent; saving: boolean; onMerge(): void };

/** What they become, and the button that makes it so. */
export function MergeResult({ name, consent, saving, onMerge }: ResultProps) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("customer.mergeResult")}
        </Text>
        <List>
          <List.Item>{t("customer.mergeName", { name })}</List.Item>
          <List.Item>{t("customer.mergeMoves")}</List.Item>
          <List.Item>{t("customer.mergeForGood")}</List.Item>
        </List>
        <Fact label={t("customers.marketing")}>
          <ConsentBadge state={consent.marketing} />
        </Fact>
        <Fact label={t("customers.orderMessages")}>
          <OrderMessages state={consent.transactional} />
        </Fact>
        <Text as="p" tone="subdued">
          {t("customer.mergeStricter")}
        </Text>
        <InlineStack align="end">
          <Button variant="primary" loading={saving} disabled={saving} onClick={onMerge}>
            {t("customer.mergeConfirm")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
