import "@shopify/polaris-viz/build/esm/styles.css";
import { LineChart, PolarisVizProvider } from "@shopify/polaris-viz";
import { useTranslation } from "react-i18next";
import type { Overview } from "../../core/results/read-overview.ts";
import { figureFormat, valueOf, type ShownFigure } from "./write-figure.ts";

/** Loaded on its own (figure-over-time.tsx). The period before is drawn under the same days, as a comparison. */
export default function FigureChart({ overview, figure }: { overview: Overview; figure: ShownFigure }) {
  const { t, i18n } = useTranslation();
  const days = new Intl.DateTimeFormat(i18n.language, { day: "numeric", month: "short", timeZone: "UTC" });
  const valueOn = (sums: Overview["series"][number]) => valueOf(figure, sums, overview);
  const data = [
    {
      name: t("results.thisPeriod"),
      data: overview.series.map((sums) => ({ key: sums.day, value: valueOn(sums) })),
    },
    {
      name: t("results.periodBefore"),
      isComparison: true,
      // Under the same days: the lines lie over each other.
      data: overview.seriesBefore.map((sums, index) => ({
        key: overview.series[index]?.day ?? sums.day,
        value: valueOn(sums),
      })),
    },
  ];
  const short = figureFormat(figure, i18n.language, overview, true);
  const long = figureFormat(figure, i18n.language, overview);
  return (
    <PolarisVizProvider defaultTheme="Light">
      <LineChart
        data={data}
        isAnimated={false}
        theme="Light"
        xAxisOptions={{ labelFormatter: (day) => days.format(new Date(String(day))) }}
        yAxisOptions={{ labelFormatter: (value) => short(Number(value)), integersOnly: isCount(figure) }}
        tooltipOptions={{
          titleFormatter: (day) => days.format(new Date(String(day))),
          valueFormatter: (value) => (value === null ? t("results.costUnknown") : long(Number(value))),
        }}
      />
    </PolarisVizProvider>
  );
}

function isCount(figure: ShownFigure): boolean {
  return figure !== "revenue" && figure !== "cost";
}
