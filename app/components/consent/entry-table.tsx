import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ConsentBadge } from "../customers/consent-badge.tsx";
import type { ShownDecision } from "../customers/consent-card.tsx";
import { RecordTable } from "../records/record-table.tsx";
import { When } from "../when.tsx";
import { ProofLines } from "./proof-lines.tsx";

export type ShownEntry = ShownDecision & { contact: { id: string; label: string; phone: string | null } };

/** Decisions, each with whose it is, where it came from and its proof. */
export function EntryTable({ entries, timeZone }: { entries: ShownEntry[]; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <RecordTable
      label={t("consent.ledger")}
      columns={[
        { title: t("consent.person"), width: "minmax(0, 2fr)" },
        { title: t("consent.decision"), width: "minmax(0, 2fr)" },
        { title: t("consent.source"), width: "minmax(0, 3fr)" },
        { title: t("consent.decidedAt"), width: "11rem" },
      ]}
      rows={entries.map((entry) => ({
        id: entry.id,
        cells: [
          <BlockStack key="person">
            <Text as="p" fontWeight="medium" breakWord>
              <Link url={`/app/customers/${entry.contact.id}`} monochrome removeUnderline>
                <bdi>{entry.contact.label || t("messages.noName")}</bdi>
              </Link>
            </Text>
            <Text as="p" tone="subdued">
              <bdi>{entry.contact.phone}</bdi>
            </Text>
          </BlockStack>,
          <BlockStack key="decision" gap="050" inlineAlign="start">
            <ConsentBadge state={entry.state} />
            <Text as="p" tone="subdued">
              {t(`customer.purpose.${entry.purpose}`)}
            </Text>
          </BlockStack>,
          <BlockStack key="source">
            <Text as="p">{t(`customer.source.${entry.source}`, { defaultValue: entry.source })}</Text>
            <ProofLines proof={entry.proof} subdued />
          </BlockStack>,
          <Text key="at" as="p" tone="subdued">
            <When at={entry.at} timeZone={timeZone} />
          </Text>,
        ],
      }))}
    />
  );
}
