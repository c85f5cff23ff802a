import "@shopify/polaris-viz/build/esm/styles.css";
import { PolarisVizProvider, StackedAreaChart } from "@shopify/polaris-viz";
import { useTranslation } from "react-i18next";
import type { ConsentGrowth } from "../../core/analytics/read-consent-growth.ts";

/**
 * Loaded on its own (growth-card.tsx): the new yeses of each day, one colour for each source. An area and no bars: those
 * write a day below each bar, cut off where it is narrow and left out on a phone; this writes as many as there is room for.
 */
export default function GrowthChart({ growth }: { growth: ConsentGrowth }) {
  const { t, i18n } = useTranslation();
  const days = new Intl.DateTimeFormat(i18n.language, { day: "numeric", month: "short", timeZone: "UTC" });
  const numbers = new Intl.NumberFormat(i18n.language);
  const day = (key: unknown) => days.format(new Date(String(key)));
  return (
    <PolarisVizProvider defaultTheme="Light">
      <StackedAreaChart
        data={growth.sources.map(({ source, perDay }) => ({
          name: t(`consent.sources.${source}`, { defaultValue: source }),
          data: growth.days.map((key, at) => ({ key, value: perDay[at] ?? 0 })),
        }))}
        isAnimated={false}
        theme="Light"
        xAxisOptions={{ labelFormatter: day }}
        yAxisOptions={{ labelFormatter: (value) => numbers.format(Number(value)), integersOnly: true }}
        tooltipOptions={{ titleFormatter: day, valueFormatter: (value) => numbers.format(Number(value)) }}
      />
    </PolarisVizProvider>
  );
}
