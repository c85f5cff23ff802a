import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { RecordTable } from "../records/record-table.tsx";
import { When } from "../when.tsx";
import { ConsentBadge } from "./consent-badge.tsx";

export type ListedCustomer = {
  id: string;
  label: string;
  phone: string | null;
  country: string | null;
  createdAt: string;
  blocked: boolean;
  unreachable: boolean;
  consent: { marketing: string; transactional: string };
};

export function CustomerTable({
  customers,
  timeZone,
  linkTo = (id) => `/app/customers/${id}`,
}: {
  customers: ListedCustomer[];
  timeZone: string;
  linkTo?: (id: string) => string;
}) {
  const { t } = useTranslation();
  return (
    <RecordTable
      label={t("nav.customers")}
      columns={[
        { title: t("customers.name"), width: "minmax(0, 3fr)" },
        { title: t("customers.phone"), width: "minmax(0, 2fr)" },
        { title: t("customers.marketing"), width: "minmax(0, 2fr)" },
        { title: t("customers.orderMessages"), width: "minmax(0, 2fr)" },
        { title: t("customers.since"), width: "11rem" },
      ]}
      rows={customers.map((customer) => ({
        id: customer.id,
        cells: [
          <InlineStack key="name" gap="200" blockAlign="center">
            <Text as="p" fontWeight="medium" breakWord>
              <Link url={linkTo(customer.id)} monochrome removeUnderline>
                <bdi>{customer.label || t("messages.noName")}</bdi>
              </Link>
            </Text>
            {customer.blocked ? <Badge>{t("customers.blocked")}</Badge> : null}
            {customer.unreachable ? <Badge tone="attention">{t("customers.unreachable")}</Badge> : null}
          </InlineStack>,
          <Text key="phone" as="p">
            <bdi>{customer.phone}</bdi>
          </Text>,
          <ConsentBadge key="marketing" state={customer.consent.marketing} />,
          <BlockStack key="orders" inlineAlign="start">
            <OrderMessages state={customer.consent.transactional} />
          </BlockStack>,
          <Text key="since" as="p" tone="subdued">
            <When at={customer.createdAt} timeZone={timeZone} />
          </Text>,
        ],
      }))}
    />
  );
}

/** Messages about one's own orders need no yes; only a no counts. */
export function OrderMessages({ state }: { state: string }) {
  const { t } = useTranslation();
  return state === "revoked" ? <ConsentBadge state="revoked" /> : <Badge>{t("customer.consentState.allowed")}</Badge>;
}
