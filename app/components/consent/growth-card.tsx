import { BlockStack, Button, Card, InlineGrid, InlineStack, Scrollable, Text } from "@shopify/polaris";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConsentGrowth } from "../../core/analytics/read-consent-growth.ts";
import { ChartPlace } from "../chart-place.tsx";
import styles from "../chart-place.module.css";

/** The charts are the heaviest library of the app: loaded when there is something to draw, into a place already kept. */
const GrowthChart = lazy(() => import("./growth-chart.tsx"));

/** Who came and who went in the last 30 days, and by which way they came. */
export function GrowthCard({ growth }: { growth: ConsentGrowth }) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("consent.growth")}
          </Text>
          {growth.sources.length > 0 ? (
            <Button variant="plain" onClick={() => setAsTable(!asTable)}>
              {t(asTable ? "results.showChart" : "results.showTable")}
            </Button>
          ) : null}
        </InlineStack>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
          <Figure label={t("consent.gained")} value={growth.gained} />
          <Figure label={t("consent.lost")} value={growth.lost} />
          <Figure label={t("consent.waiting")} value={growth.waiting} />
        </InlineGrid>
        {growth.sources.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("consent.noGrowth")}
          </Text>
        ) : asTable ? (
          <Scrollable className={styles.chart} focusable>
            <SourceTable growth={growth} />
          </Scrollable>
        ) : (
          <>
            <ChartPlace name="consent">
              <GrowthChart growth={growth} />
            </ChartPlace>
            <Text as="span" visuallyHidden>
              <SourceTable growth={growth} />
            </Text>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  const { i18n } = useTranslation();
  return (
    <BlockStack>
      <Text as="p" tone="subdued">
        {label}
      </Text>
      <Text as="p" variant="headingLg">
        {new Intl.NumberFormat(i18n.language).format(value)}
      </Text>
    </BlockStack>
  );
}

/** The sources with their sums, and the days on which somebody came. */
function SourceTable({ growth }: { growth: ConsentGrowth }) {
  const { t, i18n } = useTranslation();
  const days = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
  const numbers = new Intl.NumberFormat(i18n.language);
  const name = (source: string) => t(`consent.sources.${source}`, { defaultValue: source });
  const rows = growth.days.flatMap((day, at) =>
    growth.sources.flatMap(({ source, perDay }) => {
      const count = perDay[at] ?? 0;
      return count > 0 ? [{ day, source, count }] : [];
    }),
  );
  return (
    <table className={styles.days}>
      <thead>
        <tr>
          <th scope="col">{t("results.day")}</th>
          <th scope="col">{t("consent.source")}</th>
          <th scope="col">{t("consent.gained")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ day, source, count }) => (
          <tr key={day + source}>
            <th scope="row">{days.format(new Date(day))}</th>
            <td>{name(source)}</td>
            <td>{numbers.format(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
