import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ShownAccessLogEntry } from "../privacy/access-log-table.tsx";
import { When } from "../when.tsx";

/** Who of the staff looked at this person last. */
export function AccessLogCard({ entries, timeZone }: { entries: ShownAccessLogEntry[]; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("privacy.accessLog")}
        </Text>
        {entries.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("privacy.accessLogEmpty")}
          </Text>
        ) : null}
        {entries.map(({ id, at, staffId, place }) => (
          <BlockStack key={id}>
            <Text as="p">{staffId ? t("privacy.staff", { id: staffId }) : t("privacy.someone")}</Text>
            <Text as="p" tone="subdued" variant="bodySm">
              {t(`privacy.places.${place}`)} · <When at={at} timeZone={timeZone} />
            </Text>
          </BlockStack>
        ))}
        <Text as="p">
          <Link url="/app/settings/privacy/access">{t("privacy.showAccessLog")}</Link>
        </Text>
      </BlockStack>
    </Card>
  );
}
