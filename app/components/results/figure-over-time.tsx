import { BlockStack, Button, InlineStack, Scrollable, Text } from "@shopify/polaris";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Overview } from "../../core/results/read-overview.ts";
import { ChartPlace } from "../chart-place.tsx";
import styles from "../chart-place.module.css";
import { figureFormat, valueOf, type ShownFigure } from "./write-figure.ts";

/** The charts are the heaviest library of the app: loaded when there is something to draw, into a place already kept. */
const FigureChart = lazy(() => import("./figure-chart.tsx"));

/**
 * One figure day by day: a chart for the eye and the pointer, and the same as a table for everybody else: in place of the
 * chart when asked for, unseen beside it for screen readers. The library's own marks for them name roles they do not fill.
 */
export function FigureOverTime({ overview, figure }: { overview: Overview; figure: ShownFigure }) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const table = <DayTable overview={overview} figure={figure} />;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {t("results.chart", { figure: t(`results.figures.${figure}`) })}
        </Text>
        <Button variant="plain" onClick={() => setAsTable(!asTable)}>
          {t(asTable ? "results.showChart" : "results.showTable")}
        </Button>
      </InlineStack>
      {asTable ? (
        <Scrollable className={styles.chart} focusable>
          {table}
        </Scrollable>
      ) : (
        <>
          <ChartPlace name={figure}>
            <FigureChart overview={overview} figure={figure} />
          </ChartPlace>
          <Text as="span" visuallyHidden>
            {table}
          </Text>
        </>
      )}
    </BlockStack>
  );
}

function DayTable({ overview, figure }: { overview: Overview; figure: ShownFigure }) {
  const { t, i18n } = useTranslation();
  const format = figureFormat(figure, i18n.language, overview);
  const days = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <table className={styles.days}>
      <thead>
        <tr>
          <th scope="col">{t("results.day")}</th>
          <th scope="col">{t(`results.figures.${figure}`)}</th>
        </tr>
      </thead>
      <tbody>
        {overview.series.map((sums) => {
          const value = valueOf(figure, sums, overview);
          return (
            <tr key={sums.day}>
              <th scope="row">{days.format(new Date(sums.day))}</th>
              <td>{value === null ? t("results.costUnknown") : format(value)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
