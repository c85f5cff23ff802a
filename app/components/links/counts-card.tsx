import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Fact } from "../fact.tsx";
import { Money } from "../records/money.tsx";

type Props = { link: { conversations: number; orders: number; revenueMinor: string; currency: string } };

/** What a link has brought, and how that is counted. */
export function CountsCard({ link }: Props) {
  const { t, i18n } = useTranslation();
  const numbers = new Intl.NumberFormat(i18n.language);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("links.brought")}
        </Text>
        <Fact label={t("links.conversations")}>{numbers.format(link.conversations)}</Fact>
        <Fact label={t("links.orders")}>{numbers.format(link.orders)}</Fact>
        <Fact label={t("links.revenue")}>
          <Money minor={link.revenueMinor} currency={link.currency} />
        </Fact>
        <Text as="p" tone="subdued">
          {t("links.countsHelp")}
        </Text>
      </BlockStack>
    </Card>
  );
}
