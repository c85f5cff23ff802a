import { BlockStack, Text } from "@shopify/polaris";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Overview } from "../../core/results/read-overview.ts";
import styles from "./figures.module.css";
import { changeOf, figureFormat, shownFigures, valueOf, type ShownFigure } from "./write-figure.ts";

type Props = { overview: Overview; chosen: ShownFigure; onChoose(figure: ShownFigure): void };

/** Each figure is a button that shows it in the chart. */
export function Figures({ overview, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 0 });
  return (
    <div className={styles.grid} role="group" aria-label={t("results.showInChart")}>
      {shownFigures.map((figure) => {
        const now = valueOf(figure, overview.now, overview);
        const before = valueOf(figure, overview.before, overview);
        const change = changeOf(now, before);
        return (
          <button
            key={figure}
            type="button"
            className={styles.figure}
            aria-pressed={figure === chosen}
            onClick={() => onChoose(figure)}
          >
            <BlockStack gap="050">
              <Text as="span" variant="bodySm" tone="subdued">
                {t(`results.figures.${figure}`)}
              </Text>
              <Text as="span" variant="headingLg" numeric>
                {now === null ? t("results.costUnknown") : figureFormat(figure, i18n.language, overview)(now)}
              </Text>
              <Text as="span" variant="bodySm" tone="subdued">
                {[shareText(t, figure, overview, percent), change && changeText(t, change, percent)]
                  .filter(Boolean)
                  .join(" · ") || "\u00a0"}
              </Text>
            </BlockStack>
          </button>
        );
      })}
    </div>
  );
}

function changeText(t: TFunction, { kind, by }: NonNullable<ReturnType<typeof changeOf>>, percent: Intl.NumberFormat) {
  return t(`results.change.${kind}`, { percent: percent.format(by) });
}

/** What part of the messages that could, did. */
function shareText(t: TFunction, figure: ShownFigure, { now }: Overview, percent: Intl.NumberFormat): string | null {
  if (figure === "delivered" && now.sent > 0)
    return t("results.shareOfSent", { percent: percent.format(now.delivered / now.sent) });
  if ((figure === "read" || figure === "replied" || figure === "clicked") && now.delivered > 0)
    return t("results.shareOfDelivered", { percent: percent.format(now[figure] / now.delivered) });
  return null;
}
