import { BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Overview as OverviewData } from "../../core/results/read-overview.ts";
import { Figures } from "./figures.tsx";
import { FigureOverTime } from "./figure-over-time.tsx";
import type { ShownFigure } from "./write-figure.ts";

type Props = {
  overview: OverviewData;
  /** Where a merchant uploads Meta's rates; asked for while costs are not known. */
  ratesUrl: string;
  /** Leads to the page of results; left out on that page. */
  resultsUrl?: string;
};

/** The last 30 days: each figure against the 30 days before, and the chosen one day by day. */
export function Overview({ overview, ratesUrl, resultsUrl }: Props) {
  const { t, i18n } = useTranslation();
  const [chosen, choose] = useState<ShownFigure>("sent");
  const { now, before, costCurrency } = overview;
  const isEmpty = now.sent === 0 && before.sent === 0 && now.orders === 0 && before.orders === 0;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <BlockStack>
            <Text as="h2" variant="headingMd">
              {t("results.lastDays")}
            </Text>
            <Text as="p" tone="subdued" variant="bodySm">
              {t("results.range", writeRange(overview, i18n.language))}
            </Text>
          </BlockStack>
          {resultsUrl === undefined ? null : <Link url={resultsUrl}>{t("results.seeResults")}</Link>}
        </InlineStack>
        <Figures overview={overview} chosen={chosen} onChoose={choose} />
        {isEmpty ? (
          <Text as="p" tone="subdued">
            {t("results.nothingYet")}
          </Text>
        ) : (
          <FigureOverTime overview={overview} figure={chosen} />
        )}
        {costCurrency === null && now.unpriced > 0 ? (
          <Box>
            <Text as="p" tone="subdued" variant="bodySm">
              {t("results.costNoRates")} <Link url={ratesUrl}>{t("results.addRates")}</Link>
            </Text>
          </Box>
        ) : null}
        {overview.costIsSample ? (
          <Text as="p" tone="subdued" variant="bodySm">
            {t("results.costSample")} <Link url={ratesUrl}>{t("results.addRates")}</Link>
          </Text>
        ) : null}
        {costCurrency !== null && now.unpriced > 0 ? (
          <Text as="p" tone="subdued" variant="bodySm">
            {t("results.costPartly", { count: now.unpriced })}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

/** Days are days of the shop already: no zone moves them. Not formatRange: server and browser may space it differently. */
function writeRange({ from, to }: OverviewData, language: string): { from: string; to: string } {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  return { from: format.format(new Date(from)), to: format.format(new Date(to)) };
}
