import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AutomationResults as Results } from "../../core/results/read-automation-results.ts";
import table from "./stacking-table.module.css";
import { figureFormat, shownFigures, valueOf, type Currencies } from "./write-figure.ts";

type Props = Currencies & { automations: Results[] };

/** What each automation sent and brought in the last 30 days. */
export function AutomationResults({ automations, ...currencies }: Props) {
  const { t, i18n } = useTranslation();
  if (automations.length === 0) return null;
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack>
          <Text as="h2" variant="headingMd">
            {t("results.byAutomation")}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {t("results.lastDays")}
          </Text>
        </BlockStack>
      </Box>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t("results.automation")}</th>
            {shownFigures.map((figure) => (
              <th key={figure} scope="col" className={table.number}>
                {t(`results.figures.${figure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {automations.map((row) => (
            <tr key={row.automationId ?? "none"}>
              <th scope="row">
                {row.automationId ? (
                  <Link url={`/app/automations/${row.automationId}`}>{row.name}</Link>
                ) : (
                  t("results.noAutomation")
                )}
              </th>
              {shownFigures.map((figure) => {
                const value = valueOf(figure, row, currencies);
                return (
                  <td key={figure} className={table.number} data-label={t(`results.figures.${figure}`)}>
                    {value === null ? t("results.costUnknown") : figureFormat(figure, i18n.language, currencies)(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
