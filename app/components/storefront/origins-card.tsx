import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { BroughtBy, StorefrontOrigins } from "../../core/analytics/read-storefront-origins.ts";
import { Money } from "../records/money.tsx";

/** Which pages, products and campaigns of the storefront brought chats and orders in the last 30 days. */
export function OriginsCard({ origins }: { origins: StorefrontOrigins }) {
  const { t } = useTranslation();
  const { pages, products, campaigns, currency } = origins;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("storefront.origins.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t(pages.length === 0 ? "storefront.origins.none" : "storefront.origins.help")}
          </Text>
        </BlockStack>
        <Ranking
          title={t("storefront.origins.pages")}
          rows={pages.map((row) => ({ ...row, label: t(`cameBy.pages.${row.name}`) }))}
          currency={currency}
        />
        <Ranking title={t("storefront.origins.products")} rows={products} currency={currency} />
        <Ranking title={t("storefront.origins.campaigns")} rows={campaigns} currency={currency} />
      </BlockStack>
    </Card>
  );
}

type Row = BroughtBy & { label?: string };

function Ranking({ title, rows, currency }: { title: string; rows: Row[]; currency: string }) {
  const { t, i18n } = useTranslation();
  const numbers = new Intl.NumberFormat(i18n.language);
  if (rows.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {rows.map(({ name, label = name, chats, orders, revenueMinor }) => (
        <InlineStack key={name} align="space-between" gap="200">
          <Text as="p" breakWord>
            <bdi>{label}</bdi>
          </Text>
          <Text as="p" tone="subdued" numeric>
            {t("storefront.origins.counts", { chats: numbers.format(chats), orders: numbers.format(orders) })}
            {orders > 0 ? (
              <>
                {" · "}
                <Money minor={revenueMinor} currency={currency} />
              </>
            ) : null}
          </Text>
        </InlineStack>
      ))}
    </BlockStack>
  );
}
