import { Box, Text } from "@shopify/polaris";
import { lazy, Suspense, useEffect, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Overview } from "../../core/results/read-overview.ts";
import styles from "./figures.module.css";
import { figureFormat, valueOf, type ShownFigure } from "./write-figure.ts";

/** The charts are the heaviest library of the app: loaded when there is something to draw, into a place already kept. */
const FigureChart = lazy(() => import("./figure-chart.tsx"));

/** One figure day by day: a chart, which reads itself out as a table; until it is drawn, a table takes its place. */
export function FigureOverTime({ overview, figure }: { overview: Overview; figure: ShownFigure }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const visible = useHasSize(place);
  const table = (
    <Text as="span" visuallyHidden>
      <DayTable overview={overview} figure={figure} />
    </Text>
  );
  return (
    <div>
      <Text as="h3" variant="headingSm">
        {t("results.chart", { figure: t(`results.figures.${figure}`) })}
      </Text>
      <Box paddingBlockStart="200">
        <div ref={place} className={styles.chart} data-chart={figure}>
          {visible ? (
            <Suspense fallback={table}>
              <FigureChart overview={overview} figure={figure} />
            </Suspense>
          ) : (
            table
          )}
        </div>
      </Box>
    </div>
  );
}

/** False on the server, and while the frame is hidden: a chart drawn into nothing has negative heights. */
function useHasSize(element: RefObject<HTMLElement | null>): boolean {
  const [hasSize, setHasSize] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setHasSize(width > 0 && height > 0);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return hasSize;
}

function DayTable({ overview, figure }: { overview: Overview; figure: ShownFigure }) {
  const { t, i18n } = useTranslation();
  const format = figureFormat(figure, i18n.language, overview);
  const days = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <table>
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
