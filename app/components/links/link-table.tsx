import { Badge, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "../records/money.tsx";
import { RecordTable } from "../records/record-table.tsx";
import styles from "./link-table.module.css";

export type ListedLink = {
  id: string;
  code: string;
  name: string;
  text: string;
  paused: boolean;
  conversations: number;
  orders: number;
  revenueMinor: string;
  currency: string;
};

/** Links with what each has brought. */
export function LinkTable({ links }: { links: ListedLink[] }) {
  const { t, i18n } = useTranslation();
  const numbers = new Intl.NumberFormat(i18n.language);
  return (
    <RecordTable
      label={t("links.title")}
      columns={[
        { title: t("links.name"), width: "minmax(0, 3fr)" },
        { title: t("links.text"), width: "minmax(0, 4fr)" },
        { title: t("links.conversations"), width: "minmax(0, 1fr)" },
        { title: t("links.orders"), width: "minmax(0, 1fr)" },
        { title: t("links.revenue"), width: "minmax(0, 1fr)" },
      ]}
      rows={links.map((link) => ({
        id: link.id,
        cells: [
          <InlineStack key="name" gap="200" blockAlign="center">
            <Text as="p" fontWeight="medium" breakWord>
              <Link url={`/app/links/${link.id}`} monochrome removeUnderline>
                <bdi>{link.name}</bdi>
              </Link>
            </Text>
            {link.paused ? <Badge>{t("links.paused")}</Badge> : null}
          </InlineStack>,
          <Text key="text" as="p" tone="subdued" breakWord>
            <bdi>{link.text}</bdi>
          </Text>,
          <Sum key="conversations" label={t("links.conversations")}>
            {numbers.format(link.conversations)}
          </Sum>,
          <Sum key="orders" label={t("links.orders")}>
            {numbers.format(link.orders)}
          </Sum>,
          <Sum key="revenue" label={t("links.revenue")}>
            <Money minor={link.revenueMinor} currency={link.currency} />
          </Sum>,
        ],
      }))}
    />
  );
}

/** On a phone, where the headings are gone, the number still says what it counts. */
function Sum({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.sum}>
      <span className={styles.label}>{label}</span>
      <span>{children}</span>
    </div>
  );
}
