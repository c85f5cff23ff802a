import { BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ImportSums } from "../../core/customers/plan-consent-import.ts";

type Props = { sums: ImportSums; unused: string[]; ready: boolean; saving: boolean; onImport(): void };

/** What a file would do, before it does anything. */
export function ImportSumsCard({ sums, unused, ready, saving, onImport }: Props) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("consent.wouldDo")}
        </Text>
        <List>
          <List.Item>{t("consent.sums.granted", { number: number.format(sums.granted) })}</List.Item>
          <List.Item>{t("consent.sums.revoked", { number: number.format(sums.revoked) })}</List.Item>
          <List.Item>{t("consent.sums.newPeople", { number: number.format(sums.newPeople) })}</List.Item>
          {sums.known > 0 ? (
            <List.Item>{t("consent.sums.known", { number: number.format(sums.known) })}</List.Item>
          ) : null}
          {sums.saidNo > 0 ? (
            <List.Item>{t("consent.sums.saidNo", { number: number.format(sums.saidNo) })}</List.Item>
          ) : null}
          {(["unconfirmed", "noPhone", "noProof"] as const).map((why) =>
            sums[why] > 0 ? (
              <List.Item key={why}>{t(`consent.sums.${why}`, { number: number.format(sums[why]) })}</List.Item>
            ) : null,
          )}
          {unused.length > 0 ? (
            <List.Item>
              {t("consent.unused")} <bdi>{unused.join(", ")}</bdi>
            </List.Item>
          ) : null}
        </List>
        {ready ? (
          <InlineStack>
            <Button variant="primary" loading={saving} onClick={onImport}>
              {t("consent.importNow")}
            </Button>
          </InlineStack>
        ) : (
          <Text as="p" fontWeight="medium">
            {t("consent.nothingToAdd")}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
