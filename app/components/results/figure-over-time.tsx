import { BlockStack, Button, InlineStack, Scrollable, Text } from "@shopify/polaris";
import { lazy, Suspense, useEffect, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Overview } from "../../core/results/read-overview.ts";
import styles from "./figures.module.css";
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
          <ChartPlace overview={overview} figure={figure} />
          <Text as="span" visuallyHidden>
            {table}
          </Text>
        </>
      )}
    </BlockStack>
  );
}

function ChartPlace({ overview, figure }: { overview: Overview; figure: ShownFigure }) {
  const place = useRef<HTMLDivElement>(null);
  const visible = useHasSize(place);
  useNothingToFocus(place);
  return (
    <div ref={place} className={styles.chart} aria-hidden="true" data-chart={figure}>
      {visible ? (
        <Suspense fallback={null}>
          <FigureChart overview={overview} figure={figure} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** What is hidden from screen readers must not take the keyboard's focus; the library gives its points a tab stop each. */
function useNothingToFocus(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const place = element.current;
    if (!place) return;
    const observer = new MutationObserver(() => {
      for (const stop of place.querySelectorAll("button:not([tabindex='-1']), [tabindex='0']")) {
        stop.setAttribute("tabindex", "-1");
      }
    });
    observer.observe(place, { subtree: true, childList: true, attributes: true, attributeFilter: ["tabindex"] });
    return () => observer.disconnect();
  }, [element]);
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
