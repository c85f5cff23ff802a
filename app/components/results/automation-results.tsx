import { BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { AutomationResults as Results } from "../../core/results/read-automation-results.ts";
import table from "./stacking-table.module.css";
import { figureFormat, shownFigures, valueOf, type Currencies, type ShownFigure } from "./write-figure.ts";

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
              {shownFigures.map((figure) => (
                <td key={figure} className={table.number} data-label={t(`results.figures.${figure}`)}>
                  {writeCell(t, i18n.language, figure, row, currencies)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Uncounted templates={[...new Set(automations.flatMap((row) => row.uncountedTemplates))]} />
    </Card>
  );
}

function writeCell(t: TFunction, language: string, figure: ShownFigure, row: Results, currencies: Currencies): string {
  // Zero would be untrue where nobody can count.
  if (figure === "clicked" && row.clicked === 0 && row.links !== "counted") return t(`results.clicksOf.${row.links}`);
  const value = valueOf(figure, row, currencies);
  return value === null ? t("results.costUnknown") : figureFormat(figure, language, currencies)(value);
}

function Uncounted({ templates }: { templates: string[] }) {
  const { t } = useTranslation();
  if (templates.length === 0) return null;
  return (
    <Box padding="400">
      <BlockStack gap="100">
        <Text as="p" tone="subdued">
          {t("results.uncounted")}
        </Text>
        <InlineStack as="ul" gap="300">
          {templates.map((name) => (
            <li key={name} className={table.plain}>
              <Link url={`/app/templates/${encodeURIComponent(name)}`}>{name}</Link>
            </li>
          ))}
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
